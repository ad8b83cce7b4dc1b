using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Tests.Pumps;

/// <summary>A store in which one customer can't be found.</summary>
internal sealed class BrokenCustomer(IJournalStore inner, Func<byte[]?> broken) : StoreDecorator(inner)
{
    public override ValueTask<StoredCustomer> CustomerAsync(byte[] idHash, long schema, int limit, long now, CancellationToken cancel = default) =>
        broken() is { } hash && hash.AsSpan().SequenceEqual(idHash) ? throw new IOException("The page is damaged.") : base.CustomerAsync(idHash, schema, limit, now, cancel);
}
