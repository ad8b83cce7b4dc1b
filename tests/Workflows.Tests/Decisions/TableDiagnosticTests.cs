using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers.Elsa;
using JourneyOrchestrator.Workflows.Tests.Kernel;
using static JourneyOrchestrator.Workflows.Tests.Decisions.Tables;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;

namespace JourneyOrchestrator.Workflows.Tests.Decisions;

/// <summary>What publishing says of a table, with row, column and an example.</summary>
public sealed class TableDiagnosticTests
{
    private static string[] Found(JsonObject table) => [.. Diagnose(table).Select(d => $"{d.Code} {d.Message}")];

    private static JsonObject With(JsonObject table, string member, JsonNode? value)
    {
        table[member] = value;
        return table;
    }

    [Theory]
    [InlineData("x:integer", "[0..60]", "[60..90]", "J604 The rows 1 and 2 both hit when x is 60.")]
    [InlineData("x:integer", "[0..60)", "[60..90]", null)]
    [InlineData("x:integer", "[0..60)", "> 59", null)]
    [InlineData("x", "[0..60)", "> 59", "J604 The rows 1 and 2 both hit when x is between 59 and 60.")]
    [InlineData("x", "'de', 'at'", "'ch', 'at'", "J604 The rows 1 and 2 both hit when x is 'at'.")]
    [InlineData("x", "'de'", "not('de')", null)]
    [InlineData("x", "null", "not(1)", "J604 The rows 1 and 2 both hit when x is null.")]
    [InlineData("x:boolean", "true", "not(false)", "J604 The rows 1 and 2 both hit when x is true.")]
    [InlineData("x", "< duration('1h')", "> duration('59m')", "J604 The rows 1 and 2 both hit when x is between 3540s and 3600s.")]
    [InlineData("x", "> vars.y", "> 5", null)]
    [InlineData("x", "? > 1", "? > 1", null)]
    [InlineData("x", "-", "-", "J604 The rows 1 and 2 both hit when x is any other value.")]
    public void Rows_that_overlap_under_unique_are_an_error(string input, string one, string two, string? error) =>
        Assert.Equal(error is null ? [] : [error], Found(With(Table("unique", input, "a", $"{one} => 1", $"{two} => 2"), "default", new JsonArray(0))));

    [Fact]
    public void Rows_overlap_only_if_all_their_cells_do()
    {
        Assert.Empty(Found(Table("unique", "x:integer y:boolean", "a", "[0..60] | true => 1", "[60..90] | false => 2", "< 0, > 90 | - => 3", "[61..90] | true => 4", "[0..60) | false => 5")));
        Assert.Equal(["J604 The rows 1 and 2 both hit when x is 60, y is true."], Found(With(Table("unique", "x:integer y:boolean", "a", "[0..60] | true => 1", "[60..90] | - => 2"), "default", new JsonArray(0))));
    }

    [Theory]
    [InlineData("1", "2", true)]
    [InlineData("1", "1.0", false)]
    [InlineData("1", "vars.y", false)]
    public void Rows_that_overlap_under_any_must_not_differ(string one, string two, bool wrong) =>
        Assert.Equal(wrong ? ["J604 The rows 1 and 2 both hit when x is more than 5."] : [], Found(With(Table("any", "x", "a", $"> 1 => {one}", $"> 5 => {two}"), "default", new JsonArray(0))));

    [Theory]
    [InlineData("x:integer y:boolean", "J605 No row hits when x is 61, y is true: the result is null then.", "< 60 | - => 1", "60 | - => 2", "[61..90] | false => 3", "> 90 | - => 4", "[62..90] | true => 5")]
    [InlineData("x", "J605 No row hits when x is any other value: the result is null then.", "null => 1")]
    [InlineData("x", "J605 No row hits when x is less than 'de': the result is null then.", "'de' => 1")]
    [InlineData("x:integer", null, "< 60 => 1", "[60..120) => 2", ">= 120 => 3")]
    [InlineData("x:boolean", null, "true => 1", "false => 2")]
    [InlineData("x", null, "> vars.y => 1")]
    public void Inputs_that_were_forgotten_are_a_warning(string inputs, string? warning, params string[] rows)
    {
        Assert.Equal(warning is null ? [] : [warning], Found(Table("unique", inputs, "a", rows)));
        Assert.Empty(Found(With(Table("unique", inputs, "a", rows), "default", new JsonArray(0))));
        Assert.Empty(Found(Table("collect", inputs, "a", rows)));
    }

