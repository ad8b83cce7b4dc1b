using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>All shards of a host: places customers on them.</summary>
internal sealed class ShardSet : IDisposable
{
    private readonly Host host;
    private readonly Shard[] shards;
    private readonly List<ITimer> sweepers = [];

    public ShardSet(Host host)
    {
        this.host = host;
        shards = [.. Enumerable.Range(0, host.Options.Shards).Select(_ => new Shard(host, this))];
    }

    public int Customers => shards.Sum(s => s.Customers);

    public long Bytes => shards.Sum(s => s.Bytes);

    public void Start()
    {
        host.Committer.Start(shards);
        foreach (var shard in shards) shard.Start();
        Every(host.Options.IdleTime, static (shard, usedBefore) => shard.Sweep(usedBefore));
        Every(host.Options.RestTime, static (shard, usedBefore) => shard.Rest(usedBefore));
    }

    /// <summary>Asks the shards, four times in this time, to do something about customers that were not used for as long.</summary>
    private void Every(TimeSpan idle, Action<Shard, long> sweep)
    {
        if (idle == Timeout.InfiniteTimeSpan) return;
        var time = host.Options.Time;
        var ticks = (long)(idle.TotalSeconds * time.TimestampFrequency);
        sweepers.Add(time.CreateTimer(_ =>
        {
            foreach (var shard in shards) sweep(shard, time.GetTimestamp() - ticks);
        }, null, idle / 4, idle / 4));
    }

    public async Task StopAsync()
    {
        foreach (var sweeper in sweepers) await sweeper.DisposeAsync().ConfigureAwait(false);
        await Task.WhenAll(shards.Select(s => s.StopAsync())).ConfigureAwait(false);
        await host.Committer.StopAsync().ConfigureAwait(false);
    }

    public void Dispose() => host.Committer.Dispose();

    public Task RestAllAsync() => Task.WhenAll(shards.Select(s => s.RestAllAsync()));

    public void Take(Work work) => shards[ShardPlacement.Of(work.CustomerId, shards.Length)].Take(work);
}
