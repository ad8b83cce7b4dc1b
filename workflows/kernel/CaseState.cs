using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>State of one case: the fold of its facts, see <c>CaseState.Apply.cs</c>.</summary>
public sealed partial class CaseState
{
    private readonly PlanItems items = new();

    public required CaseId Id { get; init; }
    public required string Journey { get; init; }
    public required int Version { get; init; }

    /// <summary>Business key (booking, order); null: none.</summary>
    public string? Key { get; init; }

    /// <summary>The case task that called it; null: none did.</summary>
    public CaseCaller? Caller { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public CaseStatus Status { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Ordinals given out so far to items, effects and incidents.</summary>
    public int LastItem { get; private set; }
    public int LastEffect { get; private set; }
    public int LastIncident { get; private set; }

    /// <summary>Messages queued so far.</summary>
    public int Messages { get; private set; }

    /// <summary>Inputs of the journey by name, as the case was started with.</summary>
    public ValueMap Inputs { get; private set; } = ValueMap.Empty;

    /// <summary>Outputs that were set so far, by name.</summary>
    public ValueMap Outputs { get; private set; } = ValueMap.Empty;

    /// <summary>Items by ordinal. Of a node that ran again in the same container only the newest ended instance is kept.</summary>
    public PlanItems Items => items;

    /// <summary>Incidents nobody has dealt with yet.</summary>
    public ImmutableArray<IncidentState> Incidents { get; private set; } = [];

    /// <summary>Topics that this case follows.</summary>
    public ImmutableArray<string> Topics { get; private set; } = [];

    public GoalState? Goal { get; private set; }

    public bool Running => Status is CaseStatus.Active or CaseStatus.Suspended;

    public PlanItem? Item(int ordinal) => items.Find(ordinal);
}
