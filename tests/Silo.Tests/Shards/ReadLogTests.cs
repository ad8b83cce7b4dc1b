using System.Globalization;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Values;
using static JourneyOrchestrator.Silo.Tests.Shards.TestHost;

namespace JourneyOrchestrator.Silo.Tests.Shards;

/// <summary>Who read personal data.</summary>
public sealed class ReadLogTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Reads_are_counted_by_minute_reader_and_call()
    {
        await using var host = await StartAsync(directory);
        await host.SignalAsync(Update("anna", "1", "n", 1));
        for (var i = 0; i < 3; i++) host.Customers.NoteRead("anna", "desk", "card");
        host.Customers.NoteRead("anna", "app", "card");
        host.Customers.NoteRead("nobody", "desk", "card");
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        host.Customers.NoteRead("anna", "desk", "card");

        var reads = await ReadsAsync(host, "anna");
        Assert.Equal([("desk", "card", 3L), ("app", "card", 1L), ("desk", "card", 1L)], reads.Select(read => (read.Key, read.Call, read.Count)));
        Assert.Equal(TimeSpan.FromMinutes(2), reads[2].At - reads[0].At);
        Assert.Equal((0, 0), (reads[0].At.Second, reads[0].At.Millisecond));
        Assert.Equal(ReadStatus.Unknown, (await host.Customers.ReadsAsync("nobody", 0, 10)).Status);
    }

    [Fact]
    public async Task What_was_noted_is_on_disk_when_the_host_ends_and_soon_without_that()
    {
        await using var host = await StartAsync(directory);
        await host.SignalAsync(Update("anna", "1", "n", 1));
        host.Customers.NoteRead("anna", "desk", "card");
        await host.RestartAsync();
        Assert.Single(await ReadsAsync(host, "anna"));

        host.Customers.NoteRead("anna", "desk", "export");
        var key = await host.Store.FindCustomerAsync(host.Keys.IdHash("anna"));
        while ((await host.Store.ReadsAsync(key, 0, 0, 10)).Count < 2) await Task.Delay(20);
    }

    [Fact]
    public async Task A_disk_that_fails_loses_no_note()
    {
        var fail = true;
        await using var host = await StartAsync(directory, null, inner => new FailingStore(inner, () => fail));
        await host.SignalAsync(Update("anna", "1", "n", 1));
        host.Customers.NoteRead("anna", "desk", "card");
        await Assert.ThrowsAsync<IOException>(async () => await host.Customers.ReadsAsync("anna", 0, 10));
        host.Customers.NoteRead("anna", "desk", "card");
        fail = false;

        Assert.Equal(2, Assert.Single(await ReadsAsync(host, "anna")).Count);
    }

    [Fact]
    public async Task A_disk_that_fails_half_way_counts_nothing_twice()
    {
        var parts = 0;
        await using var host = await StartAsync(directory, null, inner => new FailingStore(inner, () => ++parts == 2));
        await host.SignalAsync(Update("anna", "1", "n", 1));
        for (var i = 0; i < 1_000; i++) host.Customers.NoteRead("anna", $"reader {i}", "card");
        while (parts < 2) await Record.ExceptionAsync(async () => await host.Customers.ReadsAsync("anna", 0, 10));

        var reads = await ReadsAsync(host, "anna");
        Assert.Equal((1_000, 1_000L), (reads.Count, reads.Sum(read => read.Count)));
    }

    [Fact]
    public async Task Reads_of_a_visitor_are_those_of_the_customer_from_the_join_on()
    {
        await using var host = await StartAsync(directory);
        await host.Customers.SignalAsync([Update("anon:x", "1", "n", 1), Update("anna", "1", "n", 1)]);
        host.Customers.NoteRead("anon:x", "desk", "card");
        await ReadsAsync(host, "anon:x");
        await host.SignalAsync(new Signal("j", "test", "customer.identified", "anon:x", null, Value.OfMap(ValueMap.Empty.With("customer", Value.Of("anna")))));
        host.Customers.NoteRead("anon:x", "app", "history");

        Assert.Equal(["desk", "app"], (await ReadsAsync(host, "anna")).Select(read => read.Key));
        Assert.Equal(["desk", "app"], (await ReadsAsync(host, "anon:x")).Select(read => read.Key));
        Assert.Equal(2, (await host.Customers.EraseAsync("anna", "asked")).Value!.Removed["reads"]);
    }

    [Fact]
    public async Task An_erased_persons_reads_are_gone_and_no_late_note_brings_them_back()
    {
        await using var host = await StartAsync(directory);
        await host.SignalAsync(Update("anna", "1", "n", 1));
        host.Customers.NoteRead("anna", "desk", "card");
        var key = await host.Store.FindCustomerAsync(host.Keys.IdHash("anna"));
        await ReadsAsync(host, "anna");
        host.Customers.NoteRead("anna", "desk", "card");
        await host.Customers.EraseAsync("anna", "asked");

        Assert.Equal(ReadStatus.Gone, (await host.Customers.ReadsAsync("anna", 0, 10)).Status);
        await host.RestartAsync();
        Assert.Empty(await host.Store.ReadsAsync(key, 0, 0, 10));
    }

    [Fact]
    public async Task Reads_are_forgotten_after_their_time_and_paged_until_then()
    {
        await using var host = await StartAsync(directory, Options with { ReadsTime = TimeSpan.FromMinutes(30) });
        await host.SignalAsync(Update("anna", "1", "n", 1));
        for (var i = 0; i < 5; i++)
        {
            host.Customers.NoteRead("anna", "desk", "card");
            await ReadsAsync(host, "anna");
            host.Clock.Advance(TimeSpan.FromMinutes(10));
        }

        Assert.Equal(3, (await ReadsAsync(host, "anna", pageSize: 1)).Count);
    }

    private static async Task<IReadOnlyList<DataRead>> ReadsAsync(TestHost host, string customer, int pageSize = 100)
    {
        var all = new List<DataRead>();
        for (string? after = "0"; after is not null;)
        {
            var page = (await host.Customers.ReadsAsync(customer, long.Parse(after, CultureInfo.InvariantCulture), pageSize)).Value!;
            all.AddRange(page.Items);
            after = page.Next;
        }
        return all;
    }

    private sealed class FailingStore(IJournalStore inner, Func<bool> fails) : StoreDecorator(inner)
    {
        public override ValueTask NoteReadsAsync(IReadOnlyList<ReadRow> reads, long before, CancellationToken cancel = default) =>
            fails() ? throw new IOException("The disk is full.") : base.NoteReadsAsync(reads, before, cancel);
    }
}
