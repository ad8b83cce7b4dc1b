using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Expressions;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Decisions;

/// <summary>
/// Reads a condition cell and translates it to CEL. The notation is that of S-FEEL's unary tests (DMN 1.5, 9, simple expression language) with CEL
/// expressions as its values: <c>-</c>, <c>&lt; 60</c>, <c>[60..120)</c>, <c>'de', 'at'</c>, <c>not('de')</c>, and <c>?</c> for the input in a condition.
/// </summary>
internal sealed class CellReader
{
    /// <summary>What the input is called in the CEL of a cell.</summary>
    public const string InputName = "_";

    private static readonly CelScope Scope = CelScope.Journey.With(InputName);
    private static readonly string[] Comparisons = ["<=", ">=", "<", ">"];

    private readonly string text;
    private readonly List<CelIssue> issues = [];
    private readonly List<string> cel = [];

    private CellReader(string text) => this.text = text;

    /// <summary>A cell; null, with issues, when it has errors.</summary>
    public static (DecisionCell? Cell, IReadOnlyList<CelIssue> Issues) Read(string text)
    {
        var reader = new CellReader(text);
        try
        {
            return (reader.Read(), reader.issues);
        }
        catch (CelSyntaxException error)
        {
            return (null, [error.Issue]);
        }
    }

    private DecisionCell? Read()
    {
        var (start, end) = CellText.Trim(text, 0, text.Length);
        if (text.AsSpan(start, end - start) is "-" or "") return DecisionCell.Any with { Text = text };
        var negated = end - start > 5 && string.CompareOrdinal(text, start, "not(", 0, 4) == 0 && CellText.IsBracketed(text, start + 3, end);
        if (negated) (start, end) = (start + 4, end - 1);
        ImmutableArray<UnaryTest> tests = [.. CellText.Parts(text, start, end).Select(part => Test(part.Start, part.End))];
        if (issues.Count > 0) return null;
        var whole = Cel.Compile((negated ? "!(" : "(") + string.Join(" || ", cel) + ")", Scope);
        if (whole.Expression is { } test) return new DecisionCell(text, test, tests, negated);
        // Each part is right by itself: a comment at its end, or all of them together too much.
        issues.Add(whole.Issues[0] with { Column = 0, Fix = "Write less into one cell, and no comments." });
        return null;
    }

    private UnaryTest Test(int from, int to)
    {
        var (start, end) = CellText.Trim(text, from, to);
        if (start == end) return Wrong(from, to, "A value is missing.", "Write one between the commas, or - alone for any value.");
        foreach (var sign in Comparisons)
            if (string.CompareOrdinal(text, start, sign, 0, sign.Length) == 0) return Comparison(sign, start + sign.Length, end);
        if (text[start] is '[' or '(' && CellText.IsBracketed(text, start, end) && CellText.Dots(text, start + 1, end - 1) is >= 0 and var dots) return Interval(start, dots, end);
        return Condition(start, end);
    }

    private UnaryTest Comparison(string sign, int start, int end)
    {
        if (Operand(start, end) is not var (operand, constant)) return new UnaryTest.Undecided();
        cel.Add($"({InputName} != null && {InputName} {sign} ({operand}))");
        if (constant is not { } value) return new UnaryTest.Undecided();
        if (!IsOrdered(value)) return Wrong(start, end, "This value has no order.", "Compare with a number, a text, a time or a duration.");
        var bound = new Bound(value, sign.Length == 2);
        return sign[0] == '<' ? new UnaryTest.Interval(null, bound) : new UnaryTest.Interval(bound, null);
    }

    private UnaryTest Interval(int start, int dots, int end)
    {
        if (Operand(start + 1, dots) is not var (low, lowest) || Operand(dots + 2, end - 1) is not var (high, highest)) return new UnaryTest.Undecided();
        var (from, to) = (text[start] == '[', text[end - 1] == ']');
        cel.Add($"({InputName} != null && {InputName} {(from ? ">=" : ">")} ({low}) && {InputName} {(to ? "<=" : "<")} ({high}))");
        if (lowest is not { } least || highest is not { } most) return new UnaryTest.Undecided();
        var order = IsOrdered(least) ? CelEquality.Compare(least, most) : null;
        if (order is null) return Wrong(start, end, "The ends of the range can't be compared.", "Write two numbers, texts, times or durations, such as [60..120).");
        if (order > 0 || (order == 0 && !(from && to))) return Wrong(start, end, "The range is empty.", "Write the smaller end first, and [ ] for ends that belong to it.");
        return new UnaryTest.Interval(new Bound(least, from), new Bound(most, to));
    }

    /// <summary>A value to be equal to, or, where it names the input, a condition.</summary>
    private UnaryTest Condition(int start, int end)
    {
        var (filled, asks) = CellText.Fill(text[start..end], InputName[0]);
        if (Operand(start, end, asks ? filled : null) is not var (operand, constant)) return new UnaryTest.Undecided();
        cel.Add(asks ? $"({operand})" : $"{InputName} == ({operand})");
        return !asks && constant is { } value ? new UnaryTest.Point(value) : new UnaryTest.Undecided();
    }

    /// <summary>An expression within the cell (<paramref name="filled"/>: one that names the input), and its value if that is always the same; null, with issues, when it has errors.</summary>
    private (string Text, Value? Constant)? Operand(int start, int end, string? filled = null)
    {
        var operand = filled ?? text[start..end];
        var result = Cel.Compile(operand, filled is null ? CelScope.Journey : Scope);
        foreach (var issue in result.Issues) issues.Add(issue with { Column = start + issue.Column, Fix = FixOf(issue) });
        if (result.Expression is not { } expression) return null;
        var constant = Constants.Of(expression);
        if (constant is not { IsError: true } failed) return (operand, constant);
        issues.Add(new CelIssue(start, end - start, "constant", $"This always fails: {failed.AsString()}.", "Correct it."));
        return null;
    }

    private string FixOf(CelIssue issue) =>
        issue.Code == "syntax" && text.Contains("&&", StringComparison.Ordinal) && !text.Contains('?', StringComparison.Ordinal)
            ? "Write a range such as [60..120), or name the input: ? >= 60 && ? < 120." : issue.Fix;

    private UnaryTest.Undecided Wrong(int start, int end, string message, string fix)
    {
        issues.Add(new CelIssue(start, end - start, "cell", message, fix));
        return new UnaryTest.Undecided();
    }

    private static bool IsOrdered(in Value value) =>
        value.Kind is ValueKind.Int or ValueKind.UInt or ValueKind.Double or ValueKind.String or ValueKind.Timestamp or ValueKind.Duration
        && !(value.Kind == ValueKind.Double && double.IsNaN(value.AsDouble()));
}
