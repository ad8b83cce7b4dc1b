using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Turns;

/// <summary>How a retained event that was read in a turn shows in the journal.</summary>
internal static class TopicSignals
{
    public static Value Describe(Signal signal) => Value.OfMap(new ValueMap.Builder(5)
        .Add("data", signal.Data)
        .Add("id", Value.Of(signal.Id))
        .Add("source", Value.Of(signal.Source))
        .Add("time", signal.Time is { } time ? Value.OfTimestamp(time) : Value.Null)
        .Add("type", Value.Of(signal.Type))
        .Build());
}
