using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Tests.Pumps;

/// <summary>A disk that is full for some batches.</summary>
internal sealed class FullStore(IJournalStore inner, Func<CommitBatch, bool> isFull) : StoreDecorator(inner)
{
    public override ValueTask<CommitResult> CommitAsync(CommitBatch batch, CancellationToken cancel = default) =>
        isFull(batch) ? throw new IOException("The disk is full.") : base.CommitAsync(batch, cancel);

    public Func<bool> PutsOff { get; init; } = static () => true;

    public override ValueTask PostponeAsync(IReadOnlyList<OutboxPostponement> items, CancellationToken cancel = default) =>
        PutsOff() ? base.PostponeAsync(items, cancel) : throw new IOException("The disk is full.");
}
