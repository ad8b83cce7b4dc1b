using System.Collections.Immutable;
using System.Xml.Linq;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers.Elsa;

namespace JourneyOrchestrator.Workflows.Readers.Cmmn;

/// <summary>Reads one case: its plan items, each as a node of its own, with the definition that it refers to.</summary>
internal sealed class CmmnCase
{
    /// <summary>Plan items of a case: stages may be made of stages without end.</summary>
    private const int ItemsMax = 20_000;

    private readonly XElement element;
    private readonly Diagnostics diagnostics;
    private readonly PlanDialect dialect;
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> unnamed = new(StringComparer.Ordinal);   // the last number of those that leave their ids out
    private readonly VariableUses uses = new();
    private readonly CmmnExpressions expressions;
    private readonly CmmnActivities activities;
    private readonly CmmnCaseFile file;
    private readonly CmmnParameters parameters;
    private readonly CmmnDecisions decisions;
    private readonly CmmnPlanningTables tables;
    private readonly CmmnRoles roles;
    private readonly Dictionary<XElement, Dictionary<string, XElement>> definitions = [];
    private bool isFull;

    /// <param name="said">The dialect that is asked for; null: that of the document.</param>
    public CmmnCase(XElement element, PlanDialect? said, PlanDialect byNamespaces, Diagnostics diagnostics)
    {
        (this.element, this.diagnostics) = (element, diagnostics);
        expressions = new CmmnExpressions(uses, diagnostics);
        activities = new CmmnActivities(element, uses, diagnostics);
        dialect = said ?? activities.Dialect ?? byNamespaces;
        file = new CmmnCaseFile(element, diagnostics);
        parameters = new CmmnParameters(element, file, expressions, diagnostics);
        decisions = new CmmnDecisions(element, parameters, diagnostics);
        roles = new CmmnRoles(element, diagnostics);
        tables = new CmmnPlanningTables(element, roles, file, expressions, diagnostics);
    }

    /// <summary>The plan, judged as a whole.</summary>
    public JourneyPlan? Read()
    {
        var plan = Plan();
        if (plan is not null) Check(plan);
        return plan;
    }

    /// <summary>What comes from other tools is run as far as it goes: there, what can never happen is told and does not keep it from being published.</summary>
    private void Check(JourneyPlan plan)
    {
        var found = activities.IsPresent ? diagnostics : new Diagnostics();
        PlanChecks.Run(plan, uses, found);
        if (activities.IsPresent) return;
        // Groups of people, as vendors have them, are not roles of the case.
        foreach (var finding in found.All.Where(f => f.Code != "J815")) diagnostics.Warning(finding.Code, finding.Node, finding.Message, finding.Fix);
    }

