using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;

namespace JourneyOrchestrator.Workflows.Tests.Kernel;

public sealed class JavaScriptTests
{
    private static JsonObject Say(string id, string script) => Act("Elsa.WriteLine", id, ("text", JavaScript(script, "String")));

    [Fact]
    public void Texts_are_as_JavaScript_writes_them()
    {
        var kit = CaseKit.Of(Sequence("S", Say("a", "variables.n / 2"), Say("b", "`${variables.n / 2} of ${getN()}`"), Say("c", "1e21"), Say("d", "variables.n / 2 * 2")), ("n", 7));
        Assert.Equal(["3.5", "3.5 of 7", "1e+21", "7"], kit.Lines);
    }

    [Fact]
    public void A_whole_number_that_JavaScript_gives_can_be_counted_on_in_CEL()
    {
        var set = Act("Elsa.SetVariable", "set", ("variable", new JsonObject { ["id"] = "n", ["name"] = "n" }), ("value", JavaScript("variables.n * 1.5 + 0.5")));
        var kit = CaseKit.Of(Sequence("S", set, Act("Elsa.WriteLine", "w", ("text", Cel("string(vars.n + 1)", "String")))), ("n", 3));
        Assert.Equal(["6"], kit.Lines);
    }

    [Fact]
    public void Inputs_of_the_journey_are_read_and_are_kept_with_the_rule()
    {
        var journey = Journey(Sequence("S", Act("Elsa.If", "if", ("condition", JavaScript("getAmount() > 10 && variables.n === 3", "Boolean")), ("then", Say("w", "getInput('amount')")))), ("n", 3))
            .Set("inputs", List(new JsonObject { ["name"] = "amount", ["type"] = "Int32" }));
        var kit = new CaseKit(journey);
        kit.Hand(new Stimulus.Start(null, ValueMap.Empty.With("amount", Value.Of(12)), null));
        Assert.Equal(["12"], kit.Lines);
        var rule = kit.Facts.OfType<ItemCreated>().Select(f => f.Rule).First(r => r.Kind == RuleKind.Condition);
        Assert.Equal([("input.amount", Value.Of(12)), ("vars.n", Value.Of(3))], rule.Reads.Select(r => (r.Path, r.Value)));
    }

    [Theory]
    [InlineData("variables.n.trip.booking", "'booking' of undefined can't be read; write ?.booking where it may be absent")]
    [InlineData("variables.n * 'a'", "the result is NaN, which is no number that can be kept")]
    [InlineData("variables.n.trim()", "a number has no method 'trim'")]
    public void What_JavaScript_would_throw_and_what_is_no_number_faults_the_activity(string script, string message)
    {
        var kit = CaseKit.Of(Sequence("S", Say("w", script)), ("n", 3));
        Assert.Equal($"Failed to evaluate activity input 'Text': {message}", Assert.Single(kit.Facts.OfType<IncidentRaised>()).Message);
    }
}
