using System.Text;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Conformance.Cmmn;

/// <summary>What was deployed, the cases that run, and their clock.</summary>
internal sealed class World
{
    private readonly Dictionary<string, JourneyPlan> plans = new(StringComparer.Ordinal);

    private readonly Queue<(RunCase By, CaseCalled Called)> calls = new();
    private bool settling;

    public DateTimeOffset Start { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public List<RunCase> Cases { get; } = [];

    public IReadOnlyDictionary<string, JourneyPlan> Plans => plans;

    public void Deploy(JourneyPlan plan) => plans[plan.Id] = plan;

    public RunCase Begin(string? name, ValueMap variables, string? key, string? label)
    {
        var plan = name is null ? plans.Values.First() : plans.GetValueOrDefault(name) ?? throw new ScenarioException($"There is no case '{name}'.");
        var begun = new RunCase(this, plan, Cases.Count + 1, key);
        Cases.Add(begun);
        if (label is not null) begun.Raise(new CaseLabelled(begun.State.Id, 0, "name", label));
        begun.Hand(new Stimulus.Start(null, ValueMap.Empty, null, variables));
        return begun;
    }

    /// <summary>A case task asks for a case; it begins once the asking one has come to rest.</summary>
    public void Call(RunCase by, CaseCalled called) => calls.Enqueue((by, called));

    /// <summary>Begins what was called, and tells of the ends of calls.</summary>
    public void Settle()
    {
        if (settling) return;
        settling = true;
        do
            while (calls.TryDequeue(out var call))
            {
                var begun = new RunCase(this, plans[call.Called.Journey], Cases.Count + 1, call.Called.Key, new CaseCaller(call.By.State.Id, call.Called.Item));
                Cases.Add(begun);
                begun.Hand(new Stimulus.Start(null, ValueMap.Empty, null, call.Called.Values.AsMap()));
            }
        while (Tell());
        settling = false;
    }

    private bool Tell()
    {
        if (CaseLinks.Next(Cases.Select(c => c.State), state => Of(state).Plan) is not var (state, stimulus)) return false;
        Of(state).Hand(stimulus);
        return true;
    }

    private RunCase Of(CaseState state) => Cases.Find(c => c.State == state)!;

    public string Describe()
    {
        var text = new StringBuilder();
        foreach (var each in Cases)
        {
            text.Append($"\n  {each.Id} {each.Plan.Id} {each.State.Status}");
            foreach (var item in each.Items.Values) text.Append($"\n    {item.Ordinal} in {item.Parent}: {item.Node} '{item.Node.Name}' {item.State}");
            foreach (var incident in each.Facts.OfType<IncidentRaised>()) text.Append($"\n    incident: {incident.Message}");
        }
        return text.ToString();
    }
}