    /// <summary>What the case says, item by item.</summary>
    public JourneyPlan? Plan()
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
            Name = model.NameOf() ?? element.NameOf() ?? id,
            Description = Documentation(model),
            Control = ItemControlPlan.None with { Exit = sentries.Exit(model, model.Text("id") ?? id) },
        };
        var plan = activities.Complete(PlanIndex.Of(id, 1, element.NameOf() ?? id, root)) with { Dialect = dialect, CaseFile = PlanIndex.CaseFile(file.Items, root), Parameters = parameters.OfCase() };
        return activities.SaysRoles ? plan : plan with { Roles = roles.Declared };
    }

    /// <param name="scope">The stages around it, the nearest last: definitions of all of them can be referred to.</param>
    private StageNode Stage(XElement stage, string id, string type, ImmutableArray<XElement> scope, CmmnSentries around) =>
        activities.InStage(stage, id, () => Children(stage, id, type, scope, around));

    private StageNode Children(XElement stage, string id, string type, ImmutableArray<XElement> scope, CmmnSentries around)
    {
        ids.Add(id);
        var inner = scope.Add(stage);
        var sentries = stage == around.Container ? around : new CmmnSentries(scope, stage, dialect, expressions, file, diagnostics);
        List<(XElement Item, PlanNode Node)> children = [];
        foreach (var item in stage.Children("planItem")) Add(item, children, inner, sentries);
        var planned = new CmmnDiscretionary(stage, item => Definition(item, inner), tables, diagnostics);
        foreach (var item in planned.Items(id)) Add(item, children, inner, sentries);
        return new StageNode(id, type, Ordered(planned.Controlled(children), children.ConvertAll(c => c.Item)), stage.Flag("autoComplete", false));
    }

    /// <summary>Planning tables stand behind the plan items; where that is not the order that is meant, our extension says which is.</summary>
    private static ImmutableArray<PlanNode> Ordered(ImmutableArray<PlanNode> nodes, List<XElement> items) =>
        items.TrueForAll(item => OrderOf(item) is null) ? nodes : [.. nodes.Zip(items).OrderBy(pair => OrderOf(pair.Second) ?? int.MaxValue).Select(pair => pair.First)];

    private static int? OrderOf(XElement item) => int.TryParse(item.Attribute(CmmnXml.Journey + "order")?.Value, System.Globalization.CultureInfo.InvariantCulture, out var order) ? order : null;

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
        var control = new CmmnControl(item, definition, id, expressions).Read(order) with { Entry = sentries.Entry(item, id), Exit = sentries.Exit(item, id), Interrupts = Interrupts(item) };
        if (Node(definition, id, scope, sentries) is not { } node) return null;
        if (node is TimerListenerNode && definition.Child("planItemStartTrigger") is { } trigger) control = control with { Entry = sentries.StartTrigger(trigger, id) };
        if (node is TimerListenerNode && definition.Child("caseFileItemStartTrigger") is { } onFile) control = control with { Entry = sentries.FileStartTrigger(onFile, id) };
        return node with { Name = item.NameOf() ?? definition.NameOf() ?? id, Definition = IsInline(definition) ? null : definition.Text("id"), Description = Documentation(item) ?? Documentation(definition), Control = control };
    }

    private static ImmutableArray<string> Interrupts(XElement item) =>
        [.. item.Child("extensionElements")?.Elements(CmmnXml.Journey + "interrupts").Select(e => e.Text("itemRef") ?? "") ?? []];

    /// <summary>It was made for its only plan item, in a format that does not keep the two apart.</summary>
    private static bool IsInline(XElement definition) => definition.Attribute(CmmnXml.Journey + "inline")?.Value == "true";

    private string Unnamed(string definition)
    {
        while (true)
        {
            var id = $"{definition}.{unnamed[definition] = unnamed.GetValueOrDefault(definition) + 1}";
            if (ids.Add(id)) return id;
        }
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
        if (definition.Name.LocalName != "stage" && activities.Read(definition, id) is { } own) return own;
        var blocking = definition.Flag("isBlocking", true);
        switch (definition.Name.LocalName)
        {
            case "stage": return Stage(definition, id, "Journey.Stage", scope, sentries);
            case "milestone": return new MilestoneNode(id, "Journey.Milestone");
            case "userEventListener": return new UserListenerNode(id, "Journey.UserEventListener") { Rights = roles.Rights(definition, id) };
            case "eventListener": return new UserListenerNode(id, "Journey.EventListener");
            case "timerEventListener": return new TimerListenerNode(id, "Journey.TimerEventListener", expressions.Said(definition.Child("timerExpression"), id));
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
    private static string? Documentation(XElement element) => (element.Child("documentation")?.Value ?? element.Text("description"))?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>The role of human tasks that name no group.</summary>
    internal const string RoleDefault = "case-worker";

    private HumanTaskNode HumanTask(XElement definition, string id, bool blocking)
    {
        var groups = (definition.Attribute(CmmnXml.Flowable + "candidateGroups") ?? definition.Attribute(CmmnXml.Camunda + "candidateGroups"))?.Value;
        var role = groups?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? roles.Performer(definition, id) ?? RoleDefault;
        var title = definition.NameOf() ?? id;
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
