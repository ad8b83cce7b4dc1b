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
