using System.Collections.Immutable;
using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Readers;

namespace JourneyOrchestrator.Workflows.Writers.Elsa;

/// <summary>Stages and what may stand in them as activities. Flows in other containers have no plan items, and no words here.</summary>
internal sealed partial class ActivityWriter
{
    private readonly Diagnostics diagnostics;
    private readonly InputWriter inputs;
    private readonly ActorWriter actors;

    public ActivityWriter(Diagnostics diagnostics)
    {
        this.diagnostics = diagnostics;
        inputs = new InputWriter(diagnostics);
        actors = new ActorWriter(inputs);
    }

    /// <summary>A stage with all that is in it.</summary>
    /// <param name="order">Its place among its siblings; null: it is the root.</param>
    public JsonObject Stage(StageNode stage, int? order = null)
    {
        var json = Named(stage);
        if (stage.AutoComplete) json["autoComplete"] = true;
        ControlWriter.Write(json, stage.Control, order);
        if (PlanningWriter.Tables(stage) is { } tables) json["planningTables"] = tables;
        json["activities"] = new JsonArray([.. stage.Activities.Select((node, index) => (JsonNode?)(node is StageNode inner ? Stage(inner, index + 1) : Item(node, index + 1)))]);
        return json;
    }

    private JsonObject? Item(PlanNode node, int order)
    {
        if (Leaf(node) is not { } json) return null;
        ControlWriter.Write(json, node.Control, order);
        return json;
    }

    /// <summary>An activity without children and without what its stage makes of it; null, with a diagnostic, for what is neither.</summary>
    public JsonObject? Leaf(PlanNode node)
    {
        var json = Named(node);
        if (Members(json, node)) return json;
        diagnostics.Error("J721", node.Id, $"A {node.Type} can't be a plan item of a case: it directs a flow of its own.", "Say its steps as items of a stage with criteria, or keep the journey in Elsa JSON.");
        return null;
    }

    private static JsonObject Named(PlanNode node)
    {
        var json = new JsonObject { ["type"] = node.Type, ["id"] = node.Id, ["name"] = node.Name };
        if (node.Description is { } description) json["description"] = description;
        if (node.Definition is { } definition) json["definition"] = definition;
        if (node.CanStart) json["customProperties"] = new JsonObject { ["canStartWorkflow"] = true };
        // Those of a workflow that is used as an activity are its own.
        if (!node.Variables.IsEmpty && node is not CompositeNode { Workflow: not null }) json["variables"] = ValueNodes.Variables(node.Variables);
        foreach (var (name, variable) in node.Outputs.OrderBy(o => o.Key, StringComparer.Ordinal))
            json[name] = new JsonObject { ["memoryReference"] = new JsonObject { ["id"] = variable } };
        if (node.Rights is { } rights) json["rights"] = ActorWriter.Rights(rights);
        return json;
    }

    private bool Members(JsonObject json, PlanNode node) => node switch
    {
        MilestoneNode or UserListenerNode or FinishNode => true,
        HumanTaskNode task => HumanTask(json, task),
        PlainTaskNode task => PlainTask(json, task),
        CaseTaskNode task => CaseTask(json, task),
        TimerListenerNode timer => Set(json, node, ("timer", timer.Timer, PlanType.String)),
        DecisionNode decision => Decision(json, decision),
        EventNode waits => Event(json, waits),
        DelayNode delay => Set(json, node, ("timeSpan", delay.TimeSpan, PlanType.TimeSpan)),
        TimerNode timer => Set(json, node, ("interval", timer.Interval, PlanType.TimeSpan)),
        StartAtNode start => Set(json, node, ("dateTime", start.DateTime, PlanType.DateTime)),
        CronNode cron => Set(json, node, ("cronExpression", cron.CronExpression, PlanType.String)),
        _ => Effects(json, node) || Values(json, node) || Calls(json, node),
    };

    private bool Effects(JsonObject json, PlanNode node) => node switch
    {
        SendMessageNode message => Message(json, message),
        CallWebhookNode call => Set(json, node, ("url", call.Url, PlanType.String), ("body", call.Body, PlanType.Any)),
        SignalCustomerNode signal => Set(json, node, ("customer", signal.Customer, PlanType.String), ("eventName", signal.EventName, PlanType.String), ("payload", signal.Payload, PlanType.Any)),
        FollowTopicNode follow => Set(json, node, ("topic", follow.Topic, PlanType.String), ("urgency", follow.Urgency, PlanType.Any)),
        UnfollowTopicNode unfollow => Set(json, node, ("topic", unfollow.Topic, PlanType.String)),
        SetTraitNode trait => Set(json, node, ("trait", trait.Trait, PlanType.String), ("value", trait.Value, PlanType.Any)),
        ScoreNode score => Set(json, node, ("score", score.Score, PlanType.String), ("value", score.Value, PlanType.Number), ("reason", score.Reason, PlanType.String)),
        PublishEventNode publish => Set(json, node, ("eventName", publish.EventName, PlanType.String), ("payload", publish.Payload, PlanType.Any)),
        _ => false,
    };

