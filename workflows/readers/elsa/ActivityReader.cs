using System.Collections.Immutable;
using System.Text.Json;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>Activities by their type. An unknown type is kept: a draft may hold it, publishing refuses it.</summary>
internal sealed partial class ActivityReader(InputReader inputs, NamesInScope scopes, CheckedMembers members, DecisionReader decisions, VariableUses uses, WorkflowActivities workflows, bool byTokens, Diagnostics diagnostics, string prefix = "")
{
    /// <summary>Members of every activity: an input of such a name can't be told from them.</summary>
    private static readonly string[] Reserved = ["id", "type", "name", "nodeId", "version", "metadata", "customProperties"];

    private readonly HashSet<string> ids = workflows.Ids;
    private readonly ControlReader controls = new(inputs, members, diagnostics, prefix);
    private readonly ActorReader actors = new(inputs, members, diagnostics, prefix);
    private int unnamed, renamed;

    /// <summary>Reads an activity and all that is in it.</summary>
    /// <param name="inStage">It is a child of a stage, and may have criteria.</param>
    /// <param name="isRoot">It is the case plan model: as a stage it may have exit criteria, which end the case.</param>
    public PlanNode Read(JsonElement json, bool inStage = false, bool isRoot = false)
    {
        var id = IdOf(json);
        var type = json.Text("type") ?? "";
        scopes.Enter(json, type);
        var node = Container(json, id, type) ?? Work(json, id, type) ?? Simple(json, id, type) ?? Call(json, id, type) ?? Unknown(id, type);
        scopes.Leave();
        if (node is CompositeNode { Workflow: not null } use) ActivityMembers.CheckUse(json, use, Reserved, diagnostics);
        else ActivityMembers.Check(json, id, type, diagnostics);
        foreach (var member in Reserved)
            if (json.Member(member) is { ValueKind: JsonValueKind.Object } value && value.Has("expression"))
                diagnostics.Error("J113", id, $"'{member}' belongs to the activity itself and can't be an input.", "Give the input another name.");
        return node with
        {
            Name = json.Text("name") ?? (json.Member("metadata") is { } metadata ? metadata.Text("displayText") : null) ?? id,
            Definition = members.Text(json, "definition", id),
            Description = DescriptionOf(json),
            Outputs = OutputsOf(json, id, (node as CompositeNode)?.Declared ?? []),
            CanStart = members.Flag(json.Member("customProperties") ?? default, "canStartWorkflow", id),
            Variables = node is CompositeNode { Workflow: not null } ? node.Variables : VariableReader.Read(json, id, diagnostics),
            Rights = actors.Rights(json, id, ActorReader.ItemOperations),
            Control = isRoot && node is StageNode ? controls.ReadRoot(json, id) : controls.Read(json, id, inStage),
        };
    }

    private string IdOf(JsonElement json)
    {
        var id = json.Text("id") is { } own ? prefix + own : null;
        if (id is null)
        {
            id = $"{prefix}unnamed{++unnamed}";
            diagnostics.Error("J104", id, "An activity has no id.", "Give each activity an id of its own.");
        }
        if (ids.Add(id)) return id;
        diagnostics.Error("J105", id, $"The id '{id}' is used by several activities.", "Give each activity an id of its own.");
        var given = id;
        do id = $"{given}~{++renamed}";
        while (!ids.Add(id));
        return id;
    }

    /// <summary>Our own member, or where Elsa Studio keeps it.</summary>
    private static string? DescriptionOf(JsonElement json) =>
        (json.Text("description") ?? (json.Member("metadata") is { } metadata ? metadata.Text("description") : null))?.Trim() is { Length: > 0 } text ? text : null;

    private UnknownNode Unknown(string id, string type)
    {
        var reason = type.Length == 0 ? "The activity has no type." : $"The activity type '{type}' is not known here.";
        diagnostics.Error("J106", id, reason, type.Length == 0 ? "Give it a type, such as Journey.Stage or Elsa.Sequence."
            : diagnostics.Suggest(type, ActivityMembers.Types, "Replace it by an activity that docs/journey-format.md lists; a draft keeps it."));
        return new UnknownNode(id, type, reason);
    }

