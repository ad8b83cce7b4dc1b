using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>All shards of a host: places customers on them, and takes no more than it may have waiting.</summary>
internal sealed class ShardSet(Host host) : IDisposable
{
    private readonly Shard[] shards = [.. Enumerable.Range(0, host.Options.Shards).Select(_ => new Shard(host))];
    private int waiting;
    private ITimer? sweeper;

    /// <summary>Signals and commands taken and not yet answered.</summary>
    public int Waiting => Volatile.Read(ref waiting);

    public int Customers => shards.Sum(s => s.Customers);

    public long Bytes => shards.Sum(s => s.Bytes);

    public void Start()
    {
        host.Committer.Start();
        foreach (var shard in shards) shard.Start();
        if (host.Options.IdleTime == Timeout.InfiniteTimeSpan) return;
        var period = host.Options.IdleTime / 4;
        sweeper = host.Options.Time.CreateTimer(_ => Sweep(), null, period, period);
    }

    public async Task StopAsync()
    {
        if (sweeper is not null) await sweeper.DisposeAsync().ConfigureAwait(false);
        await Task.WhenAll(shards.Select(s => s.StopAsync())).ConfigureAwait(false);
        await host.Committer.StopAsync().ConfigureAwait(false);
    }

    public void Dispose()
    {
        foreach (var shard in shards) shard.Dispose();
    }

    public void Take(Work work) => shards[ShardPlacement.Of(work.CustomerId, shards.Length)].Take(work);

    /// <summary>Asks for room for so many inputs; whoever gets it gives it back. An idle host takes any number.</summary>
    public bool TryEnter(int count)
    {
        var before = Interlocked.Add(ref waiting, count) - count;
        if (before == 0 || before + count <= host.Options.QueueMax) return true;
        Leave(count);
        return false;
    }

    /// <summary>Takes room without asking.</summary>
    public void Enter(int count) => Interlocked.Add(ref waiting, count);

    public void Leave(int count) => Interlocked.Add(ref waiting, -count);

    private void Sweep()
    {
        var time = host.Options.Time;
        var idle = (long)(host.Options.IdleTime.TotalSeconds * time.TimestampFrequency);
        foreach (var shard in shards) shard.Sweep(time.GetTimestamp() - idle);
    }
}
