using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Expressions;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Decisions;

/// <summary>Asks a table once: inputs, rows from the first to the last, hit policy (DMN 1.5, 8.3). Pure; never throws.</summary>
/// <param name="names">What expressions may name.</param>
internal sealed class DecisionRun(DecisionTable table, IActivation names)
{
    /// <summary>What looking at a cell costs, beside its expression.</summary>
    private const int CellCost = 10;

    /// <summary>Most of a decision, as of one expression.</summary>
    private const long CostMax = CelFrame.CostMax;

    /// <summary>Rows that did not hit, of which the explanation tells.</summary>
    private const int MissesToldMax = 100;

    private const int TextToldMax = 200;

    private readonly CelFrame frame = new(names);
    private readonly Value[] inputs = new Value[table.Inputs.Length];
    private readonly List<DecisionHit> hits = [];
    private readonly List<(int Row, int Input)> misses = [];
    private readonly List<CelExpression> used = [];
    private string? problem;
    private long spent;

    public Decision Decide(ref long cost)
    {
        var result = ReadInputs() && FindHits() ? Result() : Value.Null;
        cost += spent;
        if (problem is not null) return new Decision(Value.Null, Value.Null, Value.Null, [], problem);
        return new Decision(result, InputsTold(), RowsTold(), [.. used], null);
    }

    private bool Fail(string message)
    {
        problem ??= message;
        return false;
    }

    private bool TryEvaluate(CelExpression expression, CelFrame with, out Value value)
    {
        value = expression.Evaluate(with, ref spent);
        if (spent > CostMax) value = Value.Error($"the decision takes more than {CostMax} steps");
        return !value.IsError;
    }

    private bool ReadInputs()
    {
        for (var i = 0; i < inputs.Length; i++)
        {
            var input = table.Inputs[i];
            used.Add(input.Expression);
            if (!TryEvaluate(input.Expression, frame, out inputs[i])) return Fail($"input '{input.Label}': {inputs[i].AsString()}");
            if (!DecisionTypes.Fits(input.Type, inputs[i])) return Fail($"input '{input.Label}': '{Brief(inputs[i]).ToText()}' is no {DecisionTypes.NameOf(input.Type)}");
        }
        return true;
    }

    private bool FindHits()
    {
        for (var row = 0; row < table.Rules.Length && problem is null; row++)
        {
            var missed = Missed(row);
            if (problem is not null) break;
            if (missed >= 0) misses.Add((row, missed));
            else if (!Hit(row) || table.Policy == HitPolicy.First) break;
        }
        return problem is null;
    }

    /// <summary>The first input whose cell does not hold; -1: all hold, or there is a problem.</summary>
    private int Missed(int row)
    {
        var cells = table.Rules[row].When;
        for (var i = 0; i < cells.Length; i++)
        {
            spent += CellCost;
            if (cells[i].Test is not { } test) continue;
            if (!TryEvaluate(test, new CelFrame(new WithInput(names, inputs[i])), out var holds)) Fail($"row {row + 1}, '{table.Inputs[i].Label}': {holds.AsString()}");
            else if (holds.Kind != ValueKind.Bool) Fail($"row {row + 1}, '{table.Inputs[i].Label}': the condition gives no truth value");
            else if (!holds.IsTrue) return i;
            if (problem is not null) return -1;
        }
        return -1;
    }

    private bool Hit(int row)
    {
        // A second row is a mistake already: what it says does not matter.
        if (table.Policy == HitPolicy.Unique && hits.Count == 1)
            return Fail($"the rows {hits[0].Row + 1} and {row + 1} both hit ({InputsInWords()}), but the hit policy unique allows one");
        if (Outputs(table.Rules[row].Then, $"row {row + 1}") is not { } outputs) return false;
        foreach (var cell in table.Rules[row].When)
            if (cell.Test is { } test) used.Add(test);
        hits.Add(new DecisionHit(row, outputs));
        return true;
    }

    private ImmutableArray<Value>? Outputs(ImmutableArray<CelExpression> expressions, string place)
    {
        var values = ImmutableArray.CreateBuilder<Value>(expressions.Length);
        for (var i = 0; i < expressions.Length; i++)
        {
            var output = table.Outputs[i];
            used.Add(expressions[i]);
            if (!TryEvaluate(expressions[i], frame, out var value)) Fail($"{place}, '{output.Name}': {value.AsString()}");
            else if (!DecisionTypes.Fits(output.Type, value)) Fail($"{place}, '{output.Name}': '{Brief(value).ToText()}' is no {DecisionTypes.NameOf(output.Type)}");
            else if (!output.Values.IsEmpty && HitPolicies.RankOf(output, value) < 0) Fail($"{place}, '{output.Name}': '{Brief(value).ToText()}' is none of its values");
            if (problem is not null) return null;
            values.Add(value);
        }
        return values.MoveToImmutable();
    }

