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
    [InlineData("getVariable('n') + 1")]
    [InlineData("return variables.n >= 3;")]
    [InlineData("`n is ${getN()}`")]
    [InlineData("getVariable('n').first?.name ?? 'nobody'")]
    [InlineData("['A, B', variables.n, { a: 1 + 2 }]")]
    public void JavaScript_that_is_an_expression_is_compiled_and_shown_as_it_was_written(string script)
    {
        var read = Read(JavaScript(script));
        Assert.DoesNotContain(read.Diagnostics, d => d.Severity == Severity.Error);
        var input = Assert.IsType<PlanInput.Expression>(Text(read));
        Assert.Equal((script, script.Contains(".first", StringComparison.Ordinal) ? "vars.n.first.name" : "vars.n"), (input.Cel.Text, Assert.Single(input.Cel.Reads)));
    }

    [Theory]
    [InlineData("variables.n++", "text, column 12: '++' changes something. An expression only reads.")]
    [InlineData("1; 2", "text, column 2: Several statements are not taken.")]
    [InlineData("trueish", "text, column 1: There is nothing named 'trueish'.")]
    [InlineData("variables.n.toFixd(2)", "text, column 13: There is no method 'toFixd' here.")]
    [InlineData("", "text, column 1: There is no expression.")]
    public void JavaScript_that_is_more_than_an_expression_is_refused_and_faults_when_run(string script, string message)
    {
        var read = Read(JavaScript(script));
        Assert.Equal(message, Assert.Single(read.Diagnostics, d => d is { Code: "J203", Severity: Severity.Error, Node: "w" }).Message);
        Assert.IsType<PlanInput.Unsupported>(Text(read));
    }

    [Theory]
    [InlineData("1 + variables.m", "text, column 15: There is no variable 'm' here.", "Did you mean 'n'?")]
    [InlineData("getVariable('m')", "text, column 13: There is no variable 'm' here.", "Did you mean 'n'?")]
    [InlineData("getInput('x')", "text, column 10: The journey has no input 'x'.", "Declare it in the journey's inputs.")]
    public void A_name_that_JavaScript_reads_and_nobody_declares_is_told_with_its_column(string script, string message, string fix)
    {
        var told = Assert.Single(Read(JavaScript(script)).Diagnostics, d => d.Code == "J109");
        Assert.Equal(("w", message, fix), (told.Node, told.Message, told.Fix));
    }

    [Theory]
    [InlineData("Elsa.ForEach", "getCurrentValue() + getOwn()", false)]
    [InlineData("Elsa.While", "getCurrentValue()", true)]
    [InlineData("Elsa.While", "getOwn() + getN()", false)]
    public void JavaScript_calls_variables_of_the_containers_around_it(string container, string script, bool told)
    {
        var around = Act(container, "loop", ("variables", new JsonArray(new JsonObject { ["name"] = "own", ["typeName"] = "String" })));
        Assert.Equal(told, Read(JavaScript(script), around).Diagnostics.Any(d => d.Severity == Severity.Error));
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
