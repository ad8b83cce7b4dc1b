using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>What called cases and the case tasks that called them owe each other: the end of one is told to the other (R59, D11).</summary>
public static class CaseLinks
{
    /// <summary>The next case that is to be told, and what; null: all is told.</summary>
    /// <param name="cases">The cases of one customer, in order.</param>
    public static (CaseState Case, Stimulus Stimulus)? Next(IEnumerable<CaseState> cases, Func<CaseState, JourneyPlan> planOf)
    {
        IReadOnlyList<CaseState> all = [.. cases];
        var byId = all.ToDictionary(c => c.Id);
        foreach (var called in all)
        {
            if (called.Caller is not { } caller || !byId.TryGetValue(caller.Case, out var calling)) continue;
            var item = calling.Item(caller.Item);
            var plan = planOf(calling);
            if (caller.Mode != CallMode.Task)
            {
                if (OwesToTell(called, calling, item, all)) return (calling, Report(called, caller, planOf(called)));
                continue;
            }
            var waits = calling.Status == CaseStatus.Active && item is { State: ItemState.Active, Called: true } && plan.Nodes[item.Node] is CaseTaskNode { Blocking: true };
            if (called.Status == CaseStatus.Completed && waits) return (calling, new Stimulus.CalledCaseEnded(item!.Ordinal, CaseRun.ResultsOf(called, planOf(called))));
            if (plan.Dialect == PlanDialect.Camunda) continue;
            if (called.Status is CaseStatus.Terminated or CaseStatus.Closed && waits) return (calling, new Stimulus.CalledCaseEnded(item!.Ordinal, null));
            if (called.Running && IsOver(calling, item, plan)) return (called, new Stimulus.ActOnCase(CaseTransition.Terminate, new Rule(RuleKind.Cascade)));
        }
        return null;
    }

    /// <summary>Whether an item waits to hear how the workflow that it called last stands. One that failed because of it goes on when it completes after all.</summary>
    private static bool OwesToTell(CaseState called, CaseState calling, PlanItem? item, IReadOnlyList<CaseState> all)
    {
        var caller = called.Caller!;
        if (item is not { Called: true } || caller.Mode == CallMode.Loose || (caller.Mode == CallMode.Wait && called.Running)) return false;
        var goesOn = item.State == ItemState.Active ? calling.Status == CaseStatus.Active
            : item.State == ItemState.Failed && called.Status == CaseStatus.Completed && caller.Mode == CallMode.Wait && WhyNotGoOn(calling, item.Ordinal) is null;
        return goesOn && !all.Any(other => other.Caller == caller && (other.Id.Seq, other.Id.Ordinal).CompareTo((called.Id.Seq, called.Id.Ordinal)) > 0);
    }

    private static Stimulus.WorkflowCalled Report(CaseState called, CaseCaller caller, JourneyPlan plan) => new(
        caller.Item, called.Id, called.Journey, called.Status, plan.InputsAreVariables ? called.Item(1)?.Variables ?? ValueMap.Empty : called.Outputs,
        called.Incidents is [var first, ..] ? first.Message : null, caller.Mode == CallMode.Wait);

    /// <summary>Null when a failed item can go on: nothing around it rests, but by its own failure.</summary>
    public static string? WhyNotGoOn(CaseState state, int ordinal)
    {
        if (state.Item(ordinal) is not { State: ItemState.Failed } item) return "The item has not failed.";
        if (state.Status == CaseStatus.Suspended) return "The case is suspended; resume it first.";
        for (var around = state.Item(item.Parent); around is not null; around = state.Item(around.Parent))
        {
            if (around.State == ItemState.Active || (state.Status == CaseStatus.Failed && (around.Parent == 0 || around.ByParent))) continue;
            return $"'{around.Node}' is {FactNames.Of(around.State)}; what is in it can go on when it does.";
        }
        return null;
    }

    /// <summary>The task ended before its case did; one that does not wait is over at once, and its case runs on.</summary>
    private static bool IsOver(CaseState calling, PlanItem? item, JourneyPlan plan) =>
        item is null ? !calling.Running : item.State == ItemState.Terminated && plan.Nodes.GetValueOrDefault(item.Node) is null or CaseTaskNode { Blocking: true }; // none: a migration ended it
}
