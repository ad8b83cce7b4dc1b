using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Shards;
using static JourneyOrchestrator.Silo.Tests.Shards.FullStore;
using static JourneyOrchestrator.Silo.Tests.Shards.TestHost;

namespace JourneyOrchestrator.Silo.Tests.Shards;

/// <summary>Who reads while the disk is full is noted when there is room, and told before.</summary>
public sealed class FullDiskReadsTests : IDisposable
{
    private static readonly CustomersOptions Hasty = Options with { ProbeTime = TimeSpan.FromMilliseconds(10), Waits = new Hurried() };

    private readonly TemporaryDirectory directory = new();
    private readonly NotedLog log = new();
    private FullStore store = null!;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task What_waits_is_answered_behind_what_is_on_disk_and_is_written_by_itself_when_there_is_room()
    {
        await using var host = await StartAsync();
        host.Customers.NoteRead("anna", "desk", "card");
        var key = await host.Store.FindCustomerAsync(host.Keys.IdHash("anna"));
        await UntilAsync(async () => (await host.Store.ReadsAsync(key, 0, 0, 10)).Count == 1, "The first note is on disk.");
        store.IsFull = true;
        host.Customers.NoteRead("anna", "desk", "export");
        host.Customers.NoteRead("anna", "desk", "export");
        host.Customers.NoteRead("ben", "app", "card");

        Assert.Equal([("desk", "card", 1L), ("desk", "export", 2L)], await ReadsAsync(host, 10));
        Assert.Equal([("desk", "card", 1L)], await ReadsAsync(host, 1));
        Assert.False(host.Customers.Writes);

        store.IsFull = false;
        await UntilAsync(async () => (await host.Store.ReadsAsync(key, 0, 0, 10)).Count == 2, "What waited is on disk.");
        Assert.Equal([("desk", "card", 1L), ("desk", "export", 2L)], await ReadsAsync(host, 10));
    }

    [Fact]
    public async Task A_full_disk_is_asked_once_and_told_once()
    {
        await using var host = await StartAsync();
        store.IsFull = true;
        host.Customers.NoteRead("anna", "desk", "card");
        await UntilAsync(() => Task.FromResult(!host.Customers.Writes), "The first note found that there is no room.");
        for (var i = 0; i < 5; i++)
        {
            host.Customers.NoteRead("anna", "desk", $"call {i}");
            await store.TriedAgainAsync();
        }

        Assert.Equal(1, store.Notes);
        Assert.Single(log.Errors);
    }

    [Fact]
    public async Task More_than_may_wait_is_lost_and_the_log_says_so_at_once_and_how_many_in_the_end()
    {
        const int Max = 65_536;
        await using var host = await StartAsync();
        store.IsFull = true;
        await host.SignalAsync(Update("anna", "2", "n", 2));
        for (var i = 0; i < Max + 10; i++) host.Customers.NoteRead("anna", $"reader {i}", "card");

        Assert.Contains(log.Errors, line => line.StartsWith($"{Max} notes", StringComparison.Ordinal));
        Assert.Equal(Max, (await ReadsAsync(host, 10)).Count);
        store.IsFull = false;
        await UntilAsync(() => Task.FromResult(log.Errors.Any(line => line.StartsWith("10 reads", StringComparison.Ordinal))), "It says how many are lost.");
    }

    private async Task<TestHost> StartAsync()
    {
        var host = await TestHost.StartAsync(directory, Hasty, inner => store = new FullStore(inner), log: log);
        await host.SignalAsync(Update("anna", "1", "n", 1));
        return host;
    }

    private static async Task<IReadOnlyList<(string, string, long)>> ReadsAsync(TestHost host, int limit) =>
        [.. (await host.Customers.ReadsAsync("anna", 0, limit)).Value!.Items.Select(read => (read.Key, read.Call, read.Count))];

    /// <summary>A hundredth of each wait.</summary>
    private sealed class Hurried : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / 100 : dueTime, period);
    }
}
