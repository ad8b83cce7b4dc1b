using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>What can only be judged when the whole plan is known.</summary>
internal static class PlanChecks
{
    public static void Run(JourneyPlan plan, Diagnostics diagnostics)
    {
        foreach (var node in DefinitionPlanner.Descendants(plan.Root))
        {
            Criteria(plan, node, diagnostics);
            if (node is BreakNode && !Above(plan, node).Any(n => n is ForNode or ForEachNode or WhileNode))
                diagnostics.Warning("J304", node.Id, "The break stands in no loop: it ends the outer sequence.", "Use Elsa.End, or put it into a loop.");
            if (node is CronNode { CronExpression: PlanInput.Literal { Value: { Kind: ValueKind.String } cron } } && !CronSchedule.TryParse(cron.AsString(), out _, out var problem))
                diagnostics.Error("J112", node.Id, problem, "Write five fields, or six with seconds first.");
        }
    }

    private static IEnumerable<PlanNode> Above(JourneyPlan plan, PlanNode node)
    {
        while (plan.Parents.TryGetValue(node.Id, out var parent)) yield return node = parent;
    }

    private static void Criteria(JourneyPlan plan, PlanNode node, Diagnostics diagnostics)
    {
        var control = node.Control;
        foreach (var part in control.Entry.Concat(control.Exit).SelectMany(s => s.OnParts))
        {
            if (!plan.Nodes.TryGetValue(part.Source, out var source))
                diagnostics.Error("J401", node.Id, $"A criterion waits for '{part.Source}', which does not exist.", diagnostics.Suggest(part.Source, plan.Nodes.Keys, "Name an activity of this journey."));
            else if (!CanHappen(plan, source, part.Transition))
                diagnostics.Error("J402", node.Id, $"'{part.Source}' never has the event '{Facts.FactNames.Of(part.Transition)}'.", "Listeners and milestones occur; tasks and stages start, complete and exit.");
        }
        if (node is MilestoneNode or EventNode or DelayNode or TimerNode or StartAtNode or CronNode && !control.Exit.IsEmpty && InStage(plan, node))
            if (!control.Exit.IsEmpty) diagnostics.Error("J404", node.Id, "A listener or milestone has no exit criteria (CMMN).", "End the stage around it instead.");
        foreach (var other in control.Interrupts)
            if (!plan.Parents.TryGetValue(node.Id, out var parent) || !parent.Children.Any(c => c.Id == other && c is StageNode))
                diagnostics.Error("J406", node.Id, $"'{other}' can't be interrupted: it is no stage beside this one.", "Name stages of the same parent.");
        if (control is { Repetition.Condition: null, Repetition: not null, Entry.IsEmpty: true } && node is not StageNode && Immediate(node))
            diagnostics.Error("J407", node.Id, "The activity repeats without waiting for anything: it would never come to rest.", "Give it an entry criterion, or the repetition a condition.");
    }

    private static bool InStage(JourneyPlan plan, PlanNode node) => plan.Parents.TryGetValue(node.Id, out var parent) && parent is StageNode;

    private static bool Immediate(PlanNode node) =>
        node is not (EventNode or DelayNode or TimerNode or StartAtNode or CronNode or HumanTaskNode) && node.Children.IsEmpty;

    private static bool CanHappen(JourneyPlan plan, PlanNode source, ItemTransition transition)
    {
        var listener = source is MilestoneNode || (InStage(plan, source) && source is EventNode or DelayNode or TimerNode or StartAtNode or CronNode);
        return listener
            ? transition is ItemTransition.Create or ItemTransition.Occur or ItemTransition.Suspend or ItemTransition.Resume or ItemTransition.Terminate or ItemTransition.ParentTerminate
            : transition is not (ItemTransition.Occur or ItemTransition.ParentTerminate);
    }
}
