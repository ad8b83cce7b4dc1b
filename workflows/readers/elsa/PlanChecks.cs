using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>What can only be judged when the whole plan is known.</summary>
internal static class PlanChecks
{
    public static void Run(JourneyPlan plan, VariableUses uses, Diagnostics diagnostics)
    {
        var flow = new FlowChecks(plan, diagnostics);
        var criteria = new CriteriaChecks(plan, diagnostics);
        foreach (var node in PlanIndex.Descendants(plan.Root))
        {
            flow.Check(node);
            criteria.Check(node);
            CheckLiterals(node, diagnostics);
        }
        new VariableChecks(plan, diagnostics).Run(uses);
    }

    /// <summary>Literals of the right type that can still never work.</summary>
    private static void CheckLiterals(PlanNode node, Diagnostics diagnostics)
    {
        if (node is CronNode { CronExpression: PlanInput.Literal { Value: { Kind: ValueKind.String } cron } } && !CronSchedule.TryParse(cron.AsString(), out _, out var problem))
            diagnostics.Error("J112", node.Id, problem, "Write five fields, or six with seconds first.");
        if (node is CallWebhookNode { Url: PlanInput.Literal { Value: { Kind: ValueKind.String } url } }
            && !(Uri.TryCreate(url.AsString(), UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
            diagnostics.Error("J116", node.Id, $"'{TypeReader.Short(url.AsString())}' is no http or https address.", "Write it in full, such as https://example.org/hook.");
        if (node is ScoreNode { Value: PlanInput.Literal { Value: { Kind: ValueKind.Int or ValueKind.Double } score } } && score.AsDouble() is < 0 or > 100)
            diagnostics.Error("J116", node.Id, "A score is a number from 0 to 100.", "Write a number of that range.");
    }
}
