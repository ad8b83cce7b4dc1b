using System.Collections.Immutable;
using System.Text.Json;
using JourneyOrchestrator.Workflows.Decisions;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Expressions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>Reads one decision table (docs/decisions.md). Each diagnostic says the row and the column.</summary>
internal sealed class DecisionTableReader(JsonElement json, string node, InputReader inputs, CheckedMembers members, VariableUses uses, Diagnostics diagnostics)
{
    private bool failed;

    /// <summary>The table; null, with diagnostics, when it has errors.</summary>
    public DecisionTable? Read()
    {
        members.Only(json, "a decision table", node, "hitPolicy", "aggregation", "inputs", "outputs", "rules", "default", "outcome", "description");
        var policy = Choice("hitPolicy", HitPolicy.Unique);
        var aggregation = Choice("aggregation", Aggregation.List);
        var columns = Limited("inputs", DecisionTable.ColumnsMax).Select(Input).ToImmutableArray();
        var outputs = Limited("outputs", DecisionTable.ColumnsMax).Select(Output).ToImmutableArray();
        if (failed) return null;
        var table = new DecisionTable(policy, aggregation, columns, outputs, []);
        table = table with { Rules = [.. Limited("rules", DecisionTable.RowsMax).Select((row, i) => Rule(row, i + 1, table))], Default = Default(table), Outcome = members.Text(json, "outcome", node) };
        CheckShape(table);
        return failed ? null : table;
    }

    private void Fail(string code, string message, string fix)
    {
        failed = true;
        diagnostics.Error(code, node, message, fix);
    }

    private void CheckShape(DecisionTable table)
    {
        if (table.Inputs.Select(i => i.Label).Distinct(StringComparer.Ordinal).Count() < table.Inputs.Length) Fail("J601", "Two inputs have the same label.", "Give each a label of its own.");
        if (table.Outputs.Select(o => o.Name).Distinct(StringComparer.Ordinal).Count() < table.Outputs.Length) Fail("J601", "Two outputs have the same name.", "Give each a name of its own.");
        if (table.Outcome is { } outcome && table.Outputs.All(o => o.Name != outcome))
            Fail("J601", $"'outcome' names no output: '{TypeReader.Short(outcome)}'.", diagnostics.Suggest(outcome, table.Outputs.Select(o => o.Name), "Name one, or leave it out."));
        if (table.Outcome is not null && !table.IsSingleHit) Fail("J601", "Several rows may hit, so no output can be the outcome.", "Leave 'outcome' out, or use another hit policy.");
        if (table.Policy is HitPolicy.Priority or HitPolicy.OutputOrder && table.Outputs.All(o => o.Values.IsEmpty))
            Fail("J601", $"The hit policy {FactNames.Names<HitPolicy>.Of(table.Policy)} needs to know which values are more important.", "Give an output its 'values', the most important first.");
        if (table.Aggregation == Aggregation.List) return;
        if (table.Policy != HitPolicy.Collect) Fail("J601", "Only the hit policy collect has an aggregation.", "Leave 'aggregation' out, or use the hit policy collect.");
        if (table.Outputs.Length != 1) Fail("J601", "An aggregation makes one figure of one output.", "Leave one output, or 'aggregation' out.");
        else if (table.Aggregation != Aggregation.Count && table.Outputs[0].Type is not (PlanType.Any or PlanType.Integer or PlanType.Number))
            Fail("J603", $"The output '{table.Outputs[0].Name}' is no number, but is to be counted up.", "Give it the type integer or number, or use count.");
    }

    private T Choice<T>(string name, T otherwise) where T : struct, Enum
    {
        if (members.Text(json, name, node) is not { } text) return otherwise;
        if (FactNames.Names<T>.TryParse(text, out var value)) return value;
        string[] known = [.. Enum.GetValues<T>().Select(FactNames.Names<T>.Of)];
        Fail("J601", $"'{TypeReader.Short(text)}' is no {name}.", diagnostics.Suggest(text, known, $"Use {Diagnostics.OneOf(known)}."));
        return otherwise;
    }

    private JsonElement[] Limited(string name, int most)
    {
        JsonElement[] all = [.. members.List(json, name, node, JsonValueKind.Object)];
        if (all.Length == 0) Fail("J601", $"The table has no {name}.", "Give it at least one.");
        if (all.Length <= most) return all;
        Fail("J607", $"The table has {all.Length} {name}; at most {most} are possible.", "Split the table in two.");
        return all[..most];
    }

    private DecisionInput Input(JsonElement column, int index)
    {
        members.Only(column, "an input of a table", node, "label", "expression", "type");
        var label = members.Text(column, "label", node) ?? $"input {index + 1}";
        var expression = members.Text(column, "expression", node);
        if (expression is null) Fail("J601", $"The input '{TypeReader.Short(label)}' has no expression.", "Write in CEL what it asks, such as vars.delay.");
        return new DecisionInput(label, Expression(expression, $"input '{TypeReader.Short(label)}'"), Type(column, label));
    }

    private DecisionOutput Output(JsonElement column, int index)
    {
        members.Only(column, "an output of a table", node, "name", "type", "values");
        var name = members.Text(column, "name", node);
        if (name is null) Fail("J601", $"Output {index + 1} has no name.", "Give it one: it is how the result is read.");
        var type = Type(column, name ?? "");
        return new DecisionOutput(name ?? "", type, column.Has("values") ? Values(column, name ?? "", type) : []);
    }

