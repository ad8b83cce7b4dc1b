using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;

namespace JourneyOrchestrator.Workflows.Tests.Kernel;

/// <summary>R1 to R4: what a person may do to which item in which state; whatever else is asked for is refused, names state and what is possible, and changes nothing.</summary>
public sealed class OperationTableTests
{
    private static readonly string[] Actions = ["start", "complete", "disable", "reenable", "terminate", "suspend", "resume", "retry", "skip", "repeat", "move"];

    /// <summary>Kind and state of an item; what is possible, and what becomes of the item then. An item that is run once more keeps its state.</summary>
    private static readonly (string Kind, string State, string Possible)[] Table =
    [
        ("task", "available", "skip>completed move>active"),
        ("task", "enabled", "start>active disable>disabled skip>completed move>active"),
        ("task", "disabled", "reenable>enabled"),
        ("task", "active", "terminate>terminated suspend>suspended skip>completed"), // and its task is completed, not the item
        ("task", "suspended", "resume>active"),
        ("task", "restsWithStage", ""),
        ("task", "failed", "terminate>terminated retry>failed skip>completed"),
        ("task", "completed", "repeat>completed move>completed"),
        ("task", "terminated", "repeat>terminated move>terminated"),
        ("stage", "available", "skip>completed move>active"),
        ("stage", "enabled", "start>active disable>disabled skip>completed move>active"),
        ("stage", "disabled", "reenable>enabled"),
        ("stage", "active", "complete>completed terminate>terminated suspend>suspended skip>completed"),
        ("stage", "suspended", "resume>active"),
        ("stage", "restsWithStage", ""),
        ("stage", "completed", "repeat>completed move>completed"),
        ("stage", "terminated", "repeat>terminated move>terminated"),
        ("listener", "available", "complete>completed terminate>terminated suspend>suspended skip>completed"),
        ("listener", "suspended", "resume>available"),
        ("listener", "restsWithStage", ""),
        ("listener", "completed", "repeat>completed"),
        ("listener", "terminated", "repeat>terminated"),
        ("milestone", "available", "complete>completed terminate>terminated suspend>suspended skip>completed"),
        ("milestone", "suspended", "resume>available"),
        ("milestone", "restsWithStage", ""),
        ("milestone", "completed", "repeat>completed"),
        ("milestone", "terminated", "repeat>terminated"),
    ];

    public static TheoryData<string, string, string, string?> Cells()
    {
        var cells = new TheoryData<string, string, string, string?>();
        foreach (var (kind, state, possible) in Table)
        {
            var becomes = possible.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('>')).ToDictionary(p => p[0], p => p[1]);
            foreach (var action in Actions) cells.Add(kind, state, action, becomes.GetValueOrDefault(action));
        }
        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_person_may_do_what_the_tables_say_and_nothing_else(string kind, string state, string action, string? becomes)
    {
        var kit = In(kind, state);
        var item = kit.Newest("A")!;
        var stimulus = StimulusOf(action, item);
        if (becomes is null)
        {
            var refusal = kit.Refused(stimulus);
            var said = state == "restsWithStage" ? "suspended" : state;
            var named = refusal.Contains(said, StringComparison.Ordinal) && refusal.Contains("Possible: ", StringComparison.Ordinal);
            Assert.True(named || refusal.StartsWith("Complete the task instead", StringComparison.Ordinal) || refusal.Contains("complete it, so that it occurs", StringComparison.Ordinal)
                || (action == "move" && refusal.Contains("'around' is suspended", StringComparison.Ordinal)), refusal);
            return;
        }
        Assert.Null(kit.Hand(stimulus).Refusal);
        var again = kit.Facts.OfType<ItemCreated>().Any(f => f.Node == "A" && f.Item > item.Ordinal);
        Assert.Equal(action == "repeat" || (action == "move" && item.Ended), again);
        // A node that runs again keeps the newest ended item only.
        Assert.Equal(becomes, FactNames.Of(again ? kit.State.Item(item.Ordinal)?.State ?? item.State : kit.Newest("A")!.State));
        if (again) Assert.Contains(kit.Facts.OfType<ItemCreated>(), f => f.Node == "A" && f.Item > item.Ordinal && f.Rule is { Kind: RuleKind.Person, By: "kim" });
        Assert.Contains(kit.Facts, f => f is ItemTransitioned { Rule: { Kind: RuleKind.Person, By: "kim", Reason: "because" } } or ItemCreated { Rule: { Kind: RuleKind.Person, By: "kim", Reason: "because" } });
    }

    [Fact]
    public void What_is_refused_says_what_is_possible()
    {
        var kit = In("task", "enabled");
        Assert.Equal("The item is enabled; 'reenable' is not possible then. Possible: start, disable, skip, move.", kit.Refused(StimulusOf("reenable", kit.Newest("A")!)));
        kit.Act(CaseTransition.Suspend);
        Assert.EndsWith("Possible: nothing before the case is resumed.", kit.Refused(StimulusOf("start", kit.Newest("A")!)), StringComparison.Ordinal);
    }

