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
            if (node is StateMachineNode machine) new StateMachineChecks(machine, diagnostics).Run();
            if (node is SetOutputNode output) CheckOutput(plan, output, diagnostics);
        }
        new ActorChecks(plan, diagnostics).Run();
        new VariableChecks(plan, diagnostics).Run(uses);
    }

    /// <summary>As in Elsa the case keeps an output that nobody declares; but a misspelt one is none that anybody looks for.</summary>
    private static void CheckOutput(JourneyPlan plan, SetOutputNode node, Diagnostics diagnostics)
    {
        if (node.OutputName is not PlanInput.Literal { Value: { Kind: ValueKind.String } name }) return;
        var declared = plan.Outputs.Select(o => o.Name).ToHashSet(StringComparer.Ordinal);
        for (PlanNode? around = node; around is not null; around = plan.Parents.GetValueOrDefault(around.Id))
            if (around is CompositeNode composite) declared.UnionWith(composite.Declared);
        if (!declared.Contains(name.AsString()))
            diagnostics.Warning("J119", node.Id, $"The journey declares no output '{TypeReader.Short(name.AsString())}'.", diagnostics.Suggest(name.AsString(), declared, "Declare it in the journey's outputs."));
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