    private Value Result()
    {
        if (hits.Count == 0) return NoHit();
        var result = HitPolicies.Apply(table, hits, out var wrong);
        if (wrong is not null) Fail($"{wrong} ({InputsInWords()})");
        return result;
    }

    private Value NoHit()
    {
        if (!table.Default.IsDefault) return Outputs(table.Default, "default") is { } values ? HitPolicies.OfDefault(table, values) : Value.Null;
        return table.IsSingleHit ? Value.Null : table.Aggregation switch
        {
            Aggregation.List => Value.OfList(),
            Aggregation.Count => Value.Of(0),
            _ => Value.Null,
        };
    }

    private string InputsInWords() => string.Join(", ", table.Inputs.Select((input, i) => $"{input.Label}: {Brief(inputs[i]).ToText()}"));

    private Value InputsTold() => Value.OfList(table.Inputs
        .Select((input, i) => Value.OfMap(new ValueMap.Builder(2).Add("label", Value.Of(input.Label)).Add("value", Brief(inputs[i])).Build())).ToImmutableArray());

    /// <summary>The rows that were looked at, in order: each that hit, and of each other the cell that kept it from it.</summary>
    private Value RowsTold()
    {
        var rows = hits.Select(h => (h.Row, Told: Told(h))).Concat(misses.Take(MissesToldMax).Select(m => (m.Row, Told: Told(m.Row, m.Input))));
        return Value.OfList(rows.OrderBy(r => r.Row).Select(r => r.Told).ToImmutableArray());
    }

    private Value Told(DecisionHit hit)
    {
        var told = new ValueMap.Builder(4).Add("hit", Value.True).Add("row", Value.Of(hit.Row + 1));
        if (table.Rules[hit.Row].Note is { } note) told.Add("note", Value.Of(note));
        // Of one alone the result says it.
        if (hits.Count > 1) told.Add("outputs", HitPolicies.RowOf(table, hit.Outputs));
        return Value.OfMap(told.Build());
    }

    private Value Told(int row, int input) => Value.OfMap(new ValueMap.Builder(4)
        .Add("cell", Value.Of(table.Rules[row].When[input].Text)).Add("hit", Value.False).Add("input", Value.Of(table.Inputs[input].Label)).Add("row", Value.Of(row + 1)).Build());

    /// <summary>Lists and maps by their size, long texts cut: the decision is told, not what it was about.</summary>
    private static Value Brief(in Value value) => value.Kind switch
    {
        ValueKind.List => Value.Of($"list of {value.AsList().Length}"),
        ValueKind.Map => Value.Of($"map of {value.AsMap().Count}"),
        ValueKind.String when value.AsString().Length > TextToldMax => Value.Of(value.AsString()[..TextToldMax] + "…"),
        _ => value,
    };

    /// <summary>Names of the case, and the input as <c>_</c>.</summary>
    private sealed class WithInput(IActivation names, Value input) : IActivation
    {
        public bool TryResolve(string name, out Value value)
        {
            if (name != CellReader.InputName) return names.TryResolve(name, out value);
            value = input;
            return true;
        }

        public bool TryResolve(string name, string member, out Value value)
        {
            value = default;
            return name != CellReader.InputName && names.TryResolve(name, member, out value);
        }
    }
}

/// <summary>A row that hit, and what it gives.</summary>
internal readonly record struct DecisionHit(int Row, ImmutableArray<Value> Outputs);

/// <summary>What was decided and why, or what kept it from being decided.</summary>
/// <param name="Result">A map of the outputs, a list of such, or one figure; null where nothing hit.</param>
/// <param name="Inputs">List of <c>label</c> and <c>value</c>.</param>
/// <param name="Rows">The rows that were looked at: <c>row</c> from 1, <c>hit</c>, and <c>outputs</c> and <c>note</c>, or <c>input</c> and <c>cell</c>.</param>
/// <param name="Used">What was asked for it: inputs, and cells and outputs of the rows that hit.</param>
/// <param name="Problem">Null, or a sentence without its capital.</param>
internal sealed record Decision(Value Result, Value Inputs, Value Rows, ImmutableArray<CelExpression> Used, string? Problem);
