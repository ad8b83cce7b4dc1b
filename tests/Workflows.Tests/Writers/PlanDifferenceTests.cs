using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Tests.Kernel;
using JourneyOrchestrator.Workflows.Values;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;

namespace JourneyOrchestrator.Workflows.Tests.Writers;

/// <summary>The comparer of plans sees each member, and says where the first difference is.</summary>
public sealed class PlanDifferenceTests
{
    private static JourneyPlan Made(Action<System.Text.Json.Nodes.JsonObject>? change = null)
    {
        var task = Task("b", "yes", "no").Entry("a.complete", "vars.x > 1").Control("required").Control("repetition", "vars.x > 2");
        var journey = Journey(Stage("root", Task("a").Set("order", 1), task.Set("order", 2), Stage("s", Delay("d", "00:10:00")).Set("order", 3)), ("x", 1));
        change?.Invoke(journey);
        return Written.Plan(journey);
    }

    public static TheoryData<string, Action<System.Text.Json.Nodes.JsonObject>> Changes() => new()
    {
        { "name: 'test' and 'Other'", j => j["name"] = "Other" },
        { "variables[0].initial: Int:1 and Int:2", j => j["variables"]![0]!["value"] = 2 },
        { "root.autoComplete: False and True", j => j["root"]!["autoComplete"] = true },
        { "root.activities[1].control.entry[0].ifPart: 'vars.x > 1' and 'vars.x > 3'", j => j["root"]!["activities"]![1]!["entryCriteria"]![0]!["ifPart"] = "vars.x > 3" },
        { "root.activities[1].control.entry[0].onParts[0].transition: Complete and Start", j => j["root"]!["activities"]![1]!["entryCriteria"]![0]!["onParts"]![0]!["standardEvent"] = "start" },
        { "root.activities[1].control.repetition.condition: 'vars.x > 2' and nothing", j => j["root"]!["activities"]![1]!["itemControl"]!["repetition"] = true },
        { "root.activities[1].control.required: RulePlan and nothing", j => j["root"]!["activities"]![1]!["itemControl"]!["required"] = false },
        { "root.activities[1].outcomes: 2 and 1 elements", j => j["root"]!["activities"]![1]!["outcomes"]!.AsArray().RemoveAt(1) },
        { "root.activities[2].activities[0].timeSpan.value: Duration:600s and Duration:660s", j => j["root"]!["activities"]![2]!["activities"]![0] = Delay("d", "00:11:00") },
        { "root.activities[2].activities[0]: Elsa.Delay d and Elsa.Event d", j => j["root"]!["activities"]![2]!["activities"]![0] = Event("d", "x") },
        { "root.activities[0]: Journey.HumanTask a and Journey.Stage s", j => j["root"]!["activities"]![2]!["order"] = 0 },
        { "key: nothing and 'signal.data.k'", j => j["customProperties"] = new System.Text.Json.Nodes.JsonObject { ["journey"] = new System.Text.Json.Nodes.JsonObject { ["key"] = "signal.data.k" } } },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void The_first_difference_is_named_with_its_path(string expected, Action<System.Text.Json.Nodes.JsonObject> change)
    {
        Assert.Equal(expected, PlanDifference.First(Made(), Made(change)));
        Assert.NotNull(PlanDifference.First(Made(change), Made()));
    }

    [Fact]
    public void Plans_that_say_the_same_are_the_same()
    {
        Assert.Null(PlanDifference.First(Made(), Made()));
        Assert.Null(PlanDifference.First(Made(), Made(j => j["root"]!["activities"]![2]!["order"] = 30)));
    }

    [Fact]
    public void The_language_of_an_expression_counts_and_so_do_outputs_and_values_of_any_kind()
    {
        Assert.NotNull(PlanDifference.First(With(Cel("1")), With(JavaScript("1"))));
        Assert.NotNull(PlanDifference.First(With(Literal(1, "Object")), With(Literal("1", "Object"))));
        var kept = Made();
        var root = (StageNode)kept.Root;
        var other = JourneyPlan.Of(kept.Id, 1, kept.Name, root with { Activities = root.Activities.SetItem(0, root.Activities[0] with { Outputs = ImmutableDictionary<string, string>.Empty.Add("result", "x") }) });
        Assert.Equal("root.activities[0].outputs[result]: nothing and 'x'", PlanDifference.First(kept with { Variables = [] }, other));
    }

    private static JourneyPlan With(System.Text.Json.Nodes.JsonNode body) => Written.Plan(Journey(Stage("root", Act("Journey.CallWebhook", "h", ("url", Literal("https://example.org/x")), ("body", body)))));
}
