using System.Collections.Immutable;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>What few cases have: one place for all, so that the others hold one reference for it.</summary>
internal sealed class CaseExtras
{
    public string? Name { get; set; }

    public string? CorrelationId { get; set; }

    /// <summary>In the order in which they were given.</summary>
    public ImmutableArray<RoleHolder> Roles { get; set; } = [];
}