    [Theory]
    [InlineData("J606 Row 2 never counts: an earlier row hits first.", "> 1 => 1", "> 5 => 2", "- => 3")]
    [InlineData("J606 Row 3 never counts: an earlier row hits first.", "<= 5 => 1", "> 5 => 2", "[0..9] => 3", "- => 4")]
    [InlineData("J606 Row 2 never hits: one of its cells holds for no value.", "> 1 => 1", "not(-5, not(?)) => 2", "- => 3")]
    [InlineData(null, "<= 5 => 1", "> 5 => 2", "- => 3")]
    [InlineData(null, "> vars.y => 1", "> 5 => 2", "- => 3")]
    [InlineData(null, "> 5 => 1", "> vars.y => 2", "- => 3")]
    public void Rows_without_effect_under_first_are_a_warning(string? warning, params string[] rows)
    {
        if (warning?.Contains("never hits", StringComparison.Ordinal) == true) rows[1] = "not(<= 5, > 5, null) => 2";
        Assert.Equal(warning is null ? [] : [warning], Found(Table("first", "x:integer", "a", rows)));
    }

    public static TheoryData<string, string> Wrong() => new()
    {
        { "J601 'uniqe' is no hitPolicy.", Table("uniqe", "x", "a", "- => 1").ToJsonString() },
        { "J601 The table has no rules.", Table("first", "x", "a").ToJsonString() },
        { "J601 row 1: 'when' has 2 cells, but the table has 1 columns for them.", Table("first", "x", "a", "- | - => 1").ToJsonString() },
        { "J601 row 1: 'then' has 2 cells, but the table has 1 columns for them.", Table("first", "x", "a", "- => 1 | 2").ToJsonString() },
        { "J601 Two outputs have the same name.", Table("first", "x", "a a", "- => 1 | 2").ToJsonString() },
        { "J601 Two inputs have the same label.", Table("first", "x x", "a", "- | - => 1").ToJsonString() },
        { "J601 'numbr' is no type for 'x'.", Table("first", "x:numbr", "a", "- => 1").ToJsonString() },
        { "J601 The hit policy outputOrder needs to know which values are more important.", Table("outputOrder", "x", "a", "- => 1").ToJsonString() },
        { "J601 The hit policy priority needs to know which values are more important.", Table("priority", "x", "a", "- => 1").ToJsonString() },
        { "J601 Only the hit policy collect has an aggregation.", With(Table("first", "x", "a", "- => 1"), "aggregation", "sum").ToJsonString() },
        { "J601 An aggregation makes one figure of one output.", With(Table("collect", "x", "a b", "- => 1 | 2"), "aggregation", "sum").ToJsonString() },
        { "J601 'outcome' names no output: 'b'.", With(Table("first", "x", "a", "- => 1"), "outcome", "b").ToJsonString() },
        { "J601 Several rows may hit, so no output can be the outcome.", With(Table("collect", "x", "a", "- => 1"), "outcome", "a").ToJsonString() },
        { "J603 The output 'a' is no number, but is to be counted up.", With(Table("collect", "x", "a:string", "- => 'b'"), "aggregation", "max").ToJsonString() },
        { "J603 row 2, 'x': '59.5' is no integer.", Table("first", "x:integer", "a", "1 => 1", "> 59.5 => 2", "- => 3").ToJsonString() },
        { "J603 row 1, 'a': 'late' is no integer.", Table("first", "x", "a:integer", "- => 'late'").ToJsonString() },
        { "J603 row 1, 'a': 'middle' is none of the values of the output.", Table("first", "x", "a", "- => 'middle'").Values(0, "high", "low").ToJsonString() },
        { "J602 row 1, 'a': this always fails: division by zero.", Table("first", "x", "a", "- => 1 / 0").ToJsonString() },
        { "J202 row 1, 'a', column 1: There is nothing named 'late'.", Table("first", "x", "a", "- => late").ToJsonString() },
        { "J109 There is no variable 'nothing' here.", Table("first", "x", "a", "vars.nothing => 1", "- => 2").ToJsonString() },
        { "J114 'hitpolcy' means nothing in a decision table.", With(Table("first", "x", "a", "- => 1"), "hitpolcy", "any").ToJsonString() },
        { "J607 The table has 201 rules; at most 200 are possible.", Table("first", "x", "a", [.. Enumerable.Range(0, 201).Select(i => $"{i} => 1")]).ToJsonString() },
        { "J607 The table has 17 inputs; at most 16 are possible.", Table("first", string.Join(' ', Enumerable.Repeat("x", 17)), "a", "- => 1").ToJsonString() },
        { "J607 row 1: a cell has 501 characters; at most 500 are possible.", Table("first", "x", "a", $"{new string('1', 501)} => 1").ToJsonString() },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void A_wrong_table_is_told_with_its_place(string message, string table)
    {
        var found = Diagnose(JsonNode.Parse(table)!);
        Assert.Contains(message, found.Select(d => $"{d.Code} {d.Message}"));
        Assert.Contains(found, d => d.Severity == Severity.Error);
        Assert.All(found, d => Assert.True(d.Node == "decide" && d.Fix.Length > 5 && d.Message.EndsWith('.'), d.ToString()));
    }

    [Fact]
    public void A_table_that_is_not_there_is_told()
    {
        Assert.Equal("J107", Assert.Single(Diagnose(new JsonArray())).Code);
        Assert.Equal("J601 The journey has no table 'fare'.", Assert.Single(Diagnose("fare")) is var d ? $"{d.Code} {d.Message}" : "");
    }

    [Fact]
    public void A_shared_table_is_judged_once_and_its_variables_for_each_who_asks_it()
    {
        var row = string.Join(" | ", Enumerable.Range(0, 16).Select(c => $"{c}, {c + 20}, {c + 40}, {c + 60}, {c + 80}"));
        var table = Table("first", string.Join(' ', Enumerable.Range(0, 16).Select(_ => "x")), "a", [.. Enumerable.Range(0, 200).Select(_ => row + " => 1")]);
        for (var i = 0; i < 16; i++) table["inputs"]![i]!["label"] = $"x{i}";
        var own = Sequence("own", [.. Enumerable.Range(0, 2000).Select(i => Decision("t", $"d{i}"))]).Set("variables", new JsonArray(new JsonObject { ["id"] = "x", ["name"] = "x" }));
        var journey = Journey(Sequence("root", own, Decision("t", "outside")), ("result", null));
        journey["customProperties"] = new JsonObject { ["journey"] = new JsonObject { ["tables"] = new JsonObject { ["t"] = table } } };
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var found = ElsaReader.Read(System.Text.Encoding.UTF8.GetBytes(journey.ToJsonString())).Diagnostics;
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 20);
        Assert.Equal(("J109", "outside"), found.Where(d => d.Severity == Severity.Error).Select(d => (d.Code, d.Node)).Single());
        Assert.Equal(["d0"], found.Where(d => d.Code == "J606").Select(d => d.Node).Distinct());
    }

