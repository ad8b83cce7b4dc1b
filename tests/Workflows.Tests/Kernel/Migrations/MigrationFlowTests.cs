using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Flows;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;

namespace JourneyOrchestrator.Workflows.Tests.Kernel.Migrations;

/// <summary>Sequences, parallels, flowcharts of both modes, state machines.</summary>
public sealed class MigrationFlowTests
{
    [Fact]
    public void A_sequence_goes_on_behind_where_it_stands()
    {
        var kit = CaseKit.Of(Sequence("S", Task("A"), Task("B"), Task("C")));
        kit.Complete("A");
        kit.MoveTo(Sequence("S", Task("A"), Task("X"), Task("B"), Task("Y"), Task("C")));
        kit.Complete("B");
        Assert.Equal((ItemState.Active, null), (kit.Of("Y"), kit.Of("X")));
        kit.Complete("Y");
        kit.Complete("C");
        Assert.Equal(CaseStatus.Completed, kit.State.Status);
    }

    [Fact]
    public void A_parallel_gains_and_loses_branches()
    {
        static JsonObject All(params JsonNode[] branches) => Act("Elsa.Parallel", "P", ("activities", List(branches)));
        var kit = CaseKit.Of(Sequence("S", All(Task("A"), Task("B"))));
        kit.MoveTo(Sequence("S", All(Task("B"), Task("C"))));
        Assert.Equal((ItemState.Terminated, ItemState.Active, ItemState.Active), (kit.Of("A"), kit.Of("B"), kit.Of("C")));
        kit.Complete("C");
        kit.MoveTo(Sequence("S", All(Task("C"))));
        Assert.Equal(CaseStatus.Completed, kit.State.Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_flowchart_keeps_where_it_stands_however_its_activities_are_arranged(bool byTokens)
    {
        var kit = Run(byTokens, Flow("S>A S>B A>J B>J J>E", Say("S"), Task("A"), Task("B"), Join("J", "WaitAll"), Task("E")));
        kit.Complete("A");
        kit.MoveTo(Next(byTokens, kit, Flow("J>X X>E B>J A>J S>B S>A", Task("X"), Task("E"), Join("J", "WaitAll"), Task("B"), Task("A"), Say("S"))));
        kit.Complete("B");
        Assert.Equal((ItemState.Active, null), (kit.Of("X"), kit.Of("E")));
        kit.Complete("X");
        Assert.Equal(ItemState.Active, kit.Of("E"));
        kit.Complete("E");
        Assert.Equal(CaseStatus.Completed, kit.State.Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_way_that_is_new_behind_where_it_stands_is_not_waited_for(bool byTokens)
    {
        var kit = Run(byTokens, Flow("S>A S>B A>J B>J J>E", Say("S"), Task("A"), Task("B"), byTokens ? Say("J") : Join("J", "WaitAll"), Task("E")));
        kit.MoveTo(Next(byTokens, kit, Flow("S>A S>B S>N N>M M>J A>J B>J J>E", Say("S"), Task("A"), Task("B"), Task("N"), Task("M"), byTokens ? Say("J") : Join("J", "WaitAllActive"), Task("E"))));
        kit.Complete("A");
        kit.Complete("B");
        Assert.Equal((null, null, ItemState.Active), (kit.Of("N"), kit.Of("M"), kit.Of("E")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_step_put_before_where_it_stands_does_not_hold_it_up(bool byTokens)
    {
        var kit = Run(byTokens, Flow("S>A A>B", Say("S"), Task("A"), Task("B")));
        kit.MoveTo(Next(byTokens, kit, Flow("S>N N>A A>B", Say("S"), Task("N"), Task("A"), Task("B"))));
        kit.Complete("A");
        Assert.Equal((null, ItemState.Active), (kit.Of("N"), kit.Of("B")));
        kit.Complete("B");
        Assert.Equal(CaseStatus.Completed, kit.State.Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_waits_for_a_way_that_is_gone_goes_on(bool byTokens)
    {
        static JsonObject Gate(bool tokens) => tokens ? Task("J").Merging("Merge") : Task("J");
        var kit = Run(byTokens, Flow("S>A S>B A>J B>J J>E", Say("S"), Task("A"), Task("B"), Gate(byTokens), Task("E")));
        kit.Complete("A");
        Assert.Null(kit.Of("J"));
        kit.MoveTo(Next(byTokens, kit, Flow("S>A S>B A>J J>E", Say("S"), Task("A"), Task("B"), Gate(byTokens), Task("E"))));
        Assert.Equal(ItemState.Active, kit.Of("J"));
    }

    [Fact]
    public void A_loop_goes_round_in_the_new_version()
    {
        var kit = CaseKit.Of(Flow("A>D D:True>A D:False>E", Task("A"), Decide("D", "vars.n < 3"), Task("E")), ("n", 1));
        kit.Complete("A");
        kit.MoveTo(Flow("A>V V>D D:True>A D:False>E", Task("A"), Decide("D", "vars.n < 3"), Task("E"), SetVariable("V", "n", "vars.n + 1")), ("n", 1));
        kit.Complete("A");
        Assert.Equal(ItemState.Active, kit.Of("A"));
        kit.Complete("A");
        Assert.Equal(ItemState.Active, kit.Of("E"));
    }

    [Fact]
    public void A_state_machine_keeps_its_state_and_waits_for_new_transitions_as_well()
    {
        var kit = CaseKit.Of(Machines.Machine("x", ["x", "y"], "x>y"));
        kit.MoveTo(Machines.Machine("x", ["z", "x", "y"], "x>z x>y"));
        kit.Send("x-z");
        Assert.Equal(("z", CaseStatus.Completed), (kit.Newest("m")!.MachineState, kit.State.Status));
    }

    [Fact]
    public void A_state_machine_takes_the_transition_that_it_waited_for()
    {
        var kit = CaseKit.Of(Machines.Machine("x", ["x", "y"], "x>y"));
        kit.MoveTo(Machines.Machine("x", ["z", "x", "y"], "x>z x>y y>z"));
        kit.Send("x-y");
        Assert.Equal("y", kit.Newest("m")!.MachineState);
        kit.Send("y-z");
        Assert.Equal("z", kit.Newest("m")!.MachineState);
    }

    private static CaseKit Run(bool byTokens, JsonObject root) => CaseKit.Started(byTokens ? ByTokens(root) : Journey(root));

    private static Workflows.Definitions.JourneyPlan Next(bool byTokens, CaseKit kit, JsonObject root) =>
        CaseKit.Read((byTokens ? ByTokens(root) : Journey(root)).Set("version", kit.State.Version + 1));
}
