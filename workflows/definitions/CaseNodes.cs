using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Expressions;

namespace JourneyOrchestrator.Workflows.Definitions;

/// <summary>Something reached (CMMN 1.1, 5.4.9).</summary>
public sealed record MilestoneNode(string Id, string Type) : PlanNode(Id, Type);

/// <summary>Work for a person. <paramref name="Due"/>: a time, or a duration from its start.</summary>
/// <param name="Outcomes">Names a person may choose from; each is also a flow outcome. Empty: <c>Done</c>.</param>
public sealed record HumanTaskNode(
    string Id, string Type, PlanInput Role, PlanInput Title, PlanInput Due, ImmutableArray<string> Outcomes) : PlanNode(Id, Type)
{
    /// <summary>False: it is done as soon as it is offered (CMMN 1.1, 5.4.10.1).</summary>
    public bool Blocking { get; init; } = true;

    /// <summary>Who has it from the start; null, or empty: whoever claims it.</summary>
    public PlanInput? Assignee { get; init; }

    /// <summary>The higher, the more urgent; 0: as any other.</summary>
    public int Priority { get; init; }

    /// <summary>What happens while nobody does it, step by step.</summary>
    public ImmutableArray<EscalationPlan> Escalation { get; init; } = [];

    /// <summary>Null: one person is enough, whoever it is.</summary>
    public FourEyesPlan? FourEyes { get; init; }
}

/// <summary>Work outside (CMMN 1.1, 5.4.10.1): blocking, it is active until it is completed from outside; else it is done at once.</summary>
/// <param name="Value">What it computes, of one that is not blocking; null: nothing.</param>
/// <param name="Result">The variable that takes the value; null: none.</param>
public sealed record PlainTaskNode(string Id, string Type, bool Blocking, PlanInput? Value, string? Result) : PlanNode(Id, Type)
{
    /// <summary>The result is seen only while the input is handled that computed it.</summary>
    public bool Transient { get; init; }
}

/// <summary>Runs another journey as a case of the same customer (CMMN 1.1, 5.4.10.4). Blocking, it is active until that case is completed.</summary>
/// <param name="CaseRef">Id of the journey.</param>
public sealed record CaseTaskNode(string Id, string Type, PlanInput CaseRef, bool Blocking) : PlanNode(Id, Type)
{
    /// <summary>Business key of the called case; null: none.</summary>
    public PlanInput? Key { get; init; }

    /// <summary>Variables that the called case begins with, seen from here.</summary>
    public ImmutableArray<ParameterMapping> Inputs { get; init; } = [];

    /// <summary>Variables that come back when it has completed, seen from there.</summary>
    public ImmutableArray<ParameterMapping> Results { get; init; } = [];
}

/// <summary>How a value goes from one case to another (CMMN 1.1, 5.4.10.2).</summary>
/// <param name="Source">Null: all variables, under their own names.</param>
/// <param name="Local">Of all variables only those of the item itself.</param>
public sealed record ParameterMapping(PlanInput? Source, string Target, bool Local = false);

/// <summary>Occurs when a person, or a program in their name, says so (CMMN 1.1, 5.4.10.6).</summary>
public sealed record UserListenerNode(string Id, string Type) : PlanNode(Id, Type);

/// <summary>Occurs by time (CMMN 1.1, 5.4.10.5): a moment, a duration, or a repeating interval in ISO 8601 notation.</summary>
public sealed record TimerListenerNode(string Id, string Type, PlanInput Timer) : PlanNode(Id, Type);

/// <summary>A message to the customer, decided now against consent, sent after the commit.</summary>
/// <param name="Basis">Legal basis; <see cref="LegalBasis.Consent"/> needs the customer's opt-in for purpose and channel.</param>
/// <param name="UseUntil">A time, or a duration from now; past it the message is withheld.</param>
/// <param name="SupersessionKey">A newer message with this key replaces a queued older one.</param>
public sealed record SendMessageNode(
    string Id, string Type, PlanInput Channel, PlanInput Purpose, PlanInput Template, PlanInput Text,
    LegalBasis Basis, PlanInput UseUntil, PlanInput SupersessionKey, PlanInput To) : PlanNode(Id, Type);

/// <summary>Grounds on which a message may be sent (Regulation (EU) 2016/679, article 6).</summary>
public enum LegalBasis { Consent, Contract, LegalObligation, LegitimateInterest, VitalInterest }

/// <summary>Posts JSON to a URL after the commit, at least once, with the effect's id as idempotency key.</summary>
public sealed record CallWebhookNode(string Id, string Type, PlanInput Url, PlanInput Body) : PlanNode(Id, Type);

/// <summary>A signal to another customer (the payer, say), delivered as an internal input.</summary>
public sealed record SignalCustomerNode(string Id, string Type, PlanInput Customer, PlanInput EventName, PlanInput Payload) : PlanNode(Id, Type);

public sealed record FollowTopicNode(string Id, string Type, PlanInput Topic, PlanInput Urgency) : PlanNode(Id, Type);

public sealed record UnfollowTopicNode(string Id, string Type, PlanInput Topic) : PlanNode(Id, Type);

public sealed record SetTraitNode(string Id, string Type, PlanInput Trait, PlanInput Value) : PlanNode(Id, Type);

/// <summary>Sets a named score of the customer, 0 to 100, with the reason people read.</summary>
public sealed record ScoreNode(string Id, string Type, PlanInput Score, PlanInput Value, PlanInput Reason) : PlanNode(Id, Type);
