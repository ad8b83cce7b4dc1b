using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Tests.Kernel;
using JourneyOrchestrator.Workflows.Values;
using static JourneyOrchestrator.Workflows.Tests.Decisions.Tables;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;

namespace JourneyOrchestrator.Workflows.Tests.Decisions;

/// <summary>What each hit policy makes of the rows that hit (DMN 1.5, 8.2). <see cref="CaseKit"/> checks that facts fold to the live state.</summary>
public sealed class HitPolicyTests
{
    private static JsonObject Of(string policy, string? aggregation = null, string? otherwise = null)
    {
        var table = Table(policy, "x", "a", "> 0 => 1", "> 10 => vars.y", "? > 20 => 3");
        if (aggregation is not null) table["aggregation"] = aggregation;
        if (otherwise is not null) table["default"] = Cells(otherwise);
        if (policy is "priority" or "outputOrder") table["outputs"]![0]!["values"] = new JsonArray(3, 2, 1);
        return table;
    }

    [Theory]
    [InlineData("first", 5, """{"a":1}""")]
    [InlineData("first", 25, """{"a":1}""")]
    [InlineData("first", 0, "null")]
    [InlineData("priority", 5, """{"a":1}""")]
    [InlineData("priority", 15, """{"a":2}""")]
    [InlineData("priority", 25, """{"a":3}""")]
    [InlineData("priority", 0, "null")]
    [InlineData("any", 5, """{"a":1}""")]
    [InlineData("any", 15, "!The decision can't be made: the rows 1 and 2 both hit and differ in 'a', but the hit policy any allows no difference (x: 15).")]
    [InlineData("any", 0, "null")]
    [InlineData("ruleOrder", 25, """[{"a":1},{"a":2},{"a":3}]""")]
    [InlineData("ruleOrder", 0, "[]")]
    [InlineData("outputOrder", 25, """[{"a":3},{"a":2},{"a":1}]""")]
    [InlineData("outputOrder", 15, """[{"a":2},{"a":1}]""")]
    [InlineData("outputOrder", 0, "[]")]
    [InlineData("collect", 15, """[{"a":1},{"a":2}]""")]
    [InlineData("collect", 0, "[]")]
    public void A_policy_chooses_among_the_rows_that_hit(string policy, int x, string result) => Assert.Equal(result, Ask(Of(policy), ("x", x), ("y", 2)).Said());

    [Theory]
    [InlineData("sum", 25, "6")]
    [InlineData("sum", 5, "1")]
    [InlineData("sum", 0, "null")]
    [InlineData("min", 25, "1")]
    [InlineData("max", 25, "3")]
    [InlineData("max", 0, "null")]
    [InlineData("count", 25, "3")]
    [InlineData("count", 0, "0")]
    [InlineData("list", 5, """[{"a":1}]""")]
    public void What_is_collected_is_made_one_figure(string aggregation, int x, string result) => Assert.Equal(result, Ask(Of("collect", aggregation), ("x", x), ("y", 2)).Said());

    [Theory]
    [InlineData("first", null, """{"a":7}""")]
    [InlineData("ruleOrder", null, """[{"a":7}]""")]
    [InlineData("collect", "sum", "7")]
    [InlineData("collect", "count", "7")]
    public void Where_no_row_hits_the_default_has_the_shape_of_any_result(string policy, string? aggregation, string result) =>
        Assert.Equal(result, Ask(Of(policy, aggregation, "vars.y + 5"), ("x", 0), ("y", 2)).Said());

    [Theory]
    [InlineData(5, 1, """{"a":"low","b":1}""")]
    [InlineData(15, 1, """{"a":"high","b":2}""")]
    [InlineData(15, 9, "!The decision can't be made: the rows 2 and 3 both hit (x: 15, y: 9), but the hit policy unique allows one.")]
    public void A_second_hit_under_unique_is_an_incident_that_names_the_rows(int x, int y, string result)
    {
        var kit = Ask(Table("unique", "x y", "a b", "< 10 | - => 'low' | 1", "? >= 10 | - => 'high' | vars.y + 1", "- | ? > 5 => 'far' | 3"), ("x", x), ("y", y));
        Assert.Equal(result, kit.Said());
        Assert.Equal(result[0] == '!' ? 0 : 1, kit.Facts.OfType<DecisionMade>().Count());
        Assert.Equal(result[0] == '!' ? CaseStatus.Failed : CaseStatus.Completed, kit.State.Status);
    }

    [Fact]
    public void Any_takes_rows_that_say_the_same_also_as_another_kind_of_number() =>
        Assert.Equal("""{"a":1}""", Ask(Table("any", "x", "a", "> 0 => 1", "> 1 => 1.0"), ("x", 5)).Said());

    [Fact]
    public void Priority_goes_by_the_outputs_from_the_left_and_of_equal_rows_takes_the_first()
    {
        var table = Table("priority", "x", "a b c", "> 0 => 'low' | 'red' | 1", "> 1 => 'high' | 'blue' | 2", "> 2 => 'high' | 'red' | 3", "> 3 => 'high' | 'red' | 4").Values(0, "high", "low").Values(1, "red", "blue");
        Assert.Equal("""{"a":"high","b":"red","c":3}""", Ask(table, ("x", 9)).Said());
    }

