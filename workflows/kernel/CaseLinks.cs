using JourneyOrchestrator.Workflows.Definitions;
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
        foreach (var called in all)
        {
            if (called.Caller is not { } caller || all.FirstOrDefault(c => c.Id == caller.Case) is not { } calling) continue;
            var item = calling.Item(caller.Item);
            var plan = planOf(calling);
            var waits = calling.Status == CaseStatus.Active && item is { State: ItemState.Active, Called: true } && plan.Nodes[item.Node] is CaseTaskNode { Blocking: true };
            if (called.Status == CaseStatus.Completed && waits) return (calling, new Stimulus.CalledCaseEnded(item!.Ordinal, CaseRun.ResultsOf(called, planOf(called))));
            if (plan.Dialect == PlanDialect.Camunda) continue;
            if (called.Status is CaseStatus.Terminated or CaseStatus.Closed && waits) return (calling, new Stimulus.CalledCaseEnded(item!.Ordinal, null));
            if (called.Running && IsOver(calling, item, plan)) return (called, new Stimulus.ActOnCase(CaseTransition.Terminate, new Facts.Rule(Facts.RuleKind.Cascade)));
        }
        return null;
    }

    /// <summary>The task ended before its case did; one that does not wait is over at once, and its case runs on.</summary>
    private static bool IsOver(CaseState calling, PlanItem? item, JourneyPlan plan) =>
        item is null ? !calling.Running : item.State == ItemState.Terminated && plan.Nodes[item.Node] is CaseTaskNode { Blocking: true };
}