    private ImmutableDictionary<string, string> OutputsOf(JsonElement json, string node, ImmutableArray<string> declared)
    {
        var outputs = ImmutableDictionary<string, string>.Empty;
        foreach (var name in (string[])["result", "outcome", "currentValue", .. declared])
        {
            if (json.Has(name) && json.Member(name) is not { ValueKind: JsonValueKind.Object })
                diagnostics.Error("J108", node, $"'{name}' says in which variable an output is kept, which this is not.", $"Write \"{name}\": {{\"memoryReference\": {{\"id\": \"…\"}}}}{(name == "outcome" ? ", or 'outcomes' for the list of outcomes" : "")}.");
            if (json.Member(name) is { ValueKind: JsonValueKind.Object } output && output.Member("memoryReference") is { ValueKind: JsonValueKind.Object } reference && reference.Text("id") is { } id)
            {
                uses.Add(node, id, VariableUse.Keep);
                outputs = outputs.SetItem(name, id);
            }
        }
        return outputs;
    }

    private ImmutableArray<PlanNode> Activities(JsonElement json, string id, string name, bool inStage = false) =>
        [.. members.List(json, name, id, JsonValueKind.Object).Select(a => Read(a, inStage))];

    private PlanNode? Port(JsonElement json, string id, string name) => members.Object(json, name, id) is { ValueKind: JsonValueKind.Object } port ? Read(port) : null;

    private PlanNode? Container(JsonElement json, string id, string type) => type switch
    {
        "Elsa.Workflow" when json.Has("root") => new CompositeNode(id, type, Port(json, id, "root"), [.. json.Elements("outputs").Select(o => o.Text("name")).OfType<string>()]),
        "Elsa.StateMachine" => StateMachine(json, id, type),
        "Elsa.Sequence" or "Elsa.Workflow" => new SequenceNode(id, type, Activities(json, id, "activities")),
        "Elsa.FlowNode" or "Elsa.Container" => new WrapperNode(id, type, Port(json, id, "body")),
        "Elsa.Parallel" => new ParallelNode(id, type, Activities(json, id, "activities")),
        "Elsa.Fork" => new ForkNode(id, type, Choice(json, id, "joinMode", "WaitAll", "WaitAny") == "WaitAny", Activities(json, id, "branches")),
        "Elsa.If" => new IfNode(id, type, inputs.Read(json, id, "condition", PlanType.Boolean), Port(json, id, "then"), Port(json, id, "else")),
        "Elsa.Switch" => new SwitchNode(id, type, Cases(json, id), Choice(json, id, "mode", "MatchFirst", "MatchAny") == "MatchAny", Port(json, id, "default")),
        "Elsa.While" => new WhileNode(id, type, inputs.Read(json, id, "condition", PlanType.Boolean), Port(json, id, "body")),
        "Elsa.For" => new ForNode(id, type, inputs.Read(json, id, "start", PlanType.Integer, otherwise: Value.Of(0)), inputs.Read(json, id, "end", PlanType.Integer, otherwise: Value.Of(0)),
            inputs.Read(json, id, "step", PlanType.Integer, otherwise: Value.Of(1)), inputs.Read(json, id, "outerBoundInclusive", PlanType.Boolean, otherwise: Value.True), Port(json, id, "body")),
        "Elsa.ForEach" => new ForEachNode(id, type, inputs.Read(json, id, "items", PlanType.List), Port(json, id, "body")),
        "Elsa.ParallelForEach" => new ParallelForEachNode(id, type, inputs.Read(json, id, "items", PlanType.List), Port(json, id, "body")),
        _ when type.StartsWith("Elsa.ForEach<", StringComparison.Ordinal) => new ForEachNode(id, type, inputs.Read(json, id, "items", PlanType.List), Port(json, id, "body")),
        "Elsa.Flowchart" => FlowchartReader.Read(json, id, type, Activities(json, id, "activities"), byTokens, diagnostics, prefix),
        "Journey.Stage" => new StageNode(id, type, controls.WithTables(json, id, Ordered(Activities(json, id, "activities", inStage: true))), members.Flag(json, "autoComplete", id)),
        _ => null,
    };

    private static ImmutableArray<PlanNode> Ordered(ImmutableArray<PlanNode> children) =>
        [.. children.OrderBy(c => c.Control.Order).ThenBy(c => c.Id, StringComparer.Ordinal)];

    private ImmutableArray<SwitchCasePlan> Cases(JsonElement json, string id)
    {
        var cases = json.Elements("cases");
        if (json.Member("cases") is { ValueKind: JsonValueKind.Object } wrapped && wrapped.Member("expression") is { } expression) cases = expression.Elements("value");
        return [.. cases.Select(c => new SwitchCasePlan(c.Text("label") ?? "", CaseCondition(c, id), Port(c, id, "activity")))];
    }