    private bool Values(JsonObject json, PlanNode node) => node switch
    {
        SetVariableNode set => Variable(json, set),
        SetOutputNode output => Set(json, node, ("outputName", output.OutputName, PlanType.String), ("outputValue", output.OutputValue, PlanType.Any)),
        SetNameNode name => Set(json, node, ("value", name.Value, PlanType.String)),
        CorrelateNode correlate => Set(json, node, ("correlationId", correlate.CorrelationId, PlanType.String)),
        WriteLineNode line => Set(json, node, ("text", line.Text, PlanType.String)),
        CompleteNode complete => Set(json, node, ("outcomes", complete.Outcomes, PlanType.Any)),
        FaultNode fault => Set(json, node, ("code", fault.Code, PlanType.String), ("category", fault.Category, PlanType.String), ("faultType", fault.FaultType, PlanType.String), ("message", fault.Message, PlanType.String)),
        _ => false,
    };

    private bool Set(JsonObject json, PlanNode node, params ReadOnlySpan<(string Name, PlanInput Input, PlanType Type)> all)
    {
        foreach (var (name, input, type) in all) inputs.Set(json, node.Id, name, input, type);
        return true;
    }

    private bool HumanTask(JsonObject json, HumanTaskNode task)
    {
        if (!task.Blocking) json["isBlocking"] = false;
        if (!task.Outcomes.IsEmpty) json["outcomes"] = new JsonArray([.. task.Outcomes.Select(o => (JsonNode)o)]);
        inputs.Set(json, task.Id, "assignee", task.Assignee);
        if (!task.Results.IsEmpty) json["out"] = Mappings(task.Results, task.Id);
        actors.Help(json, task);
        return Set(json, task, ("role", task.Role, PlanType.String), ("title", task.Title, PlanType.String), ("due", task.Due, PlanType.DateTime));
    }

    private bool PlainTask(JsonObject json, PlainTaskNode task)
    {
        if (!task.Blocking) json["isBlocking"] = false;
        if (task.Result is { } result) json["resultVariable"] = result;
        if (task.Transient) json["transient"] = true;
        inputs.Set(json, task.Id, "value", task.Value, PlanType.Any);
        return true;
    }

    private bool CaseTask(JsonObject json, CaseTaskNode task)
    {
        if (!task.Blocking) json["isBlocking"] = false;
        inputs.Set(json, task.Id, "businessKey", task.Key);
        if (!task.Inputs.IsEmpty) json["in"] = Mappings(task.Inputs, task.Id);
        if (!task.Results.IsEmpty) json["out"] = Mappings(task.Results, task.Id);
        return Set(json, task, ("caseRef", task.CaseRef, PlanType.String));
    }

    private JsonArray Mappings(ImmutableArray<ParameterMapping> mappings, string node)
    {
        var list = new JsonArray();
        foreach (var mapping in mappings)
        {
            var json = new JsonObject();
            if (mapping.Source is null) json["variables"] = "all";
            else json["source"] = inputs.Wrapped(mapping.Source, node, "source", PlanType.Any);
            if (mapping.Source is not null) json["target"] = mapping.Target;
            if (mapping.Local) json["local"] = true;
            list.Add(json);
        }
        return list;
    }

    private bool Decision(JsonObject json, DecisionNode decision)
    {
        if (!decision.Blocking) json["isBlocking"] = false;
        if (!decision.Inputs.IsEmpty) json["in"] = Mappings(decision.Inputs, decision.Id);
        if (!decision.Results.IsEmpty) json["out"] = Mappings(decision.Results, decision.Id);
        if (decision.Table is { } table) json["table"] = DecisionTableWriter.Write(table);
        return true;
    }

    private bool Event(JsonObject json, EventNode waits)
    {
        if (waits.Condition is { } condition) json["condition"] = condition.Text;
        return Set(json, waits, ("eventName", waits.EventName, PlanType.String));
    }

    private bool Message(JsonObject json, SendMessageNode message)
    {
        if (message.Basis != LegalBasis.Consent) json["basis"] = FactNames.Names<LegalBasis>.Of(message.Basis);
        return Set(json, message, ("channel", message.Channel, PlanType.String), ("purpose", message.Purpose, PlanType.String), ("template", message.Template, PlanType.String),
            ("text", message.Text, PlanType.String), ("useUntil", message.UseUntil, PlanType.DateTime), ("supersessionKey", message.SupersessionKey, PlanType.String), ("to", message.To, PlanType.String));
    }

    private bool Variable(JsonObject json, SetVariableNode set)
    {
        json["variable"] = new JsonObject { ["id"] = set.VariableId };
        return Set(json, set, ("value", set.Value, PlanType.Any));
    }
}
