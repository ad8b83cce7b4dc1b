using System.Text;
using System.Text.Json;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Conformance.Elsa;

/// <summary>One case run in memory, as Elsa's tests run theirs: a draft counts as published, what waits is resumed by hand.</summary>
internal sealed class ElsaRun : ICaseHost
{
    private const int RoundsMax = 100;
    private readonly JourneyPlan plan;
    private readonly IReadOnlyList<Diagnostic> diagnostics;
    private readonly List<Fact> facts = [];

    public ElsaRun(JourneyPlan plan, IReadOnlyList<Diagnostic> diagnostics)
    {
        (this.plan, this.diagnostics) = (plan, diagnostics);
        State = CaseState.Create(new CaseStarted(new CaseId(1, 1, 0), plan.Id, plan.Version, null, Rule.Input), At);
    }

    public CaseState State { get; }

    public DateTimeOffset At { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public Value Signal { get; private set; }

    public Value Customer { get; } = Value.OfMap(ValueMap.Empty);

    public string? TimeZone => null;

    /// <summary>All lines written, split as the suite says.</summary>
    public IReadOnlyList<string> Lines => [.. facts.OfType<LineWritten>().SelectMany(l => l.Text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n'))];

    public int Incidents => facts.OfType<IncidentRaised>().Count();

    public IEnumerable<string> IncidentMessages => facts.OfType<IncidentRaised>().Select(i => i.Message);

    /// <summary>Items that wait for a stimulus.</summary>
    public IEnumerable<PlanItem> Bookmarks => State.Running
        ? State.Items.Values.Where(i => i.State == ItemState.Active && plan.Nodes[i.Node] is EventNode or DelayNode or TimerNode or StartAtNode or CronNode or HumanTaskNode) : [];

    public int CompletedCount(string node)
    {
        var ordinals = facts.OfType<ItemCreated>().Where(f => f.Node == node).Select(f => f.Item).ToHashSet();
        return facts.OfType<ItemTransitioned>().Count(f => f.Transition == ItemTransition.Complete && ordinals.Contains(f.Item));
    }

    public void Drive(JsonElement test)
    {
        var trigger = test.TryGetProperty("triggerActivityId", out var id) ? id.GetString() : null;
        var correlation = test.TryGetProperty("correlationId", out var given) ? given.GetString() : null;
        var inputs = test.TryGetProperty("input", out var input) ? ValueJson.FromElement(input).AsMap() : ValueMap.Empty;
        Hand(new Stimulus.Start(trigger, inputs, correlation));
        switch (test.GetProperty("drive").GetString())
        {
            case "untilEnd": ResumeAll(); break;
            case "steps":
                foreach (var step in test.GetProperty("steps").EnumerateArray()) Step(step);
                break;
        }
    }

    private void ResumeAll()
    {
        for (var round = 0; round < RoundsMax && Bookmarks.ToArray() is { Length: > 0 } waiting; round++)
            foreach (var item in waiting)
                if (Bookmarks.Contains(item)) Hand(new Stimulus.ResumeItem(item.Ordinal, Value.Null));
    }

    private void Step(JsonElement step)
    {
        if (step.TryGetProperty("event", out var name))
        {
            var payload = step.TryGetProperty("payload", out var data) ? ValueJson.FromElement(data) : Value.OfMap(ValueMap.Empty);
            Signal = Value.OfMap(ValueMap.Empty.With("data", payload));
            Hand(new Stimulus.Signal(name.GetString()!));
        }
        else if (step.TryGetProperty("resumeActivity", out var activity))
        {
            if (Bookmarks.FirstOrDefault(b => b.Node == activity.GetString()) is { } item) Hand(new Stimulus.ResumeItem(item.Ordinal, Value.Null));
        }
        else if (step.TryGetProperty("cancel", out _)) Hand(new Stimulus.ActOnCase(CaseTransition.Terminate, new Rule(RuleKind.Person)));
    }

    private void Hand(Stimulus stimulus) => CaseEngine.Run(plan, State, this, stimulus);

    public void Raise(Fact fact)
    {
        facts.Add(fact);
        if (fact is CaseFact own) State.Apply(own, At);
    }

    public MessageVerdict Judge(string channel, string purpose, LegalBasis basis) => new(true, null, null);

    public void Publish(string eventType, Value payload)
    {
        // nobody else listens in these cases
    }

    public string Describe()
    {
        var text = new StringBuilder($"state {State.Status}, incidents {Incidents}, bookmarks {Bookmarks.Count()}, lines {string.Join(" | ", Lines)}");
        foreach (var message in IncidentMessages) text.Append("\n     incident: ").Append(message);
        foreach (var diagnostic in diagnostics) text.Append("\n     ").Append(diagnostic.Code).Append(' ').Append(diagnostic.Node).Append(": ").Append(diagnostic.Message);
        return text.ToString();
    }
}
