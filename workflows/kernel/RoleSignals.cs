using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>What customers tell each other because one has a role in a case of the other. No journey can send any of these.</summary>
public static class RoleSignals
{
    public const string Prefix = "case.role.";

    /// <summary>To the holder: the role was given, or withdrawn.</summary>
    public const string Assigned = Prefix + "assigned", Withdrawn = Prefix + "withdrawn";

    /// <summary>To the owner of the case: an event of the holder.</summary>
    public const string Event = Prefix + "event";

    public static bool IsOurs(string eventType) => eventType.StartsWith(Prefix, StringComparison.Ordinal);

    public static Value Payload(RoleAssigned fact) => Value.OfMap(new ValueMap.Builder(6)
        .Add("case", Value.Of(fact.Case.ToString()))
        .Add("role", Value.Of(fact.Role))
        .Add("owner", Value.Of(fact.Owner))
        .Add("holder", Value.Of(fact.Who))
        .Add("effect", Value.Of(fact.Effect))
        .Add("hears", Value.OfList(fact.Hears.Select(type => Value.Of(type)).ToArray()))
        .Build());

    public static Value Payload(RoleWithdrawn fact) => Value.OfMap(new ValueMap.Builder(4)
        .Add("case", Value.Of(fact.Case.ToString()))
        .Add("role", Value.Of(fact.Role))
        .Add("holder", Value.Of(fact.Who))
        .Add("effect", Value.Of(fact.Effect))
        .Build());
}
