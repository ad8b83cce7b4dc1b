using System.Text;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Sqlite;
using static JourneyOrchestrator.Silo.Tests.Store.StoreRows;

namespace JourneyOrchestrator.Silo.Tests.Store;

/// <summary>A journal file of which a page is overwritten.</summary>
public sealed class DamagedPageTests : IDisposable
{
    private const int PageBytes = 8_192, HeaderBytes = 12, Customers = 40;

    private readonly TemporaryDirectory directory = new();

    private string Path => System.IO.Path.Combine(directory.Path, SqliteJournalStore.FileName);

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Who_has_an_entry_on_a_damaged_page_is_refused_and_others_are_read()
    {
        await FillAsync();
        Overwrite("of 20;");

        await using var store = SqliteJournalStore.Open(directory.Path);

        await Assert.ThrowsAsync<DamagedStoreException>(() => store.EntriesAsync(20, 0, 10).AsTask());
        Assert.Single(await store.EntriesAsync(1, 0, 10));
        Assert.Empty((await store.CommitAsync(new CommitBatch([Turn(1, 2)], []))).Conflicts);
    }

    [Fact]
    public async Task Of_a_batch_only_those_are_left_out_who_need_a_damaged_page()
    {
        await FillAsync();
        Overwrite("task of 20;");

        await using var store = SqliteJournalStore.Open(directory.Path);
        var result = await store.CommitAsync(new CommitBatch([Turn(1, 2), Turn(20, 2) with { Tasks = [Task(TaskId(20)) with { Sealed = Filler("changed") }] }, Turn(40, 2)], []));

        Assert.Equal([20L], result.Conflicts);
        Assert.NotNull(result.Damage);
        foreach (var customer in (long[])[1, 40]) Assert.Equal(2, (await store.EntriesAsync(customer, 0, 10)).Count);
        Assert.Single(await store.EntriesAsync(20, 0, 10));
    }

    [Fact]
    public async Task A_copy_is_looked_through_without_keys()
    {
        await FillAsync();
        Assert.Null(JournalCopy.Damage(Path));
        Replace("of 20;", "of 21;");

        Assert.Equal("entry 1 of customer 20 does not have its checksum.", JournalCopy.Damage(Path));
    }

    private static string TaskId(long customer) => $"task-{customer:00}";

    /// <summary>So much that few are on a page.</summary>
    private static byte[] Filler(string mark) => Utf8(mark + new string('.', PageBytes / 4));

    private async Task FillAsync()
    {
        await using var store = SqliteJournalStore.Open(directory.Path);
        for (var customer = 1L; customer <= Customers; customer++)
        {
            var first = First(customer);
            var turn = first with
            {
                Entry = first.Entry with { Sealed = Filler($"of {customer};") },
                Tasks = [Task(TaskId(customer)) with { Sealed = Filler($"task of {customer};") }],
            };
            await store.CommitAsync(new CommitBatch([turn], []));
        }
    }

    /// <summary>Overwrites the head of the page on which a text stands.</summary>
    private void Overwrite(string mark)
    {
        var bytes = File.ReadAllBytes(Path);
        bytes.AsSpan(Find(bytes, mark) / PageBytes * PageBytes, HeaderBytes).Fill(0xA5);
        File.WriteAllBytes(Path, bytes);
    }

    private void Replace(string mark, string other)
    {
        var bytes = File.ReadAllBytes(Path);
        Encoding.UTF8.GetBytes(other).CopyTo(bytes, Find(bytes, mark));
        File.WriteAllBytes(Path, bytes);
    }

    private static int Find(byte[] bytes, string mark) => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(mark)) is var found and >= 0 ? found : throw new InvalidOperationException($"'{mark}' is not in the file.");
}
