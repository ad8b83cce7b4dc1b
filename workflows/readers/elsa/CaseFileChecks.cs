using JourneyOrchestrator.Workflows.Definitions;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>Discretionary items and on-parts on the case file, judged when the whole plan is known.</summary>
internal sealed class CaseFileChecks(JourneyPlan plan, Diagnostics diagnostics)
{
    public void Check(PlanNode node)
    {
        foreach (var part in node.Control.Entry.Concat(node.Control.Exit).SelectMany(s => s.FileParts))
            if (plan.CaseFile?.ById.ContainsKey(part.Item) != true)
                diagnostics.Error("J733", node.Id, $"A criterion waits for the case file item '{TypeReader.Short(part.Item)}', which does not exist.", diagnostics.Suggest(part.Item, plan.CaseFile?.ById.Keys ?? [], "Declare it in customProperties.journey.caseFile."));
        if (node.Control.Discretionary is { } discretionary) Check(node, discretionary);
    }

    private void Check(PlanNode node, DiscretionaryPlan discretionary)
    {
        if (node.OccursInStage)
            diagnostics.Error("J732", node.Id, "Only tasks and stages can be discretionary.", "Let it come with its stage, or put it into a discretionary stage.");
        var beside = plan.Parents.GetValueOrDefault(node.Id)?.Children ?? [];
        foreach (var task in discretionary.HumanTasks)
        {
            if (task == node.Id) diagnostics.Error("J731", node.Id, "The task would be planned by way of itself.", "Leave it out of its own 'humanTasks'.");
            else if (!beside.Any(child => child.Id == task && child is HumanTaskNode))
                diagnostics.Error("J730", node.Id, $"'{TypeReader.Short(task)}' is no human task beside this one.", diagnostics.Suggest(task, beside.OfType<HumanTaskNode>().Select(t => t.Id), "Name human tasks of the same stage."));
        }
    }
}
