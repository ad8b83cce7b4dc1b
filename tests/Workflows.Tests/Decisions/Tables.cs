using System.Text;
using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Readers.Elsa;
using JourneyOrchestrator.Workflows.Tests.Kernel;
using JourneyOrchestrator.Workflows.Values;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;

namespace JourneyOrchestrator.Workflows.Tests.Decisions;

/// <summary>Short ways to write decision tables and to ask them.</summary>
internal static class Tables
{
    /// <summary>A table whose inputs <c>x:integer</c> ask the variable of that name; rows are <c>cell | cell => output | output</c>.</summary>
    public static JsonObject Table(string policy, string inputs, string outputs, params string[] rows) => new()
    {
        ["hitPolicy"] = policy,
        ["inputs"] = new JsonArray([.. inputs.Split(' ').Select(i => i.Split(':')).Select(i => new JsonObject { ["label"] = i[0], ["expression"] = $"vars.{i[0]}", ["type"] = i.ElementAtOrDefault(1) ?? "any" })]),
        ["outputs"] = new JsonArray([.. outputs.Split(' ').Select(o => o.Split(':')).Select(o => new JsonObject { ["name"] = o[0], ["type"] = o.ElementAtOrDefault(1) ?? "any" })]),
        ["rules"] = new JsonArray([.. rows.Select(Row)]),
    };

    private static JsonObject Row(string row)
    {
        var sides = row.Split("=>", StringSplitOptions.TrimEntries);
        return new JsonObject { ["when"] = Cells(sides[0]), ["then"] = Cells(sides[1]) };
    }

    public static JsonArray Cells(string cells) => new([.. cells.Split(" | ", StringSplitOptions.TrimEntries).Select(c => JsonValue.Create(c))]);

    public static JsonObject Values(this JsonObject table, int output, params string[] values)
    {
        table["outputs"]![output]!["values"] = new JsonArray([.. values.Select(v => JsonValue.Create(v))]);
        return table;
    }

    public static JsonObject Decision(JsonNode table, string id = "decide") =>
        Act("Journey.Decision", id, ("table", table), ("result", new JsonObject { ["memoryReference"] = new JsonObject { ["id"] = "result" } }));

    /// <summary>A case that asks the table with these variables.</summary>
    public static CaseKit Ask(JsonObject table, params (string Name, JsonNode? Value)[] variables) =>
        CaseKit.Of(Sequence("root", Decision(table.DeepClone())), [.. variables.Select(v => (v.Name, v.Value?.DeepClone())), ("result", null)]);

    public static Value Result(this CaseKit kit) => kit.State.Item(1)!.Variables["result"];

    public static DecisionMade Made(this CaseKit kit) => kit.Facts.OfType<DecisionMade>().Single();

    /// <summary>The result as JSON; <c>null</c>; or <c>!</c> and what the incident says.</summary>
    public static string Said(this CaseKit kit) => kit.State.Incidents.IsEmpty ? Encoding.UTF8.GetString(ValueJson.ToUtf8(kit.Result())) : "!" + kit.State.Incidents[0].Message;

    public static IReadOnlyList<Diagnostic> Diagnose(JsonNode table)
    {
        var journey = Journey(Sequence("root", Event("T", "go").Set("customProperties", new JsonObject { ["canStartWorkflow"] = true }), Decision(table)), ("x", null), ("y", null), ("z", null), ("result", null));
        return ElsaReader.Read(Encoding.UTF8.GetBytes(journey.ToJsonString())).Diagnostics;
    }
}
