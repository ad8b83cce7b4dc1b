using JourneyOrchestrator.Workflows.Decisions;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>Control that can't have the effect it was drawn for.</summary>
internal sealed class FlowChecks(JourneyPlan plan, Diagnostics diagnostics)
{
    public void Check(PlanNode node)
    {
        if (node is BreakNode && !Above(node).Any(n => n is ForNode or ForEachNode or WhileNode))
            diagnostics.Warning("J304", node.Id, "The break stands in no loop: it ends the outer sequence.", "Use Elsa.End, or put it into a loop.");
        if (node is FlowDecisionNode or FlowSwitchNode or FlowForkNode or FlowJoinNode && plan.Parents.GetValueOrDefault(node.Id) is not FlowchartNode)
            diagnostics.Warning("J306", node.Id, $"{node.Type} does nothing outside of a flowchart.", "Put it into an Elsa.Flowchart, or use Elsa.If, Elsa.Switch or Elsa.Fork.");
        if (node is WhileNode { Body: null } or ForNode { Body: null } or ForEachNode { Body: null } or ParallelForEachNode { Body: null })
            diagnostics.Warning("J307", node.Id, "The loop has no body.", "Give it one, or remove the loop.");
        if (node is not FlowchartNode flowchart) return;
        CheckPorts(flowchart);
        if (flowchart.ByTokens) new MergeChecks(flowchart, diagnostics).Run();
        else new LoopChecks(flowchart, diagnostics).Run();
    }

    private IEnumerable<PlanNode> Above(PlanNode node)
    {
        while (plan.Parents.TryGetValue(node.Id, out var parent)) yield return node = parent;
    }

    private void CheckPorts(FlowchartNode flowchart)
    {
        foreach (var bySource in flowchart.Connections.GroupBy(c => c.Source))
            if (OutcomesOf(flowchart.Activities[bySource.Key]) is { } outcomes) CheckPorts(flowchart, bySource, outcomes.ToHashSet(StringComparer.Ordinal));
    }

    private void CheckPorts(FlowchartNode flowchart, IGrouping<int, ConnectionPlan> connections, HashSet<string> outcomes)
    {
        var source = flowchart.Activities[connections.Key];
        var otherwise = $"Use {Diagnostics.OneOf(outcomes)}.";
        foreach (var connection in connections)
        {
            if (outcomes.Contains(connection.Port ?? "Done")) continue;
            var message = connection.Port is { } port ? $"The activity never ends with '{port}'" : "A connection names no port";
            diagnostics.Warning("J305", source.Id, $"{message}: the connection to '{flowchart.Activities[connection.Target].Id}' is never followed.",
                diagnostics.Suggest(connection.Port ?? "", outcomes, otherwise));
        }
    }

    /// <summary>What an activity may end with; null: known only when it runs.</summary>
    private static string[]? OutcomesOf(PlanNode node) => node switch
    {
        FlowDecisionNode => ["True", "False"],
        FlowSwitchNode choice => [.. choice.Cases.Select(c => c.Label), "Default"],
        FlowForkNode { Branches: PlanInput.Literal { Value: { Kind: ValueKind.List } names } } => [.. names.AsList().Select(n => n.ToText())],
        FlowForkNode { Branches: not PlanInput.Literal { Value.IsNull: true } } => null,
        HumanTaskNode task => [.. task.Outcomes, "Done"],
        BulkCallNode => ["Completed", "Done"],
        DecisionNode { Table.Outcome: { } name } decision => OutcomesOf(decision.Table, name),
        UnknownNode or CompositeNode => null,
        _ => ["Done"],
    };

    private static string[]? OutcomesOf(DecisionTable table, string name) =>
        table.Outputs.First(o => o.Name == name).Values is { IsEmpty: false } values ? [.. values.Select(v => v.ToText()), "Done"] : null;
}