    /// <summary>Elsa has the bare expression here; one that is wrapped as everywhere else is taken for what it means.</summary>
    private PlanInput CaseCondition(JsonElement json, string id)
    {
        if (json.Member("condition") is not { ValueKind: JsonValueKind.Object } condition) return new PlanInput.Literal(Value.False);
        return inputs.Expression(condition.Member("expression") is { ValueKind: JsonValueKind.Object } wrapped ? wrapped : condition, id, "condition", PlanType.Boolean);
    }

    private PlanNode? Simple(JsonElement json, string id, string type) => type switch
    {
        "Elsa.FlowDecision" => new FlowDecisionNode(id, type, inputs.Read(json, id, "condition", PlanType.Boolean)),
        "Elsa.FlowSwitch" => new FlowSwitchNode(id, type, Cases(json, id), Choice(json, id, "mode", "MatchFirst", "MatchAny") == "MatchAny"),
        "Elsa.FlowFork" => new FlowForkNode(id, type, inputs.Read(json, id, "branches", PlanType.List)),
        "Elsa.FlowJoin" => new FlowJoinNode(id, type, Enum.Parse<JoinMode>(Choice(json, id, "mode", "WaitAny", "WaitAll", "WaitAllActive"))),
        "Elsa.Start" => new StartNode(id, type),
        "Elsa.End" => new EndNode(id, type),
        "Elsa.Finish" => new FinishNode(id, type),
        "Elsa.Complete" => new CompleteNode(id, type, inputs.Read(json, id, "outcomes", PlanType.Any)),
        "Elsa.Break" => new BreakNode(id, type),
        "Elsa.Fault" => new FaultNode(id, type, inputs.Read(json, id, "code", PlanType.String), inputs.Read(json, id, "category", PlanType.String),
            inputs.Read(json, id, "faultType", PlanType.String), inputs.Read(json, id, "message", PlanType.String)),
        "Elsa.WriteLine" => new WriteLineNode(id, type, inputs.Read(json, id, "text", PlanType.String)),
        "Elsa.SetVariable" => new SetVariableNode(id, type, VariableOf(json, id), inputs.Read(json, id, "value", PlanType.Any)),
        "Elsa.SetOutput" => new SetOutputNode(id, type, inputs.Read(json, id, "outputName", PlanType.String, needed: true), inputs.Read(json, id, "outputValue", PlanType.Any)),
        "Elsa.SetName" => new SetNameNode(id, type, inputs.Read(json, id, "value", PlanType.String)),
        "Elsa.Correlate" => new CorrelateNode(id, type, inputs.Read(json, id, "correlationId", PlanType.String)),
        "Elsa.Event" => new EventNode(id, type, inputs.Read(json, id, "eventName", PlanType.String, needed: true), inputs.Condition(json, "condition", id)),
        "Elsa.PublishEvent" => new PublishEventNode(id, type, inputs.Read(json, id, "eventName", PlanType.String, needed: true), inputs.Read(json, id, "payload", PlanType.Any)),
        "Elsa.Delay" => new DelayNode(id, type, inputs.Read(json, id, "timeSpan", PlanType.TimeSpan, needed: true)),
        "Elsa.Timer" => new TimerNode(id, type, inputs.Read(json, id, "interval", PlanType.TimeSpan, otherwise: Value.OfDuration(TimeSpan.FromMinutes(1)))),
        "Elsa.StartAt" => new StartAtNode(id, type, inputs.Read(json, id, "dateTime", PlanType.DateTime, needed: true)),
        "Elsa.Cron" => new CronNode(id, type, inputs.Read(json, id, "cronExpression", PlanType.String, needed: true)),
        _ => null,
    };

    private string VariableOf(JsonElement json, string node)
    {
        var variable = json.Member("variable") ?? default;
        var id = variable.Text("id") ?? variable.Text("name") ?? "";
        if (id.Length == 0)
        {
            diagnostics.Error("J107", node, "The activity names no variable.", "Write \"variable\": {\"id\": \"…\"} with the id of a declared variable.");
            return id;
        }
        uses.Add(node, id, VariableUse.ById);
        return id;
    }

    /// <summary>One of some names, plain or a wrapped literal; the first when it is absent.</summary>
    private string Choice(JsonElement json, string id, string member, params string[] names)
    {
        switch (inputs.Read(json, id, member, PlanType.String))
        {
            case PlanInput.Literal { Value.IsNull: true }: return names[0];
            case PlanInput.Literal { Value: var value } when names.Contains(value.ToText()): return value.ToText();
            default:
                diagnostics.Error("J108", id, $"'{member}' is none of {string.Join(", ", names)}.", "Write one of them as a literal.");
                return names[0];
        }
    }
}
