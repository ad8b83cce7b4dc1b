using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>Roles, rights, escalations and four eyes name what is there.</summary>
internal sealed class ActorChecks(JourneyPlan plan, Diagnostics diagnostics)
{
    private readonly ImmutableArray<string> roles = [.. plan.Roles.Select(r => r.Id), RolePlan.Owner];

    public void Run()
    {
        CheckRights(plan.Rights, "");
        foreach (var node in PlanIndex.Descendants(plan.Root))
        {
            CheckRights(node.Rights, node.Id);
            if (node is HumanTaskNode task) Check(task);
        }
    }

    /// <summary>Only where the journey declares roles: before there were any, every name was good.</summary>
    private void CheckRights(RightsPlan? rights, string node)
    {
        if (plan.Roles.IsEmpty || rights is null) return;
        foreach (var role in rights.Roles.Values.SelectMany(r => r).Distinct())
            if (!roles.Contains(role)) diagnostics.Error("J811", node, $"The journey declares no role '{TypeReader.Short(role)}'.", diagnostics.Suggest(role, roles, "Declare it in customProperties.journey.roles."));
    }

    private void Check(HumanTaskNode task)
    {
        CheckRole(task.Role, task.Id);
        foreach (var step in task.Escalation)
        {
            CheckRole(step.Role, task.Id);
            if (step.Starts is { } starts && !IsBeside(task, starts))
                diagnostics.Error("J813", task.Id, $"The escalation can't start '{TypeReader.Short(starts)}': it is no task or stage beside this one in a Journey.Stage.", "Name an activity of the same stage that is neither a listener nor a milestone.");
        }
        foreach (var other in task.FourEyes?.DiffersFrom ?? [])
            if (other == task.Id || plan.Nodes.GetValueOrDefault(other) is not HumanTaskNode)
                diagnostics.Error("J814", task.Id, $"Nobody completes '{TypeReader.Short(other)}': it is no other task of this journey.", diagnostics.Suggest(other, plan.Nodes.Values.OfType<HumanTaskNode>().Select(t => t.Id), "Name a Journey.HumanTask."));
    }

    private void CheckRole(PlanInput? input, string node)
    {
        if (plan.Roles.IsEmpty || input is not PlanInput.Literal { Value: { Kind: ValueKind.String } text } || roles.Contains(text.AsString())) return;
        diagnostics.Warning("J815", node, $"The journey declares roles, but not '{TypeReader.Short(text.AsString())}'.", diagnostics.Suggest(text.AsString(), roles, "Declare it in customProperties.journey.roles."));
    }

    private bool IsBeside(HumanTaskNode task, string other) =>
        other != task.Id && plan.Parents.GetValueOrDefault(task.Id) is StageNode stage
        && stage.Activities.FirstOrDefault(a => a.Id == other) is { OccursInStage: false };
}