    /// <summary>R2.</summary>
    [Theory]
    [InlineData(CaseStatus.Active, "suspend cancel")]
    [InlineData(CaseStatus.Suspended, "resume cancel close")]
    [InlineData(CaseStatus.Completed, "reopen close")]
    [InlineData(CaseStatus.Terminated, "reopen close")]
    [InlineData(CaseStatus.Failed, "reopen close")]
    [InlineData(CaseStatus.Closed, "")]
    public void A_case_takes_what_its_table_says_and_nothing_else(CaseStatus status, string possible)
    {
        foreach (var action in Enum.GetValues<CaseAction>())
        {
            var name = FactNames.Names<CaseAction>.Of(action);
            var kit = InCase(status);
            Assert.Equal(possible.Split(' ').Contains(name), CaseActions.IsPossible(action, status));
            var stimulus = new Stimulus.ActOnCase(CaseActions.TransitionOf(action), Why);
            // Resume and reopen are one transition: which of them is meant is checked by whoever knows the action.
            if (CaseActions.IsPossible(action, status)) Assert.Null(kit.Hand(stimulus).Refusal);
            else if (action is not (CaseAction.Resume or CaseAction.Reopen) || possible.Length == 0 || status == CaseStatus.Active)
                Assert.Contains(FactNames.Of(status), kit.Refused(stimulus), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_case_as_a_whole_is_not_acted_on_by_its_root()
    {
        foreach (var action in Actions.Except(["complete", "retry", "start", "disable", "reenable"]))
        {
            var kit = In("task", "active");
            Assert.NotNull(kit.Refused(StimulusOf(action, kit.State.Item(1)!)));
        }
    }

    private static Rule Why => new(RuleKind.Person) { By = "kim", Reason = "because" };

    private static Stimulus StimulusOf(string action, PlanItem item) => action switch
    {
        "start" => new Stimulus.ActOnItem(item.Ordinal, ItemTransition.ManualStart, Why),
        "complete" => new Stimulus.ActOnItem(item.Ordinal, item.State == ItemState.Available ? ItemTransition.Occur : ItemTransition.Complete, Why),
        "retry" => new Stimulus.Retry(item.Ordinal, Why),
        "skip" => new Stimulus.Skip(item.Ordinal, Why),
        "repeat" => new Stimulus.Repeat(item.Ordinal, Why),
        "move" => new Stimulus.Move(item.Node, false, Why),
        _ => new Stimulus.ActOnItem(item.Ordinal, FactNames.ItemTransition(action), Why),
    };

    private static CaseKit InCase(CaseStatus status)
    {
        var kit = In("task", "active");
        foreach (var step in status switch
        {
            CaseStatus.Suspended => [CaseTransition.Suspend],
            CaseStatus.Terminated => [CaseTransition.Terminate],
            CaseStatus.Closed => new[] { CaseTransition.Terminate, CaseTransition.Close },
            _ => [],
        }) kit.Act(step);
        if (status == CaseStatus.Completed)
        {
            kit = CaseKit.Of(AutoStage("S", Task("A")));
            kit.Complete("A");
        }
        if (status == CaseStatus.Failed) kit = CaseKit.Of(Sequence("S", Task("T"), Act("Elsa.Fault", "F", ("message", Literal("no")))));
        if (status == CaseStatus.Failed) kit.Complete("T");
        Assert.Equal(status, kit.State.Status);
        return kit;
    }

    /// <summary>A case whose item A is of a kind and in a state.</summary>
    private static CaseKit In(string kind, string state)
    {
        var item = kind switch
        {
            "task" when state == "failed" => Act("Elsa.Fault", "A", ("message", Literal("no"))),
            "task" => Task("A"),
            "stage" => Stage("A", Task("in A").Control("manualActivation")),
            "listener" => Event("A", "go"),
            _ => Milestone("A").Entry("never.complete"),
        };
        if (state == "available" && kind is "task" or "stage") item.Entry("never.complete");
        if (state is "enabled" or "disabled") item.Control("manualActivation");
        var kit = CaseKit.Started(Continue(Journey(Stage("S", Stage("around", item, Task("never")), Task("other")))));
        switch (state)
        {
            case "disabled": kit.Act("A", ItemTransition.Disable); break;
            case "suspended": kit.Act("A", ItemTransition.Suspend); break;
            case "restsWithStage": kit.Act("around", ItemTransition.Suspend); break;
            case "terminated": kit.Act("A", ItemTransition.Terminate); break;
            case "completed" when kind == "task": kit.Complete("A"); break;
            case "completed": kit.Act("A", kind == "stage" ? ItemTransition.Complete : ItemTransition.Occur); break;
        }
        Assert.Equal(state == "restsWithStage" ? "suspended" : state, FactNames.Of(kit.Of("A")!.Value));
        return kit;
    }

    private static JsonObject Continue(JsonObject journey) => journey.Set("options", new JsonObject { ["incidentStrategyType"] = "ContinueWithIncidentsStrategy" });
}