    [Fact]
    public void All_tables_of_a_journey_have_a_limit()
    {
        var table = Table("collect", "x y z x1 x2 x3 x4 x5 x6 x7", "a", [.. Enumerable.Range(0, 200).Select(i => string.Join(" | ", Enumerable.Repeat("-", 10)) + $" => {i}")]);
        for (var i = 3; i < 10; i++) table["inputs"]![i]!["expression"] = "vars.x";
        var journey = Journey(Sequence("root", [.. Enumerable.Range(0, 15).Select(i => Decision(table.DeepClone(), $"d{i}"))]), ("x", 1), ("y", 1), ("z", 1), ("result", null));
        var found = ElsaReader.Read(System.Text.Encoding.UTF8.GetBytes(journey.ToJsonString())).Diagnostics.Where(d => d.Severity == Severity.Error);
        Assert.Equal(["J607 d11", "J607 d12", "J607 d13", "J607 d14"], found.Select(d => $"{d.Code} {d.Node}"));
    }

    [Fact]
    public void The_largest_table_is_judged_in_time()
    {
        var rows = Enumerable.Range(0, 200).Select(r => string.Join(" | ", Enumerable.Range(0, 16).Select(c => $"[{(r * 7 + c * 13) % 90}..{(r * 7 + c * 13) % 90 + 40}]")) + " => 1").ToArray();
        var inputs = string.Join(' ', Enumerable.Range(0, 16).Select(_ => "x"));
        var table = Table("first", inputs, "a", rows);
        for (var i = 0; i < 16; i++) table["inputs"]![i]!["label"] = $"x{i}";
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Diagnose(table);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 20);
    }
}
