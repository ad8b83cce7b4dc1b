using JourneyOrchestrator.ClientApi.Http.Cases;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.ClientApi.Http.Mcp;

/// <summary>What the activities of a journey do and wait for, in words. All of it is the designer's text.</summary>
internal static class NodeWords
{
    private const int ExpressionMax = 240;

    /// <summary>When an item that waits would begin: its entry criteria, or the event that it listens to.</summary>
    public static IEnumerable<string> When(PlanNode node)
    {
        foreach (var sentry in node.Control.Entry)
        {
            var parts = sentry.OnParts.Select(on => $"{on.Source} {FactNames.Of(on.Transition)}")
                .Concat(sentry.FileParts.Select(on => $"{on.Item} {FactNames.Names<CaseFileTransition>.Of(on.Transition)}"));
            yield return string.Join(" and ", sentry.IfPart is { } condition ? parts.Append(condition.Text) : parts);
        }
        if (node is EventNode listener) yield return Listens(listener);
    }

    /// <summary>What a node and everything in it would do, one line each, bookkeeping of containers left out.</summary>
    public static IEnumerable<string> Does(PlanNode node)
    {
        if (node is not EventNode && Act(node) is { } act) yield return $"{node.Name}: {act}";
        foreach (var child in node.Children)
            foreach (var line in Does(child)) yield return line;
    }

    /// <summary>What a node does; null: it only holds others.</summary>
    public static string? Act(PlanNode node) => node switch
    {
        SendMessageNode message => $"message '{Text(message.Template)}', purpose '{Text(message.Purpose)}', basis {FactNames.Names<LegalBasis>.Of(message.Basis)}",
        HumanTaskNode task => $"task for {Text(task.Role)}{(task.Outcomes.IsEmpty ? "" : $", outcomes {string.Join(", ", task.Outcomes)}")}",
        CallWebhookNode webhook => $"webhook to {Text(webhook.Url)}",
        SignalCustomerNode signal => $"event '{Text(signal.EventName)}' to customer {Text(signal.Customer)}",
        PublishEventNode publish => $"event '{Text(publish.EventName)}'",
        FollowTopicNode follow => $"follows {Text(follow.Topic)}",
        UnfollowTopicNode unfollow => $"no longer follows {Text(unfollow.Topic)}",
        SetTraitNode trait => $"trait '{Text(trait.Trait)}' = {Text(trait.Value)}",
        DecisionNode decision => DecisionWords.Of(decision),
        ScoreNode score => $"score '{Text(score.Score)}' = {Text(score.Value)}",
        // A long formula cut short would say something else.
        SetVariableNode variable => Text(variable.Value) is { Length: <= ExpressionMax } value ? $"{variable.VariableId} = {value}" : $"sets {variable.VariableId}",
        MilestoneNode => "milestone",
        EventNode listener => "waits: " + Listens(listener),
        StartAtNode start => $"waits until {Text(start.DateTime)}",
        DelayNode delay => $"waits {Text(delay.TimeSpan)}",
        TimerNode timer => $"every {Text(timer.Interval)}",
        CronNode cron => $"at {Text(cron.CronExpression)}",
        IfNode choice => $"if {Text(choice.Condition)}",
        WhileNode loop => $"while {Text(loop.Condition)}",
        FlowDecisionNode decision => $"if {Text(decision.Condition)}",
        _ => null,
    };

    /// <summary>The condition behind the rule by which an item started; null: it had none.</summary>
    public static string? Condition(JourneyPlan plan, StartedItem started)
    {
        if (started.Rule.Ref is not { } reference) return null;
        if (started.Rule.Kind == RuleKind.Sentry)
            return plan.Nodes.GetValueOrDefault(started.Item.Node)?.Control.Entry.FirstOrDefault(s => s.Id == reference)?.IfPart?.Text;
        return plan.Nodes.GetValueOrDefault(reference) switch
        {
            IfNode choice => Text(choice.Condition),
            WhileNode loop => Text(loop.Condition),
            EventNode listener => Listens(listener),
            _ => null,
        };
    }

    private static string Listens(EventNode node) => $"event '{Text(node.EventName)}'{(node.Condition is { } condition ? $" if {condition.Text}" : "")}";

    private static string Text(PlanInput input)
    {
        var text = input switch
        {
            PlanInput.Literal literal => literal.Value.ToText(),
            PlanInput.Expression expression => expression.Cel.Text,
            PlanInput.Variable variable => "vars." + variable.Name,
            PlanInput.JourneyInput given => "input." + given.Name,
            PlanInput.Unsupported => "(an expression that can't run)",
            _ => throw new InvalidOperationException($"Unknown input {input.GetType()}."),
        };
        return text.Length <= ExpressionMax ? text : text[..ExpressionMax] + "…";
    }
}
