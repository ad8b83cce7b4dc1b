using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Bench.Hosts;

/// <summary>A case without customer, journal or disk: facts are applied and forgotten.</summary>
internal sealed class MemoryCaseHost(CaseState state) : ICaseHost
{
    public DateTimeOffset At { get; } = DateTimeOffset.UnixEpoch;

    public Value Signal => Value.Null;

    public Value Customer { get; } = Value.OfMap(ValueMap.Empty);

    public string? TimeZone => null;

    public void Raise(Fact fact)
    {
        if (fact is CaseFact own) state.Apply(own, At);
    }

    public MessageVerdict Judge(string channel, string purpose, LegalBasis basis) => new(true, null, null);

    public void Publish(string eventType, Value payload) => throw new NotSupportedException("The measured journey publishes nothing.");
}
