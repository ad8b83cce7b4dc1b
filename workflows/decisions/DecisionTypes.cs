using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Decisions;

/// <summary>Types of the columns of a table. Nothing is converted: what does not fit is told.</summary>
internal static class DecisionTypes
{
    public static string NameOf(PlanType type) => FactNames.Names<PlanType>.Of(type);

    /// <summary>Whether a value may stand in a column; null always may.</summary>
    public static bool Fits(PlanType type, in Value value) => value.IsNull || type switch
    {
        PlanType.String => value.Kind == ValueKind.String,
        PlanType.Boolean => value.Kind == ValueKind.Bool,
        PlanType.Integer => value.Kind == ValueKind.Int,
        PlanType.Number => value.Kind is ValueKind.Int or ValueKind.UInt or ValueKind.Double,
        PlanType.TimeSpan => value.Kind == ValueKind.Duration,
        PlanType.DateTime => value.Kind == ValueKind.Timestamp,
        PlanType.List => value.Kind == ValueKind.List,
        PlanType.Map => value.Kind == ValueKind.Map,
        _ => true,
    };
}
