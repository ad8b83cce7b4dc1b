using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Telemetry;
using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>The one writer of turns: while a transaction is being written the batches of all shards grow, and go into the next one together.</summary>
internal sealed class GroupCommitter(IJournalStore store, int transactionMax, TimeProvider waits, ILogger log) : IDisposable
{
    /// <summary>Turns of a transaction that tell of many callers with a signal each; fewer are a quiet host, more are callers with many signals at a time.</summary>
    private const int CrowdMin = 8, CrowdMax = 256;

    /// <summary>A transaction of few turns costs almost as much as one of many: in a crowd this long is waited for others to come along.</summary>
    private static readonly TimeSpan CrowdTime = TimeSpan.FromMilliseconds(1);

    private readonly WakeSignal wake = new();
    private IReadOnlyList<Shard> shards = [];
    private int next;   // shard to be asked first
    private volatile bool stopping;
    private Task loop = Task.CompletedTask;

    /// <summary>Told of effects that a newer one replaced before they were sent.</summary>
    public Action<IReadOnlyList<SupersededEffect>> OnSuperseded { get; set; } = static _ => { };

    /// <summary>Told of customers whose turns did not follow their last entry: another host wrote for them.</summary>
    public Action<IReadOnlyList<long>> OnConflicts { get; set; } = static _ => { };

    /// <summary>Told of every batch that is on disk, and of those that may be: the answer to a commit can be lost with its connection.</summary>
    public Action<CommitBatch> OnCommitted { get; set; } = static _ => { };

    /// <summary>Told of what kept the store from writing; null: the log has to tell of it.</summary>
    public Func<Exception, Problem?> Explain { get; set; } = static _ => null;

    public void Start(IReadOnlyList<Shard> from)
    {
        shards = from;
        loop = Task.Run(LoopAsync);
    }

    /// <summary>A shard has turns ready.</summary>
    public void Wake() => wake.Set();

    public Task StopAsync()
    {
        stopping = true;
        wake.Set();
        return loop;
    }

    public void Dispose() => wake.Dispose();

    private async Task LoopAsync()
    {
        var group = new List<Batch>();
        var crowd = false;
        while (!stopping)
        {
            await wake.WaitAsync().ConfigureAwait(false);
            if (crowd) await Task.Delay(CrowdTime, waits).ConfigureAwait(false);
            if (!Gather(group, out var turns)) continue;
            await CommitAsync(group).ConfigureAwait(false);
            group.Clear();
            crowd = turns is >= CrowdMin and < CrowdMax;
            if (turns >= transactionMax) wake.Set();   // a shard may not have been asked
        }
    }

    private bool Gather(List<Batch> group, out int turns)
    {
        turns = 0;
        for (var asked = 0; asked < shards.Count && turns < transactionMax; asked++)
        {
            if (shards[next].TakeReady() is { } batch)
            {
                group.Add(batch);
                turns += batch.Turns.Count;
            }
            next = (next + 1) % shards.Count;
        }
        return group.Count > 0;
    }

    private async Task CommitAsync(List<Batch> group)
    {
        Func<long, bool> isLost;
        var lost = true;
        var batch = Merge(group);
        var span = CommitSpan.Start(batch, store.SystemName);
        try
        {
            var result = await store.CommitAsync(batch).ConfigureAwait(false);
            span.End(batch);
            OnCommitted(batch);
            if (result.Damage is { } damage) Explain(damage);
            if (result.Superseded.Count > 0) OnSuperseded(result.Superseded);
            if (result.Conflicts.Count > 0) OnConflicts(result.Conflicts);
            lost = result.Conflicts.Count > 0;
            isLost = !lost ? static _ => false : result.Conflicts.ToHashSet().Contains;
        }
        catch (Exception error)
        {
            // Whatever kept the store from writing, the callers are told to send again; the next batch tries anew.
            if (Explain(error) is null) log.BatchNotWritten(error, batch.Turns.Count);
            span.End(batch, error);
            OnCommitted(batch);
            isLost = static _ => true;
        }
        // What was decided on top of a lost turn must not be gathered: another host's entry in the lost one's place would let it pass the fence.
        var heard = group.ConvertAll(part => part.Shard.EndedAsync(part, isLost));
        if (lost) await Task.WhenAll(heard).ConfigureAwait(false);
    }

    private static CommitBatch Merge(List<Batch> group)
    {
        if (group.Count == 1) return new CommitBatch(group[0].Turns, group[0].Settled);
        var turns = new List<TurnRecord>(group.Sum(b => b.Turns.Count));
        var settled = new List<string>();
        foreach (var batch in group)
        {
            turns.AddRange(batch.Turns);
            settled.AddRange(batch.Settled);
        }
        return new CommitBatch(turns, settled);
    }
}
