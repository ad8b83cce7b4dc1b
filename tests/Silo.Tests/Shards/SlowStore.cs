using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Tests.Shards;

/// <summary>A store that writes nothing until a gate opens.</summary>
internal sealed class SlowStore(IJournalStore inner, Task gate) : StoreDecorator(inner)
{
    public override async ValueTask<CommitResult> CommitAsync(CommitBatch batch, CancellationToken cancel = default)
    {
        await gate;
        return await base.CommitAsync(batch, cancel);
    }
}
