using System.Collections.Immutable;
using System.Xml.Linq;
using JourneyOrchestrator.Workflows.Definitions;

namespace JourneyOrchestrator.Workflows.Readers.Cmmn;

/// <summary>Reads one case: its plan items, each as a node of its own, with the definition that it refers to.</summary>
internal sealed class CmmnCase(XElement element, PlanDialect dialect, Diagnostics diagnostics)
{
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);
    private readonly CmmnExpressions expressions = new(diagnostics);
    private readonly CmmnRoles roles = new(element, diagnostics);

    public JourneyPlan? Read()
    {
        var id = element.Text("id") ?? "";
        if (id.Length is 0 or > 200) diagnostics.Error("J102", "", "The case has no id, or one longer than 200 characters.", "Give it a short, stable one.");
        if (element.Child("casePlanModel") is not { } model)
        {
            diagnostics.Error("J103", id, "The case has no plan model.", "Add a 'casePlanModel'.");
            return null;
        }
        CmmnExtensions.Tell(element, diagnostics);
        var sentries = new CmmnSentries([], model, dialect, expressions, diagnostics);
        var root = Stage(model, model.Text("id") ?? id, "Journey.Stage", [], sentries) with
        {
            Name = model.Text("name") ?? element.Text("name") ?? id,
            Control = ItemControlPlan.None with { Exit = sentries.Exit(model, model.Text("id") ?? id) },
        };
        return PlanIndex.Of(id, 1, element.Text("name") ?? id, root) with { Dialect = dialect, Incidents = IncidentStrategy.Continue, InputsAreVariables = true, Roles = roles.Declared };
    }

    /// <param name="scope">The stages around it, the nearest last: definitions of all of them can be referred to.</param>
    private StageNode Stage(XElement stage, string id, string type, ImmutableArray<XElement> scope, CmmnSentries around)
    {
        ids.Add(id);
        var inner = scope.Add(stage);
        var sentries = stage == around.Container ? around : new CmmnSentries(scope, stage, dialect, expressions, diagnostics);
        var children = stage.Children("planItem").Select((item, order) => Item(item, order, inner, sentries)).OfType<PlanNode>();
        foreach (var table in stage.Children("planningTable")) Refuse(table, id, "Discretionary items");
        return new StageNode(id, type, [.. children], stage.Flag("autoComplete", false));
    }

    private PlanNode? Item(XElement item, int order, ImmutableArray<XElement> scope, CmmnSentries sentries)
    {
        // An id may be left out (CMMN 1.1, 5.1.2): then no sentry can name it.
        var id = item.Text("id") ?? Unnamed(item.Text("definitionRef") ?? "item");
        if (item.Text("id") is not null && !ids.Add(id))
        {
            diagnostics.Error("J104", id, $"Several plan items have the id '{id}', or a stage is used twice.", "Give each an id of its own.");
            return null;
        }
        if (Definition(item, scope) is not { } definition)
        {
            diagnostics.Error("J703", id, $"The plan item refers to '{item.Text("definitionRef")}', which is not defined.", "Define it in the stage, or in one around it.");
            return null;
        }
        var control = new CmmnControl(item, definition, id, expressions).Read(order) with { Entry = sentries.Entry(item, id), Exit = sentries.Exit(item, id) };
        if (Node(definition, id, scope, sentries) is not { } node) return null;
        if (node is TimerListenerNode && definition.Child("planItemStartTrigger") is { } trigger) control = control with { Entry = sentries.StartTrigger(trigger, id) };
        return node with { Name = item.Text("name") ?? definition.Text("name") ?? id, Definition = definition.Text("id"), Description = item.Text("description") ?? Documentation(definition), Control = control };
    }

    private string Unnamed(string definition)
    {
        for (var number = 1; ; number++)
            if (ids.Add($"{definition}.{number}")) return $"{definition}.{number}";
    }

    private static XElement? Definition(XElement item, ImmutableArray<XElement> scope)
    {
        if (item.Text("definitionRef") is not { } reference) return null;
        for (var at = scope.Length - 1; at >= 0; at--)
            if (scope[at].Elements().FirstOrDefault(e => e.Text("id") == reference && !CmmnXml.IsModel(e, "planItem")) is { } found) return found;
        return null;
    }

    private PlanNode? Node(XElement definition, string id, ImmutableArray<XElement> scope, CmmnSentries sentries)
    {
        var blocking = definition.Flag("isBlocking", true);
        switch (definition.Name.LocalName)
        {
            case "stage": return Stage(definition, id, "Journey.Stage", scope, sentries);
            case "milestone": return new MilestoneNode(id, "Journey.Milestone");
            case "userEventListener": return new UserListenerNode(id, "Journey.UserEventListener") { Rights = roles.Authorised(definition, id) };
            case "eventListener": return new UserListenerNode(id, "Journey.EventListener");
            case "timerEventListener": return new TimerListenerNode(id, "Journey.TimerEventListener", expressions.Text(definition.Child("timerExpression")?.Value ?? "", id));
            case "humanTask": return HumanTask(definition, id, blocking);
            case "task": return PlainTask(definition, id, blocking);
            case "caseTask": return new CmmnCaseTask(definition, id, expressions).Read(blocking);
            case var other:
                Refuse(definition, id, $"'{other}'");
                return null;
        }
    }

    /// <summary>CMMN 1.1 writes it as an element, 1.0 as an attribute.</summary>
    private static string? Documentation(XElement element) => element.Child("documentation")?.Value.Trim() ?? element.Text("description");

    private HumanTaskNode HumanTask(XElement definition, string id, bool blocking)
    {
        var groups = (definition.Attribute(CmmnXml.Flowable + "candidateGroups") ?? definition.Attribute(CmmnXml.Camunda + "candidateGroups"))?.Value;
        var role = groups?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? roles.Performer(definition, id) ?? "case-worker";
        var title = definition.Text("name") ?? id;
        return new HumanTaskNode(id, "Journey.HumanTask", CmmnExpressions.Literal(role), expressions.Text(title, id), CmmnExpressions.Nothing, [])
        {
            Blocking = blocking, Assignee = (definition.Attribute(CmmnXml.Flowable + "assignee") ?? definition.Attribute(CmmnXml.Camunda + "assignee"))?.Value is { } assignee ? expressions.OptionalText(assignee, id) : null,
        };
    }

    /// <summary>Flowable's service tasks of the type java compute an expression and are done.</summary>
    private PlainTaskNode PlainTask(XElement definition, string id, bool blocking)
    {
        if (definition.Attribute(CmmnXml.Flowable + "type")?.Value != "java") return new PlainTaskNode(id, "Journey.Task", blocking, null, null);
        var text = definition.Attribute(CmmnXml.Flowable + "expression")?.Value ?? "";
        return new PlainTaskNode(id, "Journey.Task", false, expressions.Text(text, id), definition.Attribute(CmmnXml.Flowable + "resultVariableName")?.Value)
        {
            Transient = definition.Attribute(CmmnXml.Flowable + "storeResultVariableAsTransient")?.Value == "true",
        };
    }

    private void Refuse(XElement what, string id, string name) =>
        diagnostics.Error("J704", id, $"{name} can't be run in this version{Line(what)}.", "Leave it out, or wait for a version that can.");

    private static string Line(XElement element) => element is System.Xml.IXmlLineInfo info && info.HasLineInfo() ? $" (line {info.LineNumber})" : "";
}
