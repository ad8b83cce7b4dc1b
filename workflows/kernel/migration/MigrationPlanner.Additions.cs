using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Definitions;

namespace JourneyOrchestrator.Workflows.Kernel.Migrations;

/// <summary>What the new version has besides, in containers that are under way.</summary>
internal sealed partial class MigrationPlanner
{
    private ImmutableArray<MigrationAddition> Additions()
    {
        var additions = ImmutableArray.CreateBuilder<MigrationAddition>();
        foreach (var item in kept)
        {
            if (!IsUnderWay(item)) continue;
            switch (to.Nodes[item.Node])
            {
                case StageNode or ParallelNode or ForkNode: AddChildren(item, additions); break;
                case StateMachineNode machine: AddTriggers(item, machine, additions); break;
            }
        }
        foreach (var addition in additions) checks.Add(addition.Container);
        return additions.ToImmutable();
    }

    /// <summary>Its children have been made. One that has not begun, or has failed, makes them when it does or goes on.</summary>
    private bool IsUnderWay(PlanItem item) =>
        (item.State == ItemState.Active || item is { State: ItemState.Suspended, Before: ItemState.Active }) && (children.ContainsKey(item.Ordinal) || from.Nodes[item.Node].Children.IsEmpty);

    private void AddChildren(PlanItem item, ImmutableArray<MigrationAddition>.Builder additions)
    {
        var known = children.GetValueOrDefault(item.Ordinal, []).Where(c => !dropped.Contains(c.Ordinal)).Select(c => c.Node).ToHashSet(StringComparer.Ordinal);
        foreach (var node in to.Nodes[item.Node].Children)
        {
            if (known.Contains(node.Id) || node.Control.Discretionary is not null) continue; // what is discretionary is planned by a person (R45)
            if (HasRunElsewhere(node, item.Node) is { } done) Tell(MigrationCodes.NotAgain, done, $"It has run in another container; in '{item.Node}' it is not made again.", "Give it an id of its own if it should run again.");
            else additions.Add(new MigrationAddition(item.Ordinal, node));
        }
    }

    private PlanItem? HasRunElsewhere(PlanNode node, string container) =>
        from.Parents.TryGetValue(node.Id, out var old) && old.Id != container ? state.Items.FirstOrDefault(i => i.Node == node.Id && i.State == ItemState.Completed) : null;

    /// <summary>While a state waits for its transitions, it waits for the new ones as well.</summary>
    private void AddTriggers(PlanItem item, StateMachineNode machine, ImmutableArray<MigrationAddition>.Builder additions)
    {
        var open = children.GetValueOrDefault(item.Ordinal, []).FindAll(c => !c.Ended);
        if (item.MachineState is not { } current || !open.Exists(c => ((StateMachineNode)from.Nodes[item.Node]).Marked(c.Mark)?.Trigger?.Id == c.Node)) return;
        foreach (var transition in machine.From(current))
            if (!open.Exists(c => c.Node == transition.Trigger!.Id)) additions.Add(new MigrationAddition(item.Ordinal, transition.Trigger!, transition.Mark));
    }
}
