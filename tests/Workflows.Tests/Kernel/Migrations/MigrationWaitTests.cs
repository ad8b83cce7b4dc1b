using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Kernel.Migrations;
using JourneyOrchestrator.Workflows.Values;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;

namespace JourneyOrchestrator.Workflows.Tests.Kernel.Migrations;

/// <summary>Timers, human tasks, variables, called cases and topics.</summary>
public sealed class MigrationWaitTests
{
    [Fact]
    public void A_timer_that_the_new_version_sets_in_the_same_words_is_left_alone()
    {
        var kit = CaseKit.Of(Stage("S", Task("A"), Delay("D", "10:00:00")));
        var due = kit.Newest("D")!.Due;
        kit.Wait(TimeSpan.FromHours(3));
        kit.MoveTo(Stage("S", Task("A"), Delay("D", "10:00:00").Set("name", "Later")));
        Assert.Equal(due, kit.Newest("D")!.Due);
    }

    [Theory]
    [InlineData("12:00:00", 9)]
    [InlineData("04:00:00", 1)]
    [InlineData("01:00:00", 0)] // that moment has passed: it falls due at once
    public void A_duration_counts_from_when_the_wait_began(string span, int hoursLeft)
    {
        var kit = CaseKit.Of(Stage("S", Task("A"), Delay("D", "10:00:00")));
        kit.Wait(TimeSpan.FromHours(3));
        var report = kit.MoveTo(Stage("S", Task("A"), Delay("D", span)));
        Assert.Equal(kit.At.AddHours(hoursLeft), kit.Newest("D")!.Due);
        Assert.Equal(MigrationCodes.TimerMoved, Assert.Single(report.Told).Code);
        kit.Wait(TimeSpan.FromHours(hoursLeft));
        Assert.Equal(ItemState.Completed, kit.Of("D"));
    }

