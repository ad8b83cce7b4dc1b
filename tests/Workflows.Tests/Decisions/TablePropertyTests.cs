using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using JourneyOrchestrator.Workflows.Tests.Kernel;
using static JourneyOrchestrator.Workflows.Tests.Decisions.Tables;

namespace JourneyOrchestrator.Workflows.Tests.Decisions;

/// <summary>Random tables of integer ranges, judged beside an evaluator that is as simple as the definition.</summary>
public sealed class TablePropertyTests
{
    private const int Least = -1, Most = 6;

    /// <summary>A cell as its text and as the inputs for which it holds.</summary>
    public sealed record Cell(string Text, Func<int, bool> Holds)
    {
        public override string ToString() => Text;
    }

    public sealed record Sample(Cell[][] Rows, int[] Outputs, int X, int Y)
    {
        public override string ToString() => $"{string.Join("; ", Texts())} for {X}, {Y}";

        public string[] Texts() => [.. Rows.Select((row, i) => $"{string.Join(" | ", row.Select(c => c.Text))} => {Outputs[i]}")];

        public int[] Hits(int x, int y) => [.. Enumerable.Range(0, Rows.Length).Where(i => Rows[i][0].Holds(x) && Rows[i][1].Holds(y))];
    }

    private static readonly Gen<int> Number = Gen.Choose(0, 5);

    private static readonly Gen<Cell> OneCell =
        from kind in Gen.Choose(0, 9)
        from a in Number
        from b in Gen.Choose(1, 4)
        select kind switch
        {
            0 => new Cell("-", _ => true),
            1 => new Cell($"< {a}", v => v < a),
            2 => new Cell($">= {a}", v => v >= a),
            3 => new Cell($"{a}", v => v == a),
            4 => new Cell($"{a}, {a + b}", v => v == a || v == a + b),
            5 => new Cell($"not({a})", v => v != a),
            6 => new Cell($"not([{a}..{a + b}], > 4)", v => !((v >= a && v <= a + b) || v > 4)),
            7 => new Cell($"({a}..{a + b}]", v => v > a && v <= a + b),
            8 => new Cell($"[{a}..{a + b})", v => v >= a && v < a + b),
            _ => new Cell($"[{a}..{a + b}]", v => v >= a && v <= a + b),
        };

    private static readonly Gen<Sample> Samples =
        from count in Gen.Choose(1, 5)
        from rows in OneCell.ArrayOf(2).ArrayOf(count)
        from outputs in Gen.Choose(1, 3).ArrayOf(count)
        from x in Gen.Choose(Least, Most)
        from y in Gen.Choose(Least, Most)
        select new Sample(rows, outputs, x, y);

    private static void Holds(Func<Sample, bool> property, int tries) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(tries), Prop.ForAll(Samples.ToArbitrary(), property));

    private static IEnumerable<(int X, int Y)> Inputs() =>
        from x in Enumerable.Range(Least, Most - Least + 5) from y in Enumerable.Range(Least, Most - Least + 5) select (x, y);

    [Fact]
    public void Any_table_gives_what_a_naive_evaluator_gives()
    {
        foreach (var (policy, aggregation) in new[] { ("unique", "list"), ("first", "list"), ("any", "list"), ("priority", "list"), ("collect", "sum"), ("collect", "count"), ("collect", "max"), ("ruleOrder", "list"), ("outputOrder", "list") })
            Holds(sample => Agrees(sample, policy, aggregation), 60);
    }

    private static bool Agrees(Sample sample, string policy, string aggregation)
    {
        var (x, y) = (sample.X, sample.Y);
        var table = Table(policy, "x:integer y:integer", "a:integer", sample.Texts());
        table["aggregation"] = aggregation;
        if (policy is "priority" or "outputOrder") table["outputs"]![0]!["values"] = new JsonArray(3, 2, 1);
        if (Diagnose(table.DeepClone()).Any(d => d.Code == "J604")) return policy is "any" or "unique"; // refused: nothing to ask
        var said = Ask(table, ("x", x), ("y", y)).Said();
        return said == Naive(policy, aggregation, [.. sample.Hits(x, y).Select(i => sample.Outputs[i])]);
    }

    private static string Naive(string policy, string aggregation, int[] hits) => (policy, aggregation) switch
    {
        ("ruleOrder", _) => $"[{string.Join(",", hits.Select(h => $$"""{"a":{{h}}}"""))}]",
        ("outputOrder", _) => $"[{string.Join(",", hits.OrderDescending().Select(h => $$"""{"a":{{h}}}"""))}]",
        (_, "count") => $"{hits.Length}",
        _ when hits.Length == 0 => "null",
        (_, "sum") => $"{hits.Sum()}",
        (_, "max") => $"{hits.Max()}",
        ("priority", _) => $$"""{"a":{{hits.Max()}}}""",
        _ => $$"""{"a":{{hits[0]}}}""",
    };

    [Fact]
    public void Overlaps_gaps_and_rows_without_effect_are_those_that_trying_all_inputs_finds() => Holds(sample =>
    {
        var unique = Diagnose(Table("unique", "x:integer y:integer", "a", sample.Texts()));
        var first = Diagnose(Table("first", "x:integer y:integer", "a", sample.Texts()));
        var hits = Inputs().Select(i => sample.Hits(i.X, i.Y)).ToArray();
        // null: only cells for any value, and those that exclude values, hold.
        var rows = Enumerable.Range(0, sample.Rows.Length).ToArray();
        var overlap = hits.Any(h => h.Length > 1);
        var nullToo = rows.Count(i => sample.Rows[i].Any(TakesNull)) > 1;
        var gap = hits.Any(h => h.Length == 0);
        var counts = hits.Where(h => h.Length > 0).Select(h => h[0]).ToHashSet();
        var never = rows.Where(i => !counts.Contains(i) && !sample.Rows[i].Any(TakesNull)).ToArray();
        return (unique.Any(d => d.Code == "J604") == overlap || (nullToo && !overlap))
            && unique.Any(d => d.Code == "J605") == gap
            && never.All(i => first.Any(d => d.Code == "J606" && d.Message.StartsWith($"Row {i + 1} ", StringComparison.Ordinal)))
            && first.Where(d => d.Code == "J606").All(d => !counts.Contains(int.Parse(d.Message.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture) - 1));
    }, 300);

    private static bool TakesNull(Cell cell) => cell.Text[0] is '-' or 'n';
}
