using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Conformance.Cmmn;

/// <summary>Steps of scenarios converted from the engines' own tests.</summary>
internal sealed partial class ConvertedSteps
{
    private readonly World world;
    private readonly Dictionary<string, IReadOnlyList<Row>> bound = new(StringComparer.Ordinal);
    private readonly Queries queries;
    private readonly Sight sight;

    public ConvertedSteps(World world)
    {
        this.world = world;
        queries = new Queries(world, One);
        sight = new Sight(queries, All, One);
    }

    public string? Take(JsonElement step)
    {
        if (step.TryGetProperty("see", out var see)) return sight.See(see);
        if (step.TryGetProperty("let", out var name)) return Let(name.GetString()!, step);
        var fails = step.TryGetProperty("fails", out var flag) && flag.GetBoolean();
        var refusal = Do(step);
        return fails ? refusal is null ? "it was possible" : null : refusal;
    }

    private string? Let(string name, JsonElement step)
    {
        if (step.TryGetProperty("from", out var from)) bound[name] = [.. All(from.GetString()!).Where(r => Sight.Fits(r, step.GetProperty("where"))).Take(1)];
        else if (step.TryGetProperty("all", out var all)) bound[name] = queries.Ask(all);
        else
        {
            var rows = queries.Ask(step.GetProperty("one"));
            if (rows.Count > 1) return $"there are {rows.Count} rows: {string.Join(", ", rows.Select(r => $"{r.Name} {r.PlanItem} {r.State}"))}";
            bound[name] = rows;
        }
        return null;
    }

    /// <summary>The rows of a reference: <c>$1</c>, <c>$1[0]</c>, <c>$1[*]</c>.</summary>
    private IReadOnlyList<Row> All(string reference)
    {
        var parts = Reference().Match(reference);
        if (!parts.Success || !bound.TryGetValue(parts.Groups[1].Value, out var rows)) throw new ScenarioException($"{reference} is not bound.");
        if (parts.Groups[2].Value is "" or "*") return rows;
        var index = int.Parse(parts.Groups[2].Value, CultureInfo.InvariantCulture);
        return index < rows.Count ? [rows[index]] : [];
    }

    private Row? One(string reference) => All(reference) is [var row, ..] ? row : null;

    private string? Do(JsonElement step)
    {
        var verb = step.GetProperty("do").GetString()!;
        switch (verb)
        {
            case "start": return Start(step);
            case "clock":
                world.Now = world.Start + TimeSpan.FromSeconds(double.Parse(step.GetProperty("at").GetString()![2..^1], CultureInfo.InvariantCulture));
                return null;
            case "drain-jobs":
                Verbs.Drain(world);
                return null;
        }
        var reference = step.GetProperty(step.TryGetProperty("item", out _) ? "item" : "on").GetString()!;
        if (!Reference().IsMatch(reference)) return "There is no such thing.";
        var rows = All(reference);
        return rows.Count == 0 ? throw new ScenarioException($"{reference} is nothing.") : rows.Select(row => Do(verb, row, step)).FirstOrDefault(refusal => refusal is not null);
    }

    private string? Start(JsonElement step)
    {
        string? Text(string name) => step.TryGetProperty(name, out var text) ? text.GetString() : null;
        var begun = world.Begin(Text("case"), Verbs.Values(step), Text("businessKey"), Text("name"));
        if (Text("as") is { } name) bound[name] = [Rows.OfCase(begun)];
        return null;
    }

    private static string? Do(string verb, Row row, JsonElement step)
    {
        var (on, item) = (row.Case!, row.Item);
        if (verb == "set-local") return Verbs.Set(on, item, Verbs.Values(step));
        if (verb == "unset") return Unset(on, item, step);
        if (Verbs.Set(on, Verbs.Root, Verbs.Values(step)) is { } refusal) return refusal;
        return verb switch
        {
            "set" => null,
            "complete" => Verbs.Complete(on, item),
            "trigger" => Verbs.Trigger(on, item),
            "occur" => Verbs.Move(on, item, ItemTransition.Occur),
            "start-item" => Verbs.Move(on, item, ItemTransition.ManualStart),
            "enable" => Verbs.Move(on, item, on.State.Item(item)?.State == ItemState.Disabled ? ItemTransition.Reenable : ItemTransition.Enable),
            "disable" => Verbs.Move(on, item, ItemTransition.Disable),
            "reenable" => Verbs.Move(on, item, ItemTransition.Reenable),
            "terminate" => Verbs.Terminate(on, item),
            "close" => Verbs.Close(on, item),
            "suspend" => Verbs.Suspend(on, item),
            "fire" => Verbs.Fire(on, item),
            _ => throw new ScenarioException($"'{verb}' is no verb."),
        };
    }

    private static string? Unset(RunCase on, int item, JsonElement step)
    {
        var nothing = new ValueMap.Builder();
        foreach (var name in step.GetProperty("names").EnumerateArray()) nothing.Add(name.GetString()!, Value.Null);
        var map = nothing.Build();
        return Verbs.Set(on, item, map) ?? Verbs.Set(on, Verbs.Root, map);
    }

    [GeneratedRegex(@"^(\$\d+)(?:\[(\d+|\*)\])?$")]
    private static partial Regex Reference();
}
