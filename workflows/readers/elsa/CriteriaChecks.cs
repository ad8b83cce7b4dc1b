using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>Criteria, repetition and interruptions of the children of stages (CMMN 1.1, 5.4.6 and 5.4.11).</summary>
internal sealed class CriteriaChecks(JourneyPlan plan, Diagnostics diagnostics)
{
    public void Check(PlanNode node)
    {
        CheckOnParts(node);
        if (!node.Control.Exit.IsEmpty && (node is MilestoneNode || IsListener(node)))
            diagnostics.Error("J404", node.Id, "A listener or milestone has no exit criteria (CMMN).", "End the stage around it instead.");
        foreach (var other in node.Control.Interrupts)
            if (other == node.Id || plan.Nodes.GetValueOrDefault(other) is not StageNode || plan.Parents.GetValueOrDefault(other)?.Id != plan.Parents.GetValueOrDefault(node.Id)?.Id)
                diagnostics.Error("J406", node.Id, $"'{other}' can't be interrupted: it is no stage beside this one.", diagnostics.Suggest(other, plan.Parents.GetValueOrDefault(node.Id)?.Children.OfType<StageNode>().Select(s => s.Id) ?? [], "Name stages of the same parent."));
        if (RepeatsAlways(node) && node.Control.Entry.IsEmpty && IsImmediate(node))
            diagnostics.Error("J407", node.Id, "The activity repeats without waiting for anything: it would never come to rest.", "Give it an entry criterion, or the repetition a condition.");
        if (node is StageNode stage) CheckCycles(stage);
    }

    private void CheckOnParts(PlanNode node)
    {
        foreach (var part in node.Control.Entry.Concat(node.Control.Exit).SelectMany(s => s.OnParts).Where(p => p.Via is not null))
            if (plan.Nodes.TryGetValue(part.Source, out var left) && left.Control.Exit.All(e => e.Id != part.Via))
                diagnostics.Error("J401", node.Id, $"A criterion waits for '{TypeReader.Short(part.Source)}' to end by '{TypeReader.Short(part.Via!)}', which is none of its exit criteria.", diagnostics.Suggest(part.Via!, left.Control.Exit.Select(e => e.Id), "Name one of them, or leave 'exitCriterionRef' out."));
        foreach (var part in node.Control.Entry.Concat(node.Control.Exit).SelectMany(s => s.OnParts))
        {
            if (!plan.Nodes.TryGetValue(part.Source, out var source))
                diagnostics.Error("J401", node.Id, $"A criterion waits for '{TypeReader.Short(part.Source)}', which does not exist.", diagnostics.Suggest(part.Source, plan.Nodes.Keys, "Name an activity of this journey."));
            else if (!CanHappen(source, part.Transition))
                diagnostics.Error("J402", node.Id, $"'{part.Source}' never has the event '{FactNames.Of(part.Transition)}'.", "Listeners and milestones occur; tasks and stages start, complete and exit.");
        }
    }

    private bool CanHappen(PlanNode source, ItemTransition transition) => source is MilestoneNode || IsListener(source)
        ? transition is ItemTransition.Create or ItemTransition.Occur or ItemTransition.Suspend or ItemTransition.Resume or ItemTransition.Terminate or ItemTransition.ParentTerminate
        : transition is not (ItemTransition.Occur or ItemTransition.ParentTerminate);

    /// <summary>Repeating activities that wait for nothing but each other.</summary>
    private void CheckCycles(StageNode stage)
    {
        var sources = stage.Activities.Where(a => RepeatsAlways(a) && IsImmediate(a)).ToDictionary(a => a.Id, StartedBy, StringComparer.Ordinal);
        if (Cycles.NodesOn(sources) is { Count: > 0 } ring)
            diagnostics.Error("J408", stage.Id, $"Repeating activities start each other without end: {TypeReader.Short(string.Join(", ", ring))}.", "Give one of them a condition, or let it wait for a signal, a time or a person.");
    }

    /// <summary>What starts an activity by itself: the source of a criterion that waits for nothing else.</summary>
    private static HashSet<string> StartedBy(PlanNode node) => node.Control.Entry
        .Where(s => s is { IfPart: null, FileParts.IsEmpty: true, OnParts: [{ Transition: ItemTransition.Complete or ItemTransition.Occur or ItemTransition.Start }] })
        .Select(s => s.OnParts[0].Source).ToHashSet(StringComparer.Ordinal);

    private static bool RepeatsAlways(PlanNode node) => node.Control.Repetition is { Condition: null };

    /// <summary>It ends in the very step in which it starts.</summary>
    private static bool IsImmediate(PlanNode node) => node switch
    {
        EventNode or CronNode or UserListenerNode or TimerListenerNode or CaseTaskNode or StageNode => false,
        HumanTaskNode task => !task.Blocking,
        PlainTaskNode task => !task.Blocking,
        DelayNode delay => IsOver(delay.TimeSpan),
        TimerNode timer => IsOver(timer.Interval),
        StartAtNode startAt => startAt.DateTime is PlanInput.Literal { Value.Kind: ValueKind.Timestamp },
        _ => node.Children.IsEmpty,
    };

    /// <summary>A time to wait that is none. (A fixed moment, too, is over for good once it has come.)</summary>
    private static bool IsOver(PlanInput input) => input is PlanInput.Literal { Value: { Kind: ValueKind.Duration } span } && span.AsDuration() <= TimeSpan.Zero;

    private bool IsListener(PlanNode node) =>
        node is UserListenerNode or TimerListenerNode || node is EventNode or DelayNode or TimerNode or StartAtNode or CronNode && plan.Parents.GetValueOrDefault(node.Id) is StageNode;
}
