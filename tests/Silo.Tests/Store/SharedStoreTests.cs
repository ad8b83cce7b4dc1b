using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Postgres;
using JourneyOrchestrator.Tests.Shared;

namespace JourneyOrchestrator.Silo.Tests.Store;

/// <summary>Several hosts on one database.</summary>
public sealed class SharedStoreTests : IAsyncLifetime
{
    private readonly List<PostgresJournalStore> stores = [];
    private string connection = "";

    public Task InitializeAsync()
    {
        if (PostgresServer.Missing is null) connection = PostgresServer.Shared.NewDatabase();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        foreach (var store in stores) await store.DisposeAsync();
    }

    private async Task<PostgresJournalStore> OpenAsync(string? host, Func<CancellationToken, Task>? mayWrite = null)
    {
        var store = await PostgresJournalStore.OpenAsync(new PostgresStoreOptions(connection) { Host = host, MayWrite = mayWrite });
        stores.Add(store);
        return store;
    }

    [SkippableFact]
    public async Task A_host_that_is_alone_and_hosts_that_share_keep_each_other_off()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        var first = await OpenAsync("a");
        await OpenAsync("b");

        await Assert.ThrowsAsync<PostgresUnusableException>(() => OpenAsync(null));

        foreach (var store in stores) await store.DisposeAsync();
        stores.Clear();
        await OpenAsync(null);
        await Assert.ThrowsAsync<PostgresUnusableException>(() => OpenAsync("a"));
    }

    [SkippableFact]
    public async Task Who_writes_on_an_old_state_loses_that_customer_and_nothing_else()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        var (a, b) = (await OpenAsync("a"), await OpenAsync("b"));
        await a.CommitAsync(new CommitBatch([StoreRows.First(1), StoreRows.First(2)], []));
        await b.CommitAsync(new CommitBatch([StoreRows.Turn(1, 2)], []));

        var result = await a.CommitAsync(new CommitBatch([StoreRows.Turn(1, 2), StoreRows.Turn(2, 2), StoreRows.First(3)], []));

        Assert.Equal([1L], result.Conflicts);
        Assert.Equal([1L, 2], (await a.EntriesAsync(1, 0, 10)).Select(e => e.Seq));
        Assert.Equal([1L, 2], (await b.EntriesAsync(2, 0, 10)).Select(e => e.Seq));
        Assert.Equal([1L, 2, 1, 2, 3], (await b.EntriesAfterAsync(0, 10)).Select(e => e.Customer));
    }

    [SkippableFact]
    public async Task Positions_are_in_the_order_of_commits_whoever_commits()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        PostgresJournalStore[] both = [await OpenAsync("a"), await OpenAsync("b")];
        var (seen, position, reading) = (new List<long>(), 0L, true);
        var reader = Task.Run(async () =>
        {
            while (reading || await both[0].LastPositionAsync() > position)
                foreach (var entry in await both[0].EntriesAfterAsync(position, 100)) seen.Add(position = entry.Position);
        });

        await Task.WhenAll(Enumerable.Range(0, 2).Select(async h =>
        {
            for (var i = 0; i < 100; i++) await both[h].CommitAsync(new CommitBatch([StoreRows.First(1 + (2 * i) + h)], []));
        }));
        reading = false;
        await reader;

        // A reader that goes on from the last position misses nothing.
        Assert.Equal(Enumerable.Range(1, 200).Select(i => (long)i), seen);
    }

    [SkippableFact]
    public async Task Others_hear_what_was_written()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        var (a, b) = (await OpenAsync("a"), await OpenAsync("b"));
        var heard = System.Threading.Channels.Channel.CreateUnbounded<StoreNews>();
        await using var listening = b.Listen(news => heard.Writer.TryWrite(news), _ => { });
        await using var own = a.Listen(news => Assert.True(news.Customers.Count == 0), _ => { });
        Assert.Equal(StoreNews.Anything, await heard.Reader.ReadAsync());

        await a.CommitAsync(new CommitBatch([StoreRows.First(1) with { Timers = [new TimerChange(true, 5, 7)] }, StoreRows.First(2)], []));
        await a.SaveJourneyAsync(new JourneyRow("j", 1, true, 1, [1]));

        var committed = await heard.Reader.ReadAsync();
        Assert.Equal((true, false, true), (committed.Timers, committed.Effects, committed.Entries));
        Assert.Equal([1L, 2], committed.Customers);
        Assert.True((await heard.Reader.ReadAsync()).Journeys);
    }

    [SkippableFact]
    public async Task A_lost_connection_is_opened_again_and_may_have_missed_anything()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        var (a, b) = (await OpenAsync("a"), await OpenAsync("b"));
        var heard = System.Threading.Channels.Channel.CreateUnbounded<StoreNews>();
        await using var listening = b.Listen(news => heard.Writer.TryWrite(news), _ => { });
        await heard.Reader.ReadAsync();

        await a.CutOffAsync("b");

        Assert.Equal(StoreNews.Anything, await heard.Reader.ReadAsync());
        Assert.Equal(["a", "b"], (await a.HostsAsync()).Order());
        Assert.False(await a.CutOffAsync("nobody"));
        Assert.Empty((await a.CommitAsync(new CommitBatch([StoreRows.First(1)], []))).Conflicts);
    }

    [SkippableFact]
    public async Task A_host_that_was_given_up_and_cut_off_writes_nothing_when_it_goes_on()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        var givenUp = false;
        var a = await OpenAsync("a");
        var b = await OpenAsync("b", _ => givenUp ? Task.FromException(new PostgresUnusableException("Given up.")) : Task.CompletedTask);
        await b.CommitAsync(new CommitBatch([StoreRows.First(1)], []));

        givenUp = true;
        Assert.True(await a.CutOffAsync("b"));
        await Assert.ThrowsAnyAsync<Exception>(async () => await b.CommitAsync(new CommitBatch([StoreRows.Turn(1, 2)], [])));   // broken off, or refused already
        await Assert.ThrowsAsync<PostgresUnusableException>(async () => await b.CommitAsync(new CommitBatch([StoreRows.Turn(1, 2)], [])));

        Assert.Equal([1L], (await b.EntriesAsync(1, 0, 10)).Select(e => e.Seq));   // it may look
        Assert.Empty((await a.CommitAsync(new CommitBatch([StoreRows.Turn(1, 2)], []))).Conflicts);
    }
}
