using System.Text.Json;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Conformance.Cmmn;

/// <summary>Steps of scenarios written by hand: items by name, and snapshots of what is there.</summary>
internal sealed class HandSteps(World world)
{
    private int before;

    private RunCase Case => world.Cases[0];

    public string? Take(JsonElement step)
    {
        if (step.TryGetProperty("see", out var see)) return See(see);
        var verb = step.GetProperty("do").GetString();
        before = world.Cases.Count == 0 ? 0 : Case.Facts.Count;
        if (verb == "start")
        {
            world.Begin(null, Verbs.Values(step), null, null);
            return null;
        }
        var refusal = Verbs.Set(Case, Verbs.Root, Verbs.Values(step));
        return refusal ?? verb switch
        {
            "set" => null,
            "complete" => Verbs.Complete(Case, Find(step, ItemState.Active)),
            "start-item" => Verbs.Move(Case, Find(step, ItemState.Enabled), ItemTransition.ManualStart),
            "disable" => Verbs.Move(Case, Find(step, ItemState.Enabled), ItemTransition.Disable),
            "reenable" => Verbs.Move(Case, Find(step, ItemState.Disabled), ItemTransition.Reenable),
            "occur" => Verbs.Move(Case, Find(step, ItemState.Available), ItemTransition.Occur),
            "fire" => Verbs.Fire(Case, Find(step, ItemState.Available)),
            _ => $"'{verb}' is no verb",
        };
    }

    /// <summary>Of several instances the oldest whose state allows the verb.</summary>
    private int Find(JsonElement step, ItemState state)
    {
        var name = step.GetProperty("item").GetString();
        return Case.State.Items.FirstOrDefault(item => item.Name == name && item.State == state)?.Ordinal ?? throw new ScenarioException($"No item '{name}' is {state}.");
    }

    private string? See(JsonElement see)
    {
        foreach (var asked in see.EnumerateObject())
            if (!Holds(asked, see)) return $"'{asked.Name}' does not hold";
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

    private bool Happened(string name, string transition) => Case.Facts.Skip(before).OfType<ItemTransitioned>()
        .Any(fact => FactNames.Of(fact.Transition) == transition && Case.Items[fact.Item].Node.Name == name);
}
