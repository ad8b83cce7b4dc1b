using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Definitions;

/// <summary>One activity of a compiled journey. Immutable once compiled. A closed set: see the records in this folder.</summary>
public abstract record PlanNode(string Id, string Type)
{
    /// <summary>What people see; the id where the designer gave no name.</summary>
    public string Name { get; init; } = Id;

    /// <summary>Id of the definition that it is a use of, in formats that keep the two apart (CMMN); else null.</summary>
    public string? Definition { get; init; }

    /// <summary>What it is for, for people; null: nothing is said.</summary>
    public string? Description { get; init; }

    /// <summary>Criteria and item control; only children of a <see cref="StageNode"/> have any.</summary>
    public ItemControlPlan Control { get; init; } = ItemControlPlan.None;

    /// <summary>Which roles may do what to it; null: whoever may act.</summary>
    public RightsPlan? Rights { get; init; }

    /// <summary>Variable ids that capture outputs, by output name (e.g. <c>result</c>).</summary>
    public ImmutableDictionary<string, string> Outputs { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>True when this activity can start a case.</summary>
    public bool CanStart { get; init; }

    /// <summary>It waits for a time.</summary>
    internal bool WaitsForTime => this is DelayNode or TimerNode or StartAtNode or CronNode;

    /// <summary>In a stage it lives as CMMN's milestones and listeners do (table 8.6): it occurs.</summary>
    internal bool OccursInStage => WaitsForTime || this is MilestoneNode or EventNode or UserListenerNode or TimerListenerNode;

    /// <summary>Direct children in model order.</summary>
    public virtual ImmutableArray<PlanNode> Children => [];

    /// <summary>Variables declared here.</summary>
    public ImmutableArray<VariablePlan> Variables { get; init; } = [];

    private ItemName? names;

    /// <summary>Its names, as its items bear them.</summary>
    internal ItemName Names => names ??= new ItemName(Id, Type, Name);

    private ValueMap? initial;

    /// <summary>What its variables hold when it starts, by name.</summary>
    internal ValueMap InitialVariables => initial ??= VariablePlan.Initials(Variables);

    public sealed override string ToString() => $"{Type} {Id}";
}
