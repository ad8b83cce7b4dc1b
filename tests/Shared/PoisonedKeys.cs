using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Tests.Shared;

/// <summary>Keys that can't make the hash of some term: a fault of the program, as turns would meet it.</summary>
internal sealed class PoisonedKeys(IPersonKeys inner, Func<string?> poison) : IPersonKeys
{
    public long Allocate() => inner.Allocate();

    public IPersonSeal? Open(long customer) => inner.Open(customer);

    public void Destroy(long customer) => inner.Destroy(customer);

    public void Probe() => inner.Probe();

    public byte[] IdHash(string id) => inner.IdHash(id);

    public long TermHash(string term) => poison() is { } bad && term.Contains(bad, StringComparison.Ordinal)
        ? throw new InvalidOperationException("A fault of the program.")
        : inner.TermHash(term);
}
