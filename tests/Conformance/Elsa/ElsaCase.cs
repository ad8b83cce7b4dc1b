using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Conformance.Elsa;

/// <summary>One instance of a run, and what it has established.</summary>
internal sealed class ElsaCase : ICaseHost
{
    private readonly ElsaRun run;

    public ElsaCase(ElsaRun run, JourneyPlan plan, int number, CaseCaller? caller)
    {
        (this.run, Plan) = (run, plan);
        State = CaseState.Create(new CaseStarted(new CaseId(1, number, 0), plan.Id, plan.Version, null, Rule.Input) { Caller = caller }, At);
    }

    public JourneyPlan Plan { get; }

    public CaseState State { get; }

    public List<Fact> Facts { get; } = [];

    public DateTimeOffset At { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public Value Signal => run.Signal;

    public Value Customer { get; } = Value.OfMap(ValueMap.Empty);

    public string? TimeZone => null;

    public string? WhyNotCall(string journey, int cases) =>
        run.Catalog.Newest(journey) is null ? $"No published version of workflow definition with ID {journey} found." : null;

    public void Raise(Fact fact)
    {
        Facts.Add(fact);
        if (fact is LineWritten line) run.Write(line.Text);
        if (fact is CaseCalled called) run.Call(called);
        if (fact is CaseFact own) State.Apply(own, At);
    }

    public MessageVerdict Judge(string channel, string purpose, LegalBasis basis) => new(true, null, null);

    public void Publish(string eventType, Value payload)
    {
        // nobody else listens in these cases
    }
}