    [Theory]
    [InlineData("'x'", 5, "row 1 gives no number for 'a'")]
    [InlineData("null", 5, "row 1 gives no number for 'a'")]
    [InlineData("9223372036854775807", 25, "row 2: the result does not fit 64 bits")]
    public void What_can_t_be_summed_up_is_an_incident(string output, int x, string message)
    {
        var table = Table("collect", "x", "a", $"> 0 => {output}", "> 10 => 1");
        table["aggregation"] = "sum";
        Assert.Equal($"!The decision can't be made: {message} (x: {x}).", Ask(table, ("x", x)).Said());
    }

    [Theory]
    [InlineData("vars.nothing", "- => 1", "input 'x': there is no field 'nothing'")]
    [InlineData("'text'", "- => 1", "input 'x': 'text' is no integer")]
    [InlineData("1", "> vars.y => 1", "row 1, 'x': ")]
    [InlineData("1", "? => 1", "row 1, 'x': the condition gives no truth value")]
    [InlineData("1", "- => vars.y", "row 1, 'a': 'far' is no integer")]
    [InlineData("1", "- => int(vars.y)", "row 1, 'a': ")]
    public void What_fails_is_an_incident_that_names_row_and_column(string expression, string row, string message)
    {
        var table = Table("first", "x:integer", "a:integer", row);
        table["inputs"]![0]!["expression"] = expression.Replace("vars.nothing", "{'a': 1}.nothing", StringComparison.Ordinal);
        var said = Ask(table, ("y", "far")).Said();
        Assert.StartsWith("!The decision can't be made: " + message.Split(": there", 2)[0], said, StringComparison.Ordinal);
    }

    [Fact]
    public void The_explanation_tells_inputs_rows_and_what_was_read()
    {
        var made = Ask(Table("first", "x:integer y", "a", "< 10 | - => 1", "[10..20] | 'de', 'at' => 2", "- | - => vars.y", "- | - => 9"), ("x", 15), ("y", "fr")).Made();

        Assert.Equal("""[{"label":"x","value":15},{"label":"y","value":"fr"}]""", made.Inputs.ToText());
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""[{"row":1,"hit":false,"input":"x","cell":"< 10"},{"row":2,"hit":false,"input":"y","cell":"'de', 'at'"},{"row":3,"hit":true}]"""), JsonNode.Parse(made.Rows.ToText())), made.Rows.ToText());
        Assert.Equal("""{"a":"fr"}""", made.Result.ToText());
        Assert.Equal(("first", RuleKind.Condition, "decide"), (made.HitPolicy, made.Rule.Kind, made.Rule.Ref));
        Assert.Equal([new RuleRead("vars.x", Value.Of(15)), new RuleRead("vars.y", Value.Of("fr"))], made.Rule.Reads.AsEnumerable());
    }

    [Fact]
    public void Of_several_rows_that_hit_each_tells_its_outputs()
    {
        var table = Table("collect", "x", "a", "> 1 => 1", "> 2 => 2");
        table["rules"]![0]!["note"] = "more than one";
        Assert.Equal("""[{"hit":true,"note":"more than one","outputs":{"a":1},"row":1},{"hit":true,"outputs":{"a":2},"row":2}]""", Ask(table, ("x", 3)).Made().Rows.ToText());
    }

    [Theory]
    [InlineData(1, "left")]
    [InlineData(2, "right")]
    [InlineData(3, "done")]
    public void In_a_flowchart_an_output_may_be_the_outcome(int x, string line)
    {
        var table = Table("unique", "x:integer", "way", "1 => 'L'", "2 => 'R'");
        table["outcome"] = "way";
        JsonObject Edge(string port, string to) => new() { ["source"] = new JsonObject { ["activity"] = "decide", ["port"] = port }, ["target"] = new JsonObject { ["activity"] = "line " + to } };
        var flow = Act("Elsa.Flowchart", "root", ("activities", List(Decision(table), Line("left"), Line("right"), Line("done"))), ("connections", List(Edge("L", "left"), Edge("R", "right"), Edge("Done", "done"))));

        Assert.Equal([line], CaseKit.Of(flow, ("x", x), ("result", null)).Lines);
    }

    [Fact]
    public void Several_decisions_may_ask_one_table()
    {
        var journey = Journey(Sequence("root", Decision("fare", "one"), Decision("fare", "two")), ("x", 3), ("result", null));
        journey["customProperties"] = new JsonObject { ["journey"] = new JsonObject { ["tables"] = new JsonObject { ["fare"] = Table("first", "x", "a", "> 1 => 1") } } };
        Assert.Equal(2, CaseKit.Started(journey).Facts.OfType<DecisionMade>().Count());
    }

    [Fact]
    public void Decisions_count_towards_the_steps_of_a_turn_and_a_costly_one_ends()
    {
        var rows = Enumerable.Range(0, 200).Select(i => $"> {i} => 1").ToArray();
        var loop = Act("Elsa.While", "loop", ("condition", Literal(true, "Boolean")), ("body", Decision(Table("ruleOrder", "x", "a", rows))));
        var kit = CaseKit.Of(loop, ("x", 5), ("result", null));
        Assert.Contains("steps for one input", kit.State.Incidents[0].Message, StringComparison.Ordinal);
        Assert.InRange(kit.Facts.OfType<DecisionMade>().Count(), 10, 500);

        var costly = Table("ruleOrder", "x", "a", [.. rows.Select((_, i) => $"vars.list.all(i, i > {i} - 200) => 1")]);
        Assert.Contains("more than 100000 steps", Ask(costly, ("x", 5), ("list", new JsonArray([.. Enumerable.Range(0, 5000).Select(i => JsonValue.Create(i))]))).Said(), StringComparison.Ordinal);
    }
}
