using System.Text.Json;
using System.Xml;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Conformance.Cmmn;

/// <summary>Steps of scenarios written by hand: items by name, and snapshots of what is there (tests/Scenarios/README.md).</summary>
internal sealed class HandSteps(World world)
{
    private readonly HandSight sight = new(world);

    private RunCase Case => world.Cases[0];

    public string? Take(JsonElement step)
    {
        if (step.TryGetProperty("see", out var see)) return sight.See(see);
        var fails = step.TryGetProperty("fails", out var flag) && flag.GetBoolean();
        sight.Before = world.Cases.Count == 0 ? 0 : Case.Facts.Count;
        var refusal = Do(step, fails);
        if (!fails) return refusal;
        if (refusal is null) return "it was possible";
        return Case.Facts.Count == sight.Before ? null : "it was refused, and yet changed something";
    }

    private string? Do(JsonElement step, bool fails)
    {
        var verb = step.GetProperty("do").GetString()!;
        if (verb == "start")
        {
            world.Begin(null, Verbs.Values(step), null, null);
            return null;
        }
        if (verb == "set") return Verbs.Set(Case, step.TryGetProperty("item", out _) ? Find(step, fails, ItemState.Active, ItemState.Available, ItemState.Enabled) : Verbs.Root, Verbs.Values(step));
        return Verbs.Set(Case, Verbs.Root, Verbs.Values(step)) ?? (step.TryGetProperty("item", out _) ? OnItem(verb, step, fails) : OnCase(verb, step));
    }

    private string? OnCase(string verb, JsonElement step) => verb switch
    {
        "complete" => Verbs.Complete(Case, Verbs.Root),
        "suspend" => Verbs.Suspend(Case, Verbs.Root),
        "terminate" => Verbs.Terminate(Case, Verbs.Root),
        "reactivate" => Verbs.Reactivate(Case),
        "close" => Verbs.Close(Case, Verbs.Root),
        "signal" => Verbs.Signal(Case, step.GetProperty("signal").GetString()!),
        "write" => Verbs.Write(Case, step.GetProperty("file").GetString()!, ValueJson.FromElement(step.GetProperty("value"))),
        "wait" => Verbs.Wait(world, XmlConvert.ToTimeSpan(step.GetProperty("time").GetString()!)),
        _ => throw new ScenarioException($"'{verb}' is no verb of a case."),
    };

    private string? OnItem(string verb, JsonElement step, bool fails) => verb switch
    {
        "plan" => Verbs.Plan(Case, step.GetProperty("item").GetString()!, step.TryGetProperty("roles", out var roles) ? [.. roles.EnumerateArray().Select(r => r.GetString()!)] : []),
        "complete" => Verbs.Complete(Case, Find(step, fails, ItemState.Active)),
        "start-item" => Verbs.Move(Case, Find(step, fails, ItemState.Enabled), ItemTransition.ManualStart),
        "disable" => Verbs.Move(Case, Find(step, fails, ItemState.Enabled), ItemTransition.Disable),
        "reenable" => Verbs.Move(Case, Find(step, fails, ItemState.Disabled), ItemTransition.Reenable),
        "occur" => Verbs.Move(Case, Find(step, fails, ItemState.Available), ItemTransition.Occur),
        "suspend" => Verbs.Suspend(Case, Find(step, fails, ItemState.Active, ItemState.Available)),
        "resume" => Verbs.Move(Case, Find(step, fails, ItemState.Suspended), ItemTransition.Resume),
        "terminate" => Verbs.Terminate(Case, Find(step, fails, ItemState.Active, ItemState.Available)),
        "reactivate" => Verbs.Retry(Case, Find(step, fails, ItemState.Failed)),
        "skip" => Verbs.Skip(Case, Find(step, fails, ItemState.Failed)),
        "fire" => Verbs.Fire(Case, Find(step, fails, ItemState.Available)),
        _ => throw new ScenarioException($"'{verb}' is no verb of an item."),
    };

    /// <summary>Of several instances the oldest whose state allows the verb; of one that is to be refused, where none is so, the newest.</summary>
    private int Find(JsonElement step, bool fails, params ItemState[] states)
    {
        var name = step.GetProperty("item").GetString();
        var named = Case.State.Items.Where(item => item.Name == name).ToList();
        foreach (var state in states)
            if (named.Find(item => item.State == state) is { } found) return found.Ordinal;
        return fails && named.Count > 0 ? named[^1].Ordinal : throw new ScenarioException($"No item '{name}' is {string.Join(" or ", states)}.");
    }
}
