using System.Text;
using System.Text.Json;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Conformance.Elsa;

/// <summary>One case of the suite run in memory, as Elsa's tests run theirs: a draft counts as published, what waits is resumed by hand.</summary>
internal sealed class ElsaRun(JourneyPlan plan, JourneyCatalog catalog, IReadOnlyList<Diagnostic> diagnostics)
{
    private const int RoundsMax = 100;
    private readonly List<ElsaCase> cases = [];
    private readonly Queue<CaseCalled> calls = new();
    private readonly List<string> lines = [];

    public JourneyCatalog Catalog => catalog;

    /// <summary>The instance that was started.</summary>
    public CaseState State => cases[0].State;

    /// <summary>The instances that it has called, and those that these have called.</summary>
    public IEnumerable<CaseState> Called => cases.Skip(1).Select(c => c.State);

    public Value Signal { get; private set; }

    /// <summary>All lines that all instances have written, split as the suite says.</summary>
    public IReadOnlyList<string> Lines => lines;

    public int Incidents => cases[0].Facts.OfType<IncidentRaised>().Count();

    public IEnumerable<string> IncidentMessages => cases[0].Facts.OfType<IncidentRaised>().Select(i => i.Message);

    /// <summary>Items that wait for a stimulus.</summary>
    public IEnumerable<PlanItem> Bookmarks => State.Running
        ? State.Items.Values.Where(i => i.State == ItemState.Active && plan.Nodes[i.Node] is EventNode or DelayNode or TimerNode or StartAtNode or CronNode or HumanTaskNode) : [];

    public int CompletedCount(string node)
    {
        var ordinals = cases[0].Facts.OfType<ItemCreated>().Where(f => f.Node == node).Select(f => f.Item).ToHashSet();
        return cases[0].Facts.OfType<ItemTransitioned>().Count(f => f.Transition == ItemTransition.Complete && ordinals.Contains(f.Item));
    }

    public void Drive(JsonElement test)
    {
        var trigger = test.TryGetProperty("triggerActivityId", out var id) ? id.GetString() : null;
        var correlation = test.TryGetProperty("correlationId", out var given) ? given.GetString() : null;
        var inputs = test.TryGetProperty("input", out var input) ? ValueJson.FromElement(input).AsMap() : ValueMap.Empty;
        Begin(plan, new Stimulus.Start(trigger, inputs, correlation), null);
        Settle();
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
                if (Bookmarks.Contains(item)) Hand(cases[0], new Stimulus.ResumeItem(item.Ordinal, Value.Null));
    }

    private void Step(JsonElement step)
    {
        if (step.TryGetProperty("event", out var name))
        {
            var payload = step.TryGetProperty("payload", out var data) ? ValueJson.FromElement(data) : Value.OfMap(ValueMap.Empty);
            Signal = Value.OfMap(ValueMap.Empty.With("data", payload));
            foreach (var each in cases.ToArray()) Hand(each, new Stimulus.Signal(name.GetString()!));
        }
        else if (step.TryGetProperty("resumeActivity", out var activity))
        {
            if (Bookmarks.FirstOrDefault(b => b.Node == activity.GetString()) is { } item) Hand(cases[0], new Stimulus.ResumeItem(item.Ordinal, Value.Null));
        }
        else if (step.TryGetProperty("cancel", out _)) Hand(cases[0], new Stimulus.ActOnCase(CaseTransition.Terminate, new Rule(RuleKind.Person)));
    }

    private void Begin(JourneyPlan begun, Stimulus.Start start, CaseCaller? caller)
    {
        var instance = new ElsaCase(this, begun, cases.Count + 1, caller);
        cases.Add(instance);
        CaseEngine.Run(begun, instance.State, instance, start);
    }

    private void Hand(ElsaCase instance, Stimulus stimulus)
    {
        CaseEngine.Run(instance.Plan, instance.State, instance, stimulus);
        Settle();
    }

    /// <summary>An instance asks for another, which begins once the asking one rests.</summary>
    public void Call(CaseCalled called) => calls.Enqueue(called);

    public void Write(string text) => lines.AddRange(text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n'));

    /// <summary>Begins what was called, and tells who called of it.</summary>
    private void Settle()
    {
        do
            while (calls.TryDequeue(out var called))
                Begin(catalog.Newest(called.Journey)!, new Stimulus.Start(null, called.Values.AsMap(), called.CorrelationId), new CaseCaller(called.Case, called.Item) { Mode = called.Mode });
        while (Tell());
    }

    private bool Tell()
    {
        if (CaseLinks.Next(cases.Select(c => c.State), state => Of(state).Plan) is not var (state, stimulus)) return false;
        var told = Of(state);
        CaseEngine.Run(told.Plan, state, told, stimulus);
        return true;
    }

    private ElsaCase Of(CaseState state) => cases.Find(c => c.State == state)!;

    public string Describe()
    {
        var text = new StringBuilder($"state {State.Status}, incidents {Incidents}, bookmarks {Bookmarks.Count()}, lines {string.Join(" | ", Lines)}");
        foreach (var called in Called) text.Append($"\n     called: {called.Journey} {called.Status}");
        foreach (var message in IncidentMessages) text.Append("\n     incident: ").Append(message);
        foreach (var diagnostic in diagnostics) text.Append("\n     ").Append(diagnostic.Code).Append(' ').Append(diagnostic.Node).Append(": ").Append(diagnostic.Message);
        return text.ToString();
    }
}
