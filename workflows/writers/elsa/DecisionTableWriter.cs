using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Decisions;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Workflows.Writers.Elsa;

/// <summary>A decision table as docs/decisions.md has it.</summary>
internal static class DecisionTableWriter
{
    public static JsonObject Write(DecisionTable table)
    {
        var json = new JsonObject { ["hitPolicy"] = FactNames.Names<HitPolicy>.Of(table.Policy) };
        if (table.Aggregation != Aggregation.List) json["aggregation"] = FactNames.Names<Aggregation>.Of(table.Aggregation);
        json["inputs"] = new JsonArray([.. table.Inputs.Select(Input)]);
        json["outputs"] = new JsonArray([.. table.Outputs.Select(Output)]);
        json["rules"] = new JsonArray([.. table.Rules.Select(Rule)]);
        if (!table.Default.IsDefault) json["default"] = new JsonArray([.. table.Default.Select(e => (JsonNode)e.Text)]);
        if (table.Outcome is { } outcome) json["outcome"] = outcome;
        return json;
    }

    private static JsonNode Input(DecisionInput input) =>
        new JsonObject { ["label"] = input.Label, ["expression"] = input.Expression.Text, ["type"] = DecisionTypes.NameOf(input.Type) };

    private static JsonNode Output(DecisionOutput output)
    {
        var json = new JsonObject { ["name"] = output.Name, ["type"] = DecisionTypes.NameOf(output.Type) };
        if (!output.Values.IsEmpty) json["values"] = new JsonArray([.. output.Values.Select(v => ValueNodes.Of(v))]);
        return json;
    }

    private static JsonNode Rule(DecisionRule rule)
    {
        var json = new JsonObject
        {
            ["when"] = new JsonArray([.. rule.When.Select(cell => (JsonNode)cell.Text)]), ["then"] = new JsonArray([.. rule.Then.Select(e => (JsonNode)e.Text)]),
        };
        if (rule.Note is { } note) json["note"] = note;
        return json;
    }
}
