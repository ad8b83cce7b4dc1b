using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Definitions;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>What can be planned in a case, and by whom (CMMN 1.1, 5.4.9). Changes nothing.</summary>
public static class Planning
{
    /// <summary>The discretionary items of a case that can be planned now, in model order, whoever asks.</summary>
    public static IReadOnlyList<PlannableItem> Of(JourneyPlan plan, CaseState state, ICaseHost host) => new CaseRun(plan, state, host).Plannable();

    /// <summary>Why somebody of these roles can't plan a discretionary item now; null: they can.</summary>
    /// <param name="node">A node whose control is discretionary.</param>
    public static PlanRefusal? RefusalOf(JourneyPlan plan, CaseState state, ICaseHost host, PlanNode node, ImmutableArray<string> roles) => new CaseRun(plan, state, host).RefusalOf(node, roles);

    /// <summary>May somebody of these roles plan it? The item, and each planning table around it, asks for one of its authorised roles, where it has any.</summary>
    public static bool Authorises(DiscretionaryPlan discretionary, ImmutableArray<string> roles)
    {
        foreach (var table in discretionary.Tables)
            if (!IsOneOf(table.Roles, roles)) return false;
        return IsOneOf(discretionary.Roles, roles);
    }

    private static bool IsOneOf(ImmutableArray<string> wanted, ImmutableArray<string> roles) => wanted.IsEmpty || wanted.Any(roles.Contains);

    /// <summary>The roles that an item asks for: its own, else those of the nearest planning table around it that has any; none: it is open to all.</summary>
    public static ImmutableArray<string> RolesOf(DiscretionaryPlan discretionary)
    {
        var roles = discretionary.Roles;
        for (var at = discretionary.Tables.Length - 1; roles.IsEmpty && at >= 0; at--) roles = discretionary.Tables[at].Roles;
        return roles;
    }
}

/// <summary>A discretionary item that can be planned now. <paramref name="Stage"/>: ordinal of the stage that it would be in; <paramref name="Roles"/>: none: anybody may.</summary>
public sealed record PlannableItem(PlanNode Node, int Stage, ImmutableArray<string> Roles);

/// <summary>Which rule keeps a discretionary item from being planned.</summary>
public enum PlanRule { State, Applicability, Role }

/// <summary>Why a discretionary item can't be planned now.</summary>
public sealed record PlanRefusal(PlanRule Rule, string Message);
