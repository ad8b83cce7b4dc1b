using System.Collections.Frozen;
using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Expressions;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Definitions;

/// <summary>A journey version, compiled: immutable, shared by all its cases. Readers of every format produce this.</summary>
public sealed record JourneyPlan(string Id, int Version, string Name, PlanNode Root)
{
    /// <summary>A plan of these nodes, with nothing else said.</summary>
    public static JourneyPlan Of(string id, int version, string name, PlanNode root) => PlanIndex.Of(id, version, name, root);

    /// <summary>Every node by id, the root included.</summary>
    public required FrozenDictionary<string, PlanNode> Nodes { get; init; }

    /// <summary>Node that contains a node; the root has none.</summary>
    public required FrozenDictionary<string, PlanNode> Parents { get; init; }

    /// <summary>Sentries that listen to a transition of a node: (listening node, sentry, part), in model order.</summary>
    public required FrozenDictionary<OnPartPlan, ImmutableArray<OnPartListener>> Listeners { get; init; }

    /// <summary>Some of its sentries are forgetful.</summary>
    internal bool Forgets { get; init; }

    /// <summary>What starts a case of this journey, besides a person.</summary>
    public ImmutableArray<StartPlan> Starts { get; init; } = [];

    public ImmutableArray<VariablePlan> Variables { get; init; } = [];

    private ValueMap? initial;

    /// <summary>What the journey's variables, and those of its root, hold when a case begins, by name.</summary>
    internal ValueMap InitialVariables => initial ??= VariablePlan.Initials(Variables.AddRange(Root.Variables));

    /// <summary>Names and types of the journey's inputs.</summary>
    public ImmutableArray<VariablePlan> Inputs { get; init; } = [];

    /// <summary>Names and types of the journey's outputs.</summary>
    public ImmutableArray<VariablePlan> Outputs { get; init; } = [];

    internal bool HasOutput(string name)
    {
        foreach (var output in Outputs)
            if (output.Name == name) return true;
        return false;
    }

    /// <summary>Key expression over <c>signal</c>: which case (booking, order) a signal is about; null: no business key.</summary>
    public CelExpression? Key { get; init; }

    public EntryPolicy Policy { get; init; } = EntryPolicy.Always;

    public IncidentStrategy Incidents { get; init; } = IncidentStrategy.Fault;

    /// <summary>What a case is started with are variables of the case from the start (CMMN has no other inputs).</summary>
    public bool InputsAreVariables { get; init; }

    /// <summary>Whose choices count where CMMN leaves some.</summary>
    public PlanDialect Dialect { get; init; } = PlanDialect.Cmmn;

    /// <summary>IANA time zone of local times in this journey.</summary>
    public string TimeZone { get; init; } = "Etc/UTC";

    /// <summary>Roles that its cases have, besides the customer's own.</summary>
    public ImmutableArray<RolePlan> Roles { get; init; } = [];

    /// <summary>Which roles may do what to the case as a whole; null: whoever may act.</summary>
    public RightsPlan? Rights { get; init; }

    /// <summary>Tasks whose completers are remembered, since others look at them or they take several.</summary>
    internal FrozenSet<string> Signed { get; init; } = FrozenSet<string>.Empty;

    /// <summary>What the customer wants; judged when the case ends. Null: none declared.</summary>
    public GoalPlan? Goal { get; init; }
}

/// <summary>A sentry's on-part that hears a transition. <paramref name="Exit"/>: an exit criterion, else an entry criterion.</summary>
public sealed record OnPartListener(PlanNode Node, SentryPlan Sentry, int Part, bool Exit);

/// <summary>A trigger: signals of this type, for which the condition is true, start a case at this node.</summary>
public sealed record StartPlan(string EventName, string Node, CelExpression? Condition);

/// <summary>The goal from the customer's point of view, as named conditions over <c>vars</c>, <c>case</c> and <c>customer</c>.</summary>
public sealed record GoalPlan(string Name, ImmutableArray<GoalPart> Parts);

/// <summary>One condition of a goal.</summary>
public sealed record GoalPart(string Id, string Name, CelExpression Condition);

/// <summary>What a start means when a case of the journey already runs for this customer.</summary>
public enum EntryPolicy
{
    /// <summary>Another case starts (Elsa's AllowAlways).</summary>
    Always,
    /// <summary>Nothing starts while one runs (Singleton).</summary>
    OneAtATime,
    /// <summary>Nothing starts while one with the same business key runs (CorrelatedSingleton).</summary>
    OnePerKey,
    /// <summary>The running one (of the same key) ends, a new one starts.</summary>
    Restart,
    /// <summary>The start is handed to the running one (of the same key) as a signal.</summary>
    Join,
}

/// <summary>What a failing activity does to its case (Elsa's incident strategies).</summary>
public enum IncidentStrategy { Fault, Continue }

/// <summary>Where engines differ from CMMN, or read it differently: whose choices a plan follows (docs/cmmn.md).</summary>
public enum PlanDialect { Cmmn, Camunda, Flowable }
