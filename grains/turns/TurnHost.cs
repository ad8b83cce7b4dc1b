using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Expressions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;
using NodaTime;

namespace JourneyOrchestrator.Grains.Turns;

/// <summary>What the engine sees of the customer's turn. Also the activation of expressions outside of cases: keys and start conditions.</summary>
internal sealed class TurnHost(CustomerState state, TurnFacts facts, JourneyCatalog journeys, DateTimeOffset at, int runningMax = RunningCases.Max) : ICaseHost, IActivation
{
    private Value? customer;
    private Value? signalValue;
    private Signal? signal;
    private string? topic;

    public DateTimeOffset At => at;

    /// <summary>Signals that cases have published and nobody has handled yet.</summary>
    public Queue<Signal> Published { get; } = new();

    /// <summary>Cases that case tasks have asked for and that have not begun yet.</summary>
    public Queue<CaseCalled> Called { get; } = new();

    public string? WhyNotCall(string journey, int cases)
    {
        if (journeys.Newest(journey) is null) return $"No published version of workflow definition with ID {journey} found.";
        if (Started + Called.Count + cases > CaseRouter.StartedMax) return $"One input would start more than {CaseRouter.StartedMax} cases: workflows call each other without end, or too many are called at once.";
        if (RunningCases.AreTooMany(state, Called.Count + cases, runningMax)) return $"The customer would have more than {runningMax} running cases.";
        return WaitingFor(Running) < CaseRouter.WaitingMax ? null : $"{CaseRouter.WaitingMax} cases wait for each other: workflows call each other without end.";
    }

    /// <summary>Cases that wait for the end of a case, or for the end of one that does.</summary>
    private int WaitingFor(CaseId id)
    {
        var waiting = 0;
        while (state.Cases.TryGetValue(id, out var called) && called.Caller is { Mode: not CallMode.Loose } caller && state.Cases.TryGetValue(caller.Case, out var calling) && calling.Running)
            (id, waiting) = (caller.Case, waiting + 1);
        return waiting;
    }

    /// <summary>The case that runs now.</summary>
    public CaseId Running { get; set; }

    /// <summary>Cases started in this turn.</summary>
    public int Started { get; set; }

    private int published;

    public bool MayPublish => published < CaseRouter.PublishedMax && Started < CaseRouter.StartedMax;

    /// <summary>From now on this signal is handled; null: none.</summary>
    public void Handle(Signal? next, string? onTopic = null) => (signal, topic, signalValue) = (next, onTopic, null);

    public Value Signal => signalValue ??= signal is null ? Value.Null : Value.OfMap(new ValueMap.Builder(7)
        .Add("data", signal.Data)
        .Add("id", Value.Of(signal.Id))
        .Add("source", Value.Of(signal.Source))
        .Add("subject", Value.Of(signal.Subject))
        .Add("time", Value.OfTimestamp(signal.Time ?? at))
        .Add("topic", Value.Of(topic))
        .Add("type", Value.Of(signal.Type))
        .Build());

    public Value Customer => customer ??= Value.OfMap(new ValueMap.Builder(4)
        .Add("consents", Consents())
        .Add("id", Value.Of(state.Id))
        .Add("scores", Scores())
        .Add("traits", Value.OfMap(state.Traits))
        .Build());

    public string? TimeZone => state.Traits.TryGetValue("timezone", out var zone) && zone.Kind == ValueKind.String
        && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone.AsString()) is not null ? zone.AsString() : null;

    public void Raise(Fact fact)
    {
        if (fact is CaseCalled called) Called.Enqueue(called);
        if (fact is TraitSet or ScoreSet or ConsentChanged) customer = null;
        facts.Raise(fact);
    }

    public MessageVerdict Judge(string channel, string purpose, LegalBasis basis) => ConsentGate.Judge(state.Consents, channel, purpose, basis);

    public void Publish(string eventType, Value payload)
    {
        published++;
        Published.Enqueue(new Signal($"{Running}-p{published}", "journey", eventType, state.Id, at, payload));
    }

    public bool TryResolve(string name, out Value value)
    {
        value = name switch
        {
            "signal" => Signal,
            "customer" => Customer,
            "now" => Value.OfTimestamp(at),
            _ => default,
        };
        return name is "signal" or "customer" or "now";
    }

    private Value Scores()
    {
        var builder = new ValueMap.Builder(state.Scores.Count);
        foreach (var (name, score) in state.Scores) builder.Add(name, Value.Of(score.Score));
        return Value.OfMap(builder.Build());
    }

    /// <summary>By purpose, then channel: whether it is granted.</summary>
    private Value Consents()
    {
        var builder = new ValueMap.Builder();
        foreach (var purpose in state.Consents.GroupBy(c => c.Purpose, StringComparer.Ordinal))
        {
            var channels = new ValueMap.Builder();
            foreach (var consent in purpose) channels.Add(consent.Channel, Value.Of(consent.Granted));
            builder.Add(purpose.Key, Value.OfMap(channels.Build()));
        }
        return Value.OfMap(builder.Build());
    }
}
