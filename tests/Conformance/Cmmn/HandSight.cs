using System.Text.Json;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Conformance.Cmmn;

/// <summary>What a scenario written by hand sees of its case: every key that it names must hold.</summary>
internal sealed class HandSight(World world)
{
    /// <summary>How many facts there were before the last step.</summary>
    public int Before { get; set; }

    private RunCase Case => world.Cases[0];

    public string? See(JsonElement see)
    {
        foreach (var asked in see.EnumerateObject())
            if (!Holds(asked, see)) return $"'{asked.Name}' does not hold: {string.Join(", ", Items.Select(i => $"{i.Node.Name} {i.State}"))}; {string.Join(", ", Transitions().Select(t => $"{t.Name}.{t.Transition}"))}";
        return null;
    }

    private IEnumerable<RunCase.Item> Items => Case.Items.Values.Where(item => item.Ordinal != Verbs.Root);

    private bool Holds(JsonProperty asked, JsonElement see) => asked.Name switch
    {
        "items" => States(asked.Value, ended: false),
        "only" => Items.Where(item => !item.Ended).All(item => see.GetProperty("items").TryGetProperty(item.Node.Name, out _)),
        "total" => Items.Count(item => !item.Ended) == asked.Value.GetInt32(),
        "case" => asked.Value.GetString() == "ended" ? !Case.State.Running : FactNames.Of(Case.State.Status) == asked.Value.GetString(),
        "work" => Same(asked.Value, Items.Where(item => item is { Node: HumanTaskNode, State: "active" }).Select(item => item.Node.Name)),
        "jobs" => Case.State.Items.Count(item => item.Due is not null) == asked.Value.GetInt32(),
        "ended" => States(asked.Value, ended: true),
        "order" => asked.Value.EnumerateArray().Select(p => (p[0].GetString()!, p[1].GetString()!)).SequenceEqual(Transitions().Where(t => Asked(asked.Value, t.Name))),
        "vars" => asked.Value.EnumerateObject().All(v => Sight.Same(Case.State.Item(Verbs.Root)!.Variables[v.Name], v.Value)),
        "plannable" => Same(asked.Value, Planning.Of(Case.Plan, Case.State, Case).Select(p => p.Node.Name)),
        "incidents" => Case.State.Incidents.Length == asked.Value.GetInt32(),
        "called" => Same(asked.Value, world.Cases.Skip(1).Select(c => FactNames.Of(c.State.Status))),
        "called-vars" => world.Cases.Skip(1).All(c => Same(asked.Value, c.State.Item(Verbs.Root)!.Variables.Select(v => $"{v.Key.AsString()}={v.Value.ToText()}"))),
        "completable" => asked.Value.EnumerateObject().All(stage => Completable(stage.Name) == stage.Value.GetBoolean()),
        "milestones" => Same(asked.Value, Items.Where(item => item is { Node: MilestoneNode, State: "completed" }).Select(item => item.Node.Name)),
        "transitions" => asked.Value.EnumerateArray().All(pair => Happened(pair[0].GetString()!, pair[1].GetString()!)),
        _ => throw new ScenarioException($"'{asked.Name}' can't be seen."),
    };

    private bool States(JsonElement wanted, bool ended) => wanted.EnumerateObject().All(item =>
        Same(item.Value, Items.Where(i => i.Ended == ended && i.Node.Name == item.Name).Select(i => i.State)));

    private static bool Same(JsonElement wanted, IEnumerable<string> found) => wanted.EnumerateArray().Select(w => w.GetString()!).Order().SequenceEqual(found.Order());

    private bool Completable(string name)
    {
        var stage = Items.First(item => item.Node.Name == name && !item.Ended);
        return Items.Where(item => item.Parent == stage.Ordinal).All(item => item.State != "active" && (item.Ended || !item.Required || item.State is "disabled" or "failed"));
    }

    private bool Happened(string name, string transition) => Transitions().Contains((name, transition));

    /// <summary>What happened during the last step, in order.</summary>
    private IEnumerable<(string Name, string Transition)> Transitions() => Case.Facts.Skip(Before).OfType<ItemTransitioned>()
        .Select(fact => (Case.Items[fact.Item].Ordinal == Verbs.Root ? "case" : Case.Items[fact.Item].Node.Name, FactNames.Of(fact.Transition)));

    private static bool Asked(JsonElement pairs, string name) => pairs.EnumerateArray().Any(pair => pair[0].GetString() == name);
}
