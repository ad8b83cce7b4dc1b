using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>Items that come again (R27 to R32).</summary>
internal sealed partial class CaseRun
{
    /// <summary>The next item of a repeating node.</summary>
    private PlanItem Repeat(PlanItem item, PlanItem stage) =>
        CreateChild(NodeOf(item), stage, new Rule(RuleKind.Condition, "repetition"), PlanItem.MarkOf(item.Number + 1));

    /// <summary>Without entry criteria repetition is decided when the item ends by itself (R28), on the item about to be left (R32); a listener with criteria waits for them anew.</summary>
    private bool RepeatsWhenLeft(PlanItem item)
    {
        var control = NodeOf(item).Control;
        return control.Repetition is not null && control.Entry.IsEmpty && ParentOf(item) is { State: ItemState.Active } && Holds(control.Repetition, item);
    }

    private void RepeatAfterEnd(PlanItem item, PlanItem stage, bool repeats)
    {
        if (NodeOf(item) is TimerListenerNode timer) RepeatInTime(item, timer, stage);
        // By way of the agenda: what repeats without end meets the limit of steps there, instead of the end of the stack.
        if (repeats) agenda.Enqueue(new Work(Repeat(item, stage), null));
    }
}
