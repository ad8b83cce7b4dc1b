using System.Collections.Immutable;
using System.Xml.Linq;
using JourneyOrchestrator.Workflows.Definitions;

namespace JourneyOrchestrator.Workflows.Readers.Cmmn;

/// <summary>Reads one case: its plan items, each as a node of its own, with the definition that it refers to.</summary>
internal sealed class CmmnCase
{
    /// <summary>Plan items of a case: stages may be made of stages without end.</summary>
    private const int ItemsMax = 20_000;

    private readonly XElement element;
    private readonly PlanDialect dialect;
    private readonly Diagnostics diagnostics;
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);
    private readonly CmmnExpressions expressions;
    private readonly CmmnCaseFile file;
    private readonly CmmnParameters parameters;
    private readonly CmmnDecisions decisions;
    private readonly CmmnPlanningTables tables;
    private readonly Dictionary<XElement, Dictionary<string, XElement>> definitions = [];
    private bool isFull;

    public CmmnCase(XElement element, PlanDialect dialect, Diagnostics diagnostics)
    {
        (this.element, this.dialect, this.diagnostics) = (element, dialect, diagnostics);
        expressions = new CmmnExpressions(diagnostics);
        file = new CmmnCaseFile(element, diagnostics);
        parameters = new CmmnParameters(element, file, expressions, diagnostics);
        decisions = new CmmnDecisions(element, parameters, diagnostics);
        tables = new CmmnPlanningTables(element, new CmmnRoles(element, diagnostics), file, expressions, diagnostics);
    }

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
        var sentries = new CmmnSentries([], model, dialect, expressions, file, diagnostics);
        var root = Stage(model, model.Text("id") ?? id, "Journey.Stage", [], sentries) with
        {
            Name = model.Text("name") ?? element.Text("name") ?? id,
            Control = ItemControlPlan.None with { Exit = sentries.Exit(model, model.Text("id") ?? id) },
        };
        return PlanIndex.Of(id, 1, element.Text("name") ?? id, root) with
        {
            Dialect = dialect, Incidents = IncidentStrategy.Continue, InputsAreVariables = true, CaseFile = PlanIndex.CaseFile(file.Items, root), Parameters = parameters.OfCase(),
        };
    }

    /// <param name="scope">The stages around it, the nearest last: definitions of all of them can be referred to.</param>
    private StageNode Stage(XElement stage, string id, string type, ImmutableArray<XElement> scope, CmmnSentries around)
    {
        ids.Add(id);
        var inner = scope.Add(stage);
        var sentries = stage == around.Container ? around : new CmmnSentries(scope, stage, dialect, expressions, file, diagnostics);
        List<(XElement Item, PlanNode Node)> children = [];
        foreach (var item in stage.Children("planItem")) Add(item, children, inner, sentries);
        var planned = new CmmnDiscretionary(stage, item => Definition(item, inner), tables, diagnostics);
        foreach (var item in planned.Items(id)) Add(item, children, inner, sentries);
        return new StageNode(id, type, planned.Controlled(children), stage.Flag("autoComplete", false));
    }

    private void Add(XElement element, List<(XElement Item, PlanNode Node)> children, ImmutableArray<XElement> scope, CmmnSentries sentries)
    {
        if (Item(element, children.Count, scope, sentries) is { } node) children.Add((element, node));
    }

    private PlanNode? Item(XElement item, int order, ImmutableArray<XElement> scope, CmmnSentries sentries)
    {
        if (ids.Count > ItemsMax)
        {
            if (!isFull) diagnostics.Error("J739", "", $"The case has more than {ItemsMax} plan items, those of stages that are used again included.", "Split it in several that call each other.");
            isFull = true;
            return null;
        }
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
        if (scope.Contains(definition))
        {
            diagnostics.Error("J731", id, $"The stage '{definition.Text("id")}' contains itself.", "Let it call a case, or repeat it.");
            return null;
        }
        var control = new CmmnControl(item, definition, id, expressions).Read(order) with { Entry = sentries.Entry(item, id), Exit = sentries.Exit(item, id) };
        if (Node(definition, id, scope, sentries) is not { } node) return null;
        if (node is TimerListenerNode && definition.Child("planItemStartTrigger") is { } trigger) control = control with { Entry = sentries.StartTrigger(trigger, id) };
        if (node is TimerListenerNode && definition.Child("caseFileItemStartTrigger") is { } onFile) control = control with { Entry = sentries.FileStartTrigger(onFile, id) };
        return node with { Name = item.Text("name") ?? definition.Text("name") ?? id, Definition = definition.Text("id"), Description = item.Text("description") ?? Documentation(definition), Control = control };
    }

    private string Unnamed(string definition)
    {
        for (var number = 1; ; number++)
            if (ids.Add($"{definition}.{number}")) return $"{definition}.{number}";
    }

    private XElement? Definition(XElement item, ImmutableArray<XElement> scope)
    {
        if (item.Text("definitionRef") is not { } reference) return null;
        for (var at = scope.Length - 1; at >= 0; at--)
            if (DefinitionsIn(scope[at]).TryGetValue(reference, out var found)) return found;
        return null;
    }

    private Dictionary<string, XElement> DefinitionsIn(XElement stage)
    {
        if (definitions.TryGetValue(stage, out var found)) return found;
        found = new Dictionary<string, XElement>(StringComparer.Ordinal);
        foreach (var element in stage.Elements())
            if (element.Text("id") is { } id && !CmmnXml.IsModel(element, "planItem")) found.TryAdd(id, element);
        return definitions[stage] = found;
    }

    private PlanNode? Node(XElement definition, string id, ImmutableArray<XElement> scope, CmmnSentries sentries)
    {
        var blocking = definition.Flag("isBlocking", true);
        switch (definition.Name.LocalName)
        {
            case "stage": return Stage(definition, id, "Journey.Stage", scope, sentries);
            case "milestone": return new MilestoneNode(id, "Journey.Milestone");
            case "userEventListener": return new UserListenerNode(id, "Journey.UserEventListener");
            case "eventListener": return new UserListenerNode(id, "Journey.EventListener");
            case "timerEventListener": return new TimerListenerNode(id, "Journey.TimerEventListener", expressions.Text(definition.Child("timerExpression")?.Value ?? "", id));
            case "humanTask": return HumanTask(definition, id, blocking);
            case "task": return PlainTask(definition, id, blocking);
            case "caseTask": return new CmmnCaseTask(definition, id, expressions, parameters, diagnostics).Read(blocking);
            case "processTask": return new CmmnCaseTask(definition, id, expressions, parameters, diagnostics).ReadProcess(blocking);
            case "decisionTask": return decisions.Read(definition, id, blocking);
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
        var role = groups?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "case-worker";
        var title = definition.Text("name") ?? id;
        return new HumanTaskNode(id, "Journey.HumanTask", CmmnExpressions.Literal(role), expressions.Text(title, id), CmmnExpressions.Nothing, [])
        {
            Blocking = blocking, Results = parameters.DataOf(definition, id), Assignee = (definition.Attribute(CmmnXml.Flowable + "assignee") ?? definition.Attribute(CmmnXml.Camunda + "assignee"))?.Value is { } assignee ? expressions.OptionalText(assignee, id) : null,
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
