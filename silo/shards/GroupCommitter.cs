using System.Threading.Channels;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Telemetry;
using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>The one writer of turns: while a transaction is being written the batches of all shards gather, and go into the next one together.</summary>
internal sealed class GroupCommitter(IJournalStore store, int transactionMax, ILogger log)
{
    private readonly Channel<Batch> queue = Channel.CreateUnbounded<Batch>(new UnboundedChannelOptions { SingleReader = true });
    private Task loop = Task.CompletedTask;

    /// <summary>Told of effects that a newer one replaced before they were sent.</summary>
    public Action<IReadOnlyList<SupersededEffect>> OnSuperseded { get; set; } = static _ => { };

    /// <summary>Told of every batch that is on disk.</summary>
    public Action<CommitBatch> OnCommitted { get; set; } = static _ => { };

    public void Start() => loop = Task.Run(LoopAsync);

    public void Take(Batch batch) => queue.Writer.TryWrite(batch);   // unbounded: the shards bound what is on its way

    public Task StopAsync()
    {
        queue.Writer.TryComplete();
        return loop;
    }

    private async Task LoopAsync()
    {
        var group = new List<Batch>();
        while (await queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            var turns = 0;
            while (turns < transactionMax && queue.Reader.TryRead(out var batch))
            {
                group.Add(batch);
                turns += batch.Turns.Count;
            }
            await CommitAsync(group).ConfigureAwait(false);
            group.Clear();
        }
    }

    private async Task CommitAsync(List<Batch> group)
    {
        Func<long, bool> isLost;
        var batch = Merge(group);
        var span = CommitSpan.Start(batch);
        try
        {
            var result = await store.CommitAsync(batch).ConfigureAwait(false);
            span.End(batch);
            OnCommitted(batch);
            if (result.Superseded.Count > 0) OnSuperseded(result.Superseded);
            isLost = result.Conflicts.Count == 0 ? static _ => false : result.Conflicts.ToHashSet().Contains;
        }
        catch (Exception error)
        {
            // Whatever kept the store from writing, the callers are told to send again; the next batch tries anew.
            log.LogError(error, "A batch of {Turns} turns could not be written.", batch.Turns.Count);
            span.End(batch, error);
            isLost = static _ => true;
        }
        foreach (var part in group) part.Shard.Ended(part, isLost);
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
