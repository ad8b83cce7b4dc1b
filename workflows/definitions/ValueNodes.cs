using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Expressions;

namespace JourneyOrchestrator.Workflows.Definitions;

public sealed record SetVariableNode(string Id, string Type, string VariableId, PlanInput Value) : PlanNode(Id, Type);

/// <summary>Sets an output of the nearest composite that declares it, else of the case.</summary>
public sealed record SetOutputNode(string Id, string Type, PlanInput OutputName, PlanInput OutputValue) : PlanNode(Id, Type);

public sealed record SetNameNode(string Id, string Type, PlanInput Value) : PlanNode(Id, Type);

public sealed record CorrelateNode(string Id, string Type, PlanInput CorrelationId) : PlanNode(Id, Type);

public sealed record WriteLineNode(string Id, string Type, PlanInput Text) : PlanNode(Id, Type);

/// <summary>Waits for a signal of this type (Elsa's event name = the signal's type); in a stage it is an event listener.</summary>
/// <param name="EventName">Must be known at publish time: it is how signals find their cases.</param>
/// <param name="Condition">Ours: only signals for which it is true; null: all.</param>
public sealed record EventNode(string Id, string Type, PlanInput EventName, CelExpression? Condition) : PlanNode(Id, Type);

/// <summary>Signals the same customer, after this turn's other work, as an input of the same turn.</summary>
public sealed record PublishEventNode(string Id, string Type, PlanInput EventName, PlanInput Payload) : PlanNode(Id, Type);

public sealed record DelayNode(string Id, string Type, PlanInput TimeSpan) : PlanNode(Id, Type);

public sealed record TimerNode(string Id, string Type, PlanInput Interval) : PlanNode(Id, Type);

public sealed record StartAtNode(string Id, string Type, PlanInput DateTime) : PlanNode(Id, Type);

/// <summary>Cron in the journey's (or the customer's) time zone; five fields, or six with seconds first.</summary>
public sealed record CronNode(string Id, string Type, PlanInput CronExpression) : PlanNode(Id, Type);