    [Fact]
    public void A_moment_is_a_moment()
    {
        static System.Text.Json.Nodes.JsonObject At(string time) => Act("Elsa.StartAt", "D", ("dateTime", Cel($"timestamp('{time}')", "DateTime")));
        var kit = CaseKit.Of(Stage("S", Task("A"), At("2026-02-01T00:00:00Z")));
        kit.MoveTo(Stage("S", Task("A"), At("2026-03-01T00:00:00Z")));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), kit.Newest("D")!.Due);
    }

    [Fact]
    public void A_cron_expression_is_read_from_now_on()
    {
        static System.Text.Json.Nodes.JsonObject Cron(string text) => Act("Elsa.Cron", "D", ("cronExpression", Literal(text)));
        var kit = CaseKit.Of(Stage("S", Task("A"), Cron("0 12 * * *")));
        kit.MoveTo(Stage("S", Task("A"), Cron("0 9 * * *")));
        Assert.Equal(kit.At.AddHours(1), kit.Newest("D")!.Due);
    }

    [Fact]
    public void A_task_is_asked_for_in_the_new_words_and_stays_with_whoever_has_it()
    {
        var kit = CaseKit.Of(Stage("S", Task("A").Set("due", Literal("48h")), Task("B")), ("n", "x"));
        kit.Hand(new Stimulus.AssignTask(kit.Newest("A")!.Ordinal, "eve", CaseKit.ByPerson));
        kit.Wait(TimeSpan.FromDays(1));
        var due = kit.Newest("A")!.Task!.Due;

        var report = kit.MoveTo(Stage("S", Task("A", "yes", "no").Set("role", Literal("desk")).Set("title", Cel("'See ' + vars.who")).Set("due", Literal("48h")), Task("B")), ("n", "x"), ("who", "them"));

        var task = kit.Newest("A")!.Task!;
        Assert.Equal(("desk", "See them", "claimed", "eve", due), (task.Role, task.Title, task.Status, task.Assignee, task.Due));
        Assert.Equal(["yes", "no"], task.Outcomes.ToArray());
        Assert.Equal(MigrationCodes.TaskChanged, Assert.Single(report.Told).Code);
        kit.Complete("A", "yes");
        Assert.Equal(ItemState.Completed, kit.Of("A"));
    }

    [Theory]
    [InlineData("'3d'", 2)]
    [InlineData("''", null)]
    public void A_due_time_counts_from_when_the_task_was_offered(string due, int? daysLeft)
    {
        var kit = CaseKit.Of(Stage("S", Task("A").Set("due", Cel("'48h'"))));
        kit.Wait(TimeSpan.FromDays(1));
        kit.MoveTo(Stage("S", Task("A").Set("due", Cel(due.Replace("3d", "72h", StringComparison.Ordinal)))));
        Assert.Equal(daysLeft is { } days ? kit.At.AddDays(days) : null, kit.Newest("A")!.Task!.Due);
    }

    [Fact]
    public void New_variables_begin_with_their_initial_values_and_those_of_another_name_keep_theirs()
    {
        var kit = CaseKit.Of(Stage("S", Task("A"), Event("E", "set"), SetVariable("V", "n", "7").Entry("E.occur")), ("n", 1));
        kit.Send("set");
        var next = Journey(Stage("S", Task("A"), Event("E", "set"), SetVariable("V", "n", "7").Entry("E.occur")), ("n", 1), ("m", 5)).Set("version", 2);
        next["variables"]![0]!["name"] = "count";

        var report = kit.MoveTo(CaseKit.Read(next));

        Assert.Equal((Value.Of(7), Value.Of(5)), (kit.State.Item(1)!.Variables["count"], kit.State.Item(1)!.Variables["m"]));
        Assert.Equal(MigrationCodes.VariableRenamed, Assert.Single(report.Told).Code);
    }

    [Fact]
    public void A_topic_that_the_new_version_names_otherwise_is_followed_instead()
    {
        static System.Text.Json.Nodes.JsonObject Follow(string id, string topic) => Act("Journey.FollowTopic", id, ("topic", Cel(topic)));
        var kit = CaseKit.Of(Stage("S", Task("A"), Follow("F", "'train:' + vars.n"), Follow("G", "'shop:1'")), ("n", "x"));
        Assert.Equal(["train:x", "shop:1"], kit.State.Topics.ToArray());

        var report = kit.MoveTo(Stage("S", Task("A"), Follow("F", "'line:' + vars.n")), ("n", "x"));

        Assert.Equal(["line:x"], kit.State.Topics.ToArray());
        Assert.Equal([MigrationCodes.TopicMoved, MigrationCodes.TopicMoved], report.Told.Select(t => t.Code));
    }

    [Fact]
    public void Topics_of_what_a_case_has_left_behind_survive_moves_from_version_to_version()
    {
        static System.Text.Json.Nodes.JsonObject Follow(string topic) => Act("Journey.FollowTopic", "F", ("topic", new System.Text.Json.Nodes.JsonObject
        {
            ["typeName"] = "String", ["expression"] = new System.Text.Json.Nodes.JsonObject { ["type"] = "Variable", ["value"] = new System.Text.Json.Nodes.JsonObject { ["id"] = topic, ["name"] = topic } },
        }));
        var kit = CaseKit.Of(Stage("S", Task("A"), AutoStage("T", Follow("n"))), ("n", "shop:1"), ("m", "shop:2"));
        Assert.Equal(["shop:1"], kit.State.Topics.ToArray());
        kit.MoveTo(Stage("S", Task("A"), Stage("U", Follow("m").Entry(null, "false"), Task("B"))), ("n", "shop:1"), ("m", "shop:2"));
        Assert.Empty(kit.State.Topics);
        kit.MoveTo(Stage("S", Task("A"), Stage("U", Follow("n").Entry(null, "false"), Task("B"))), ("n", "shop:1"), ("m", "shop:2"));
        Assert.Empty(kit.State.Topics);
    }

    [Fact]
    public void A_topic_that_something_else_follows_as_well_stays_followed()
    {
        static System.Text.Json.Nodes.JsonObject Follow(string id, string topic) => Act("Journey.FollowTopic", id, ("topic", Cel(topic)));
        var kit = CaseKit.Of(Stage("S", Task("A"), Follow("F", "'shop:1'"), Follow("G", "'shop:' + '1'")));
        kit.MoveTo(Stage("S", Task("A"), Follow("G", "'shop:' + '1'")));
        Assert.Equal(["shop:1"], kit.State.Topics.ToArray());
    }
}
