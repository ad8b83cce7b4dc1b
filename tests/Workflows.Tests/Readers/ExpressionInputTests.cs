using System.Text;
using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers.Elsa;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;

namespace JourneyOrchestrator.Workflows.Tests.Readers;

public sealed class ExpressionInputTests
{
    private static JsonObject Written(string type, JsonNode value) => new() { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = type, ["value"] = value } };

    private static ReadResult Read(JsonObject text, JsonObject? around = null)
    {
        var line = Act("Elsa.WriteLine", "w", ("text", text));
        return ElsaReader.Read(Encoding.UTF8.GetBytes(Journey(around is null ? line : around.Set("body", line), ("n", 1)).ToJsonString()));
    }

    private static PlanInput Text(ReadResult read) => ((WriteLineNode)read.Plan!.Nodes["w"]).Text;

    [Theory]
    [InlineData("getVariable('n') + 1", "vars.n + 1")]
    [InlineData("return variables.n >= 3;", "vars.n >= 3")]
    [InlineData("variables.n === 1 && !(getVariable(\"n\") !== 2)", "vars.n == 1 && ! ( vars.n != 2 )")]
    [InlineData("'variables.n === 1'", "'variables.n === 1'")]
    [InlineData("variables.n < 2 ? 'few' : \"many\"", "vars.n < 2 ? 'few' : \"many\"")]
    [InlineData("'n is ' + getVariable('n')", "'n is ' + string(vars.n)")]
    [InlineData("getVariable('n') + ':' + 2 + 3", "string(vars.n) + ':' + string(2) + string(3)")]
    [InlineData("variables.n + 2 + '!'", "vars.n + 2 + '!'")]
    [InlineData("variables.n.first.name === 'Ada'", "vars.n.first.name == 'Ada'")]
    [InlineData("'Hi ' + getVariable('n').name", "'Hi ' + string(vars.n.name)")]
    [InlineData("`It's ${variables.n.day + 1}. $5`", "'' + 'It\\'s ' + string(vars.n.day + 1) + '. $5'")]
    [InlineData("`${getVariable('n')}`", "'' + string(vars.n)")]
    [InlineData("['A, B', variables.n, 1 + 2]", "['A, B', vars.n, 1 + 2]")]
    [InlineData("[]", "[]")]
    public void JavaScript_that_means_the_same_becomes_cel(string script, string cel)
    {
        var input = Assert.IsType<PlanInput.Expression>(Text(Read(Written("JavaScript", script))));
        Assert.Equal(cel, input.Cel.Text);
    }

    [Theory]
    [InlineData("variables.n == '1'")]
    [InlineData("variables.n / 2")]
    [InlineData("variables.n++")]
    [InlineData("--variables.n")]
    [InlineData("variables.n.length")]
    [InlineData("variables.n[0]")]
    [InlineData("variables.n >> 1")]
    [InlineData("variables.n.name.length")]
    [InlineData("variables.n.trim()")]
    [InlineData("[1,,2]")]
    [InlineData("[1] === [1]")]
    [InlineData("[[1]]")]
    [InlineData("`")]
    [InlineData("variables.n.list[0]")]
    [InlineData("`${`${variables.n}`}`")]
    [InlineData("`${{a: 1}}`")]
    [InlineData("`a\\u0041`")]
    [InlineData("`a` + `b`")]
    [InlineData("010")]
    [InlineData("getInput('n')")]
    [InlineData("trueish")]
    [InlineData("'a\\n'")]
    [InlineData("")]
    public void JavaScript_that_could_mean_something_else_is_refused_and_faults_when_run(string script)
    {
        var read = Read(Written("JavaScript", script));
        Assert.Contains(read.Diagnostics, d => d is { Code: "J201", Severity: Severity.Error, Node: "w" });
        Assert.IsType<PlanInput.Unsupported>(Text(read));
    }

    [Fact]
    public void A_variable_that_is_nearly_declared_is_suggested()
    {
        var told = Assert.Single(Read(Cel("vars.m + 1")).Diagnostics, d => d.Code == "J109");
        Assert.Equal(("w", "Did you mean 'n'?"), (told.Node, told.Fix));
    }

    [Theory]
    [InlineData("Variable", """{"id":"zz","name":"n"}""")]
    [InlineData("Variable", """{"noId":1}""")]
    [InlineData("Input", """{"name":"zz"}""")]
    public void Variables_and_inputs_that_are_not_declared_are_told(string type, string value) =>
        Assert.Contains(Read(Written(type, JsonNode.Parse(value)!)).Diagnostics, d => d is { Code: "J109", Node: "w" });

    [Fact]
    public void What_may_be_absent_may_be_asked_for() => Assert.DoesNotContain(Read(Cel("has(vars.m)")).Diagnostics, d => d.Code == "J109");

    [Theory]
    [InlineData("Elsa.ForEach", false)]
    [InlineData("Elsa.For", false)]
    [InlineData("Elsa.While", true)]
    public void The_bodies_of_counting_loops_see_the_current_value(string type, bool told) =>
        Assert.Equal(told, Read(Cel("vars.CurrentValue"), Act(type, "loop")).Diagnostics.Any(d => d.Code == "J109"));

    [Fact]
    public void A_column_of_an_expression_counts_from_one() =>
        Assert.StartsWith("text, column 8:", Assert.Single(Read(Cel("vars.n custmer")).Diagnostics, d => d.Code == "J202").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Cel")]
    [InlineData("JavaScript")]
    [InlineData("Variable")]
    public void An_expression_without_its_value_is_told(string language)
    {
        var empty = new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = language } };
        Assert.Contains(Read(empty).Diagnostics, d => d is { Code: "J108", Node: "w", Message: "text: The expression has no value." });
    }
}