    private ImmutableArray<Value> Values(JsonElement column, string name, PlanType type)
    {
        if (column.Member("values") is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() <= DecisionTable.RowsMax)
        {
            ImmutableArray<Value> values = [.. list.EnumerateArray().Select(ValueJson.FromElement)];
            foreach (var value in values.Where(v => !DecisionTypes.Fits(type, v)))
                Fail("J603", $"The output '{name}' can't have the value '{TypeReader.Short(value.ToText())}': it is no {DecisionTypes.NameOf(type)}.", "Correct the value or the type.");
            return values;
        }
        Fail("J601", $"The 'values' of the output '{name}' are no list, or one of more than {DecisionTable.RowsMax}.", "Write [\"high\", \"low\"], the most important first.");
        return [];
    }

    private PlanType Type(JsonElement column, string name)
    {
        if (members.Text(column, "type", node) is not { } text) return PlanType.Any;
        if (FactNames.Names<PlanType>.TryParse(text, out var type)) return type;
        string[] known = [.. Enum.GetValues<PlanType>().Select(DecisionTypes.NameOf)];
        Fail("J601", $"'{TypeReader.Short(text)}' is no type for '{TypeReader.Short(name)}'.", diagnostics.Suggest(text, known, $"Use {Diagnostics.OneOf(known)}."));
        return PlanType.Any;
    }

    private DecisionRule Rule(JsonElement row, int number, DecisionTable table)
    {
        members.Only(row, $"row {number}", node, "when", "then", "note");
        return new DecisionRule(
            [.. Cells(row, "when", $"row {number}", table.Inputs.Length).Select((cell, i) => Cell(cell, $"row {number}, '{table.Inputs[i].Label}'", table.Inputs[i].Type))],
            [.. Cells(row, "then", $"row {number}", table.Outputs.Length).Select((cell, i) => Result(cell, $"row {number}, '{table.Outputs[i].Name}'", table.Outputs[i]))],
            members.Text(row, "note", node) is { } note ? TypeReader.Short(note) : null);
    }

    private ImmutableArray<CelExpression> Default(DecisionTable table) => !json.Has("default") ? default
        : [.. Cells(json, "default", "default", table.Outputs.Length).Select((cell, i) => Result(cell, $"default, '{table.Outputs[i].Name}'", table.Outputs[i]))];

    /// <summary>The texts of the cells of a row; a number, true or false may stand for itself.</summary>
    private List<string> Cells(JsonElement row, string name, string place, int count)
    {
        List<string> cells = [.. row.Elements(name).Select(c => c.ValueKind == JsonValueKind.String ? c.GetString()! : c.GetRawText())];
        if (cells.Count != count) Fail("J601", $"{place}: '{name}' has {cells.Count} cells, but the table has {count} columns for them.", "Write one cell per column; - is any value.");
        foreach (var cell in cells.Where(c => c.Length > DecisionTable.CellMax))
            Fail("J607", $"{place}: a cell has {cell.Length} characters; at most {DecisionTable.CellMax} are possible.", "Ask for it in an input, or compute it before.");
        return cells.Count == count && cells.All(c => c.Length <= DecisionTable.CellMax) ? cells : [];
    }

    private DecisionCell Cell(string text, string place, PlanType type)
    {
        var (cell, issues) = CellReader.Read(text);
        foreach (var issue in issues) Fail("J602", $"{place}, column {issue.Column + 1}: {issue.Message}", issue.Fix);
        if (cell is null) return DecisionCell.Any;
        if (cell.Test is { } test) uses.AddReads(node, test.Reads);
        foreach (var constant in cell.Tests.SelectMany(t => t.Constants).Where(c => !DecisionTypes.Fits(type, c)))
            Fail("J603", $"{place}: '{TypeReader.Short(constant.ToText())}' is no {DecisionTypes.NameOf(type)}.", type == PlanType.String ? "Put texts into quotes: 'de'." : "Correct the cell or the type of the input.");
        return cell;
    }

    private CelExpression Result(string text, string place, DecisionOutput output)
    {
        var expression = Expression(text, place);
        if (Constants.Of(expression) is not { } value) return expression;
        if (value.IsError) Fail("J602", $"{place}: this always fails: {value.AsString()}.", "Correct it.");
        else if (!DecisionTypes.Fits(output.Type, value))
            Fail("J603", $"{place}: '{TypeReader.Short(value.ToText())}' is no {DecisionTypes.NameOf(output.Type)}.", output.Type == PlanType.String ? "Put texts into quotes: 'late'." : "Correct the cell or the type of the output.");
        else if (!output.Values.IsEmpty && HitPolicies.RankOf(output, value) < 0)
            Fail("J603", $"{place}: '{TypeReader.Short(value.ToText())}' is none of the values of the output.", diagnostics.Suggest(value.ToText(), output.Values.Select(v => v.ToText()), "Use one of them, or add it."));
        return expression;
    }

    private CelExpression Expression(string? text, string place)
    {
        if (text is not null && inputs.Cel(text, node, place) is { } expression) return expression;
        failed = true;
        return Nothing;
    }

    private static readonly CelExpression Nothing = Cel.Compile("null", CelScope.Journey).Expression!;
}
