using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Kernel.Migrations;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Flows;

namespace JourneyOrchestrator.Workflows.Tests.Kernel.Migrations;

/// <summary>What keeps a case from moving. Nothing changes then (the kit compares).</summary>
public sealed class MigrationConflictTests
{
    [Fact]
    public void An_item_of_another_type()
    {
        var conflict = CaseKit.Of(Stage("S", Task("A"), Task("B"))).Conflict(Stage("S", Milestone("A"), Task("B")));
        Assert.Equal((MigrationCodes.TypeChanged, 2, "A"), (conflict.Code, conflict.Item, conflict.Node));
        Assert.Contains("Journey.HumanTask", conflict.Message, StringComparison.Ordinal);
        Assert.Contains("Journey.Milestone", conflict.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_conflict_is_named() =>
        Assert.Equal(["A", "B"], CaseKit.Of(Stage("S", Task("A"), Task("B"))).PlanTo(Stage("S", Milestone("A"), Event("B", "x"))).Conflicts.Select(c => c.Node));

    [Fact]
    public void Another_root() =>
        Assert.Equal(MigrationCodes.ContainerChanged, CaseKit.Of(Stage("S", Task("A"))).PlanTo(Stage("R", Task("A"))).Conflicts[0].Code);

    [Fact]
    public void What_is_under_way_in_another_container() =>
        Assert.Equal(MigrationCodes.ContainerChanged, CaseKit.Of(Stage("S", Task("A"), Stage("T", Task("B")))).Conflict(Stage("S", Stage("T", Task("B"), Task("A")))).Code);

    [Fact]
    public void What_is_under_way_in_a_stage_that_is_gone() =>
        Assert.Equal(MigrationCodes.ContainerChanged, CaseKit.Of(Stage("S", Task("A"), Stage("T", Task("B")))).Conflict(Stage("S", Task("A"), Task("B"))).Code);

    [Fact]
    public void Where_a_sequence_stands() =>
        Assert.Equal(MigrationCodes.WhereItStands, CaseKit.Of(Sequence("S", Task("A"), Task("B"))).Conflict(Sequence("S", Task("B"))).Code);

    [Fact]
    public void What_has_run_after_where_a_sequence_stands()
    {
        var kit = CaseKit.Of(Sequence("S", Task("A"), Task("B")));
        kit.Complete("A");
        Assert.Equal(MigrationCodes.OrderChanged, kit.Conflict(Sequence("S", Task("B"), Task("A"))).Code);
    }

    [Fact]
    public void A_variable_of_another_type()
    {
        var next = Journey(Stage("S", Task("A")), ("n", "text"));
        next["variables"]![0]!["typeName"] = "Int32";
        next["variables"]![0]!["value"] = 1;
        var kit = CaseKit.Of(Stage("S", Task("A")), ("n", "text"));
        Assert.Equal(MigrationCodes.VariableType, Assert.Single(kit.PlanTo(CaseKit.Read(next.Set("version", 2))).Conflicts).Code);
    }

    [Theory]
    [InlineData("vars.n.deep")]
    [InlineData("''")]
    public void A_title_that_can_not_be_computed(string title)
    {
        var conflict = CaseKit.Of(Stage("S", Task("A")), ("n", null)).Conflict(Stage("S", Task("A").Set("title", Cel(title))), ("n", null));
        Assert.Equal(MigrationCodes.CannotEvaluate, conflict.Code);
    }

    [Fact]
    public void A_time_that_can_not_be_computed() =>
        Assert.Equal(MigrationCodes.CannotEvaluate, CaseKit.Of(Stage("S", Task("A"), Delay("D", "01:00:00")), ("n", "soon")).Conflict(Stage("S", Task("A"), Delay("D", "1").Set("timeSpan", Cel("vars.n"))), ("n", "soon")).Code);

    [Fact]
    public void The_state_of_a_state_machine()
    {
        var kit = CaseKit.Of(Waiting("x", "y"));
        Assert.Contains(MigrationCodes.StateMissing, kit.PlanTo(Waiting("z", "y")).Conflicts.Select(c => c.Code));
    }

    [Fact]
    public void A_transition_that_is_waited_for()
    {
        var kit = CaseKit.Of(Waiting("x", "y"));
        Assert.Contains(MigrationCodes.TransitionMissing, kit.PlanTo(Waiting("x", "z")).Conflicts.Select(c => c.Code));
    }

    private static System.Text.Json.Nodes.JsonObject Waiting(string one, string other)
    {
        var machine = Machines.Machine(one, [one, other], $"{one}>{other}");
        machine.Transition($"{one}>{other}").Set("trigger", Event("T", "go"));
        return machine;
    }

    [Fact]
    public void A_flowchart_of_the_other_mode()
    {
        var kit = CaseKit.Of(Flow("A>B B>C", Task("A"), Task("B"), Task("C")));
        kit.Complete("A");
        var next = ByTokens(Flow("A>B B>C", Task("A"), Task("B"), Task("C"))).Set("version", 2);
        Assert.Equal(MigrationCodes.FlowMode, Assert.Single(kit.PlanTo(CaseKit.Read(next)).Conflicts).Code);
    }

    [Fact]
    public void A_join_of_tokens_that_would_wait_for_what_can_not_come_any_more()
    {
        static System.Text.Json.Nodes.JsonObject Root(string edges) => ByTokens(Flow(edges, Say("S"), Task("A"), Task("B"), Task("N"), Task("J").Merging("Merge")));
        var kit = CaseKit.Started(Root("S>A S>B A>J B>J"));
        Assert.Equal(MigrationCodes.FlowPath, Assert.Single(kit.PlanTo(CaseKit.Read(Root("S>A S>B S>N N>J A>J B>J").Set("version", 2))).Conflicts).Code);
        Assert.Empty(kit.PlanTo(CaseKit.Read(Root("S>A S>B A>N N>J A>J B>J").Set("version", 2))).Conflicts);
    }

    [Fact]
    public void Where_a_flowchart_stands_without_a_way_from_its_start()
    {
        var kit = CaseKit.Of(Flow("S>A A>B", Say("S"), Task("A"), Task("B")));
        Assert.Equal(MigrationCodes.FlowStart, kit.Conflict(Flow("S>B A>B", Say("S"), Task("A"), Task("B"))).Code);
        Assert.Equal(MigrationCodes.FlowStart, kit.Conflict(Flow("N>S A>B B>A", Say("N"), Say("S"), Task("A"), Task("B"))).Code);
        Assert.Empty(kit.PlanTo(Flow("N>S S>A A>B", Say("N"), Say("S"), Task("A"), Task("B"))).Conflicts);
    }

    [Fact]
    public void A_way_on_which_something_waits()
    {
        var kit = CaseKit.Of(Flow("S>A S>B A>J B>J", Say("S"), Task("A"), Task("B"), Join("J", "WaitAll")));
        kit.Complete("A");
        Assert.Equal(MigrationCodes.FlowPath, kit.Conflict(Flow("S>A S>B B>J", Say("S"), Task("A"), Task("B"), Join("J", "WaitAll"))).Code);
    }
}
