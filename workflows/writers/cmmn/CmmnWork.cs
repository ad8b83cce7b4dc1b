using System.Collections.Immutable;
using System.Text;
using System.Xml.Linq;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Readers.Cmmn;
using JourneyOrchestrator.Workflows.Values;
using JourneyOrchestrator.Workflows.Writers.Elsa;

namespace JourneyOrchestrator.Workflows.Writers.Cmmn;

/// <summary>Definitions of tasks, milestones and listeners in the words of CMMN and of the dialect, as far as those reach.</summary>
internal sealed class CmmnWork(JourneyPlan plan, CmmnRoles roles)
{
    private readonly XNamespace vendor = plan.Dialect == PlanDialect.Flowable ? CmmnXml.Flowable : CmmnXml.Camunda;

    /// <summary>The definition, without its id; what it can't say is left out.</summary>
    public XElement Write(PlanNode node) => node switch
    {
        MilestoneNode => Of("milestone"),
        UserListenerNode { Type: "Journey.EventListener" } or EventNode => Of("eventListener"),
        UserListenerNode => Of("userEventListener", node.Rights?.Named(Operations.Complete) is { IsDefault: false } allowed ? roles.Authorised(allowed) : null),
        TimerListenerNode timer => Of("timerEventListener", Timer(timer.Timer), CmmnCriteria.StartTrigger(timer)),
        DelayNode or TimerNode or StartAtNode or CronNode => Of("timerEventListener"),
        HumanTaskNode task => HumanTask(task),
        CaseTaskNode task => CaseTask(task),
        CallWorkflowNode { Workflow: PlanInput.Literal { Value: { Kind: ValueKind.String } name } } call => Of("processTask", new XAttribute("processRef", name.AsString()), Blocking(call.Executes || call.Wait is not PlanInput.Literal { Value.IsTrue: false })),
        PlainTaskNode task => PlainTask(task),
        DecisionNode decision => Decision(decision),
        _ => Of("task", new XAttribute("isBlocking", "false")),
    };

    private static XElement Of(string name, params object?[] content) => new(CmmnXml.Model + name, content);

    private static XAttribute? Blocking(bool blocking) => blocking ? null : new XAttribute("isBlocking", "false");

    private static XElement? Timer(PlanInput input) => input is PlanInput.Expression { Cel: { IsJavaScript: false } cel } && JuelText.Of(cel.Text) is null
        ? Of("timerExpression", new XAttribute("language", CmmnXml.CelLanguage), cel.Text)
        : Text(input) is { } text ? Of("timerExpression", text) : null;

    /// <summary>A text, or one with expressions in it; null: there are no words for it.</summary>
    private static string? Text(PlanInput? input) => input switch
    {
        PlanInput.Literal { Value: { Kind: ValueKind.String } text } => text.AsString(),
        PlanInput.Expression { Cel: { IsJavaScript: false } cel } => JuelText.Of(cel.Text),
        _ => null,
    };

    /// <summary>The same where a variable that is not set gives nothing.</summary>
    private static string? Optional(PlanInput? input) =>
        input is PlanInput.Expression { Cel: var cel } && JuelText.Variable(cel.Text) is { } variable ? $"${{{variable}}}" : Text(input);

    private XAttribute? Vendor(string name, string? text) => text is null ? null : new XAttribute(vendor + name, text);

    private XElement HumanTask(HumanTaskNode task)
    {
        var (title, role) = (Text(task.Title), Text(task.Role));
        // Engines with a dialect look at groups alone.
        var performer = plan.Dialect == PlanDialect.Cmmn && task.Role is PlanInput.Literal && role is not null && roles.IsDeclared(role) ? roles.Id(role) : null;
        return Of("humanTask", title is null || title == task.Id ? null : new XAttribute("name", title), performer is null ? null : new XAttribute("performerRef", performer), Blocking(task.Blocking),
            Vendor("candidateGroups", performer is not null || role == CmmnCase.RoleDefault ? null : role), Vendor("assignee", Optional(task.Assignee)), task.Results.Select((mapping, index) => Data(mapping, task.Id, index)));
    }

    /// <summary>What of the data of a human task is kept in the case file, by its name.</summary>
    private XElement? Data(ParameterMapping mapping, string task, int index) =>
        Parameter(mapping) is { } name && plan.CaseFile?.OfVariable(mapping.Target) is { } item
            ? Of("output", new XAttribute("id", $"{task}.out{index + 1}"), new XAttribute("name", name), new XAttribute("bindingRef", item.Id)) : null;

    private static XElement Decision(DecisionNode decision)
    {
        var table = decision.Table is { } own ? Of("extensionElements", new XElement(CmmnXml.Journey + "table", new XCData(Encoding.UTF8.GetString(ElsaWriter.Bytes(DecisionTableWriter.Write(own)))))) : null;
        return Of("decisionTask", table, Blocking(decision.Blocking), Parameters(decision.Id, decision.Inputs, decision.Results));
    }

    /// <summary>Parameters of a task with their mappings (CMMN 1.1, 5.4.10.2).</summary>
    private static IEnumerable<XElement> Parameters(string task, ImmutableArray<ParameterMapping> inputs, ImmutableArray<ParameterMapping> results)
    {
        var (ins, outs) = (inputs.Select((m, i) => (Mapping: m, Id: $"{task}.in{i + 1}")).ToList(), results.Select((m, i) => (Mapping: m, Id: $"{task}.out{i + 1}")).ToList());
        return
        [
            .. ins.Select(p => Of("input", new XAttribute("id", p.Id), new XAttribute("name", Parameter(p.Mapping) ?? p.Mapping.Target))),
            .. outs.Select(p => Of("output", new XAttribute("id", p.Id), new XAttribute("name", p.Mapping.Target))),
            .. ins.Select(p => Of("parameterMapping", new XAttribute("sourceRef", p.Id), new XAttribute("targetRef", p.Mapping.Target), Transformation(p.Mapping))),
            .. outs.Select(p => Of("parameterMapping", new XAttribute("sourceRef", Parameter(p.Mapping) ?? p.Mapping.Target), new XAttribute("targetRef", p.Id), Transformation(p.Mapping))),
        ];
    }

    /// <summary>The variable that is handed over as it is; null: something is computed.</summary>
    private static string? Parameter(ParameterMapping mapping) => mapping.Source is PlanInput.Expression { Cel: var cel } ? JuelText.Parameter(cel.Text) : null;

    private static XElement? Transformation(ParameterMapping mapping) => Parameter(mapping) is null ? Of("transformation", SourceOf(mapping)) : null;

    private static string SourceOf(ParameterMapping mapping) => mapping.Source is PlanInput.Expression { Cel: var cel } && JuelText.Variable(cel.Text) is { } variable ? variable : Text(mapping.Source) ?? "";

    private static XElement PlainTask(PlainTaskNode task)
    {
        if (task.Value is null) return Of("task", Blocking(task.Blocking));
        return Of("task", Blocking(task.Blocking), new XAttribute(CmmnXml.Flowable + "type", "java"), new XAttribute(CmmnXml.Flowable + "expression", Text(task.Value) ?? ""),
            task.Result is null ? null : new XAttribute(CmmnXml.Flowable + "resultVariableName", task.Result), task.Transient ? new XAttribute(CmmnXml.Flowable + "storeResultVariableAsTransient", "true") : null);
    }

    private XElement CaseTask(CaseTaskNode task)
    {
        var what = task.Type == "Journey.ProcessTask" ? "process" : "case";
        var called = Text(task.CaseRef);
        // A reference is a qualified name: what has a colon, or is computed, is an expression.
        var isName = called is not null && !called.Contains(':', StringComparison.Ordinal) && task.CaseRef is PlanInput.Literal;
        var isStandard = plan.Dialect == PlanDialect.Cmmn && task.Inputs.Concat(task.Results).All(m => m is { Source: not null, Local: false });
        return Of(what + "Task", isName ? new XAttribute(what + "Ref", called!) : null, Blocking(task.Blocking), Extensions(task, isStandard),
            isStandard ? Parameters(task.Id, task.Inputs, task.Results) : null, isName || called is null ? null : Of(what + "RefExpression", called));
    }

    private XElement? Extensions(CaseTaskNode task, bool isStandard)
    {
        var extensions = new List<XElement>();
        if (Text(task.Key) is { } key) extensions.Add(new XElement(vendor + "in", new XAttribute("businessKey", key)));
        if (!isStandard) extensions.AddRange(task.Inputs.Select(mapping => Mapping("in", mapping)).Concat(task.Results.Select(mapping => Mapping("out", mapping))));
        return extensions.Count == 0 ? null : Of("extensionElements", extensions);
    }

    private XElement Mapping(string kind, ParameterMapping mapping)
    {
        var local = mapping.Local ? new XAttribute("local", "true") : null;
        if (mapping.Source is null) return new XElement(vendor + kind, new XAttribute("variables", "all"), local);
        var source = mapping.Source is PlanInput.Expression { Cel: var cel } && JuelText.Variable(cel.Text) is { } variable
            ? new XAttribute("source", variable) : new XAttribute("sourceExpression", Text(mapping.Source) ?? "");
        return new XElement(vendor + kind, source, new XAttribute("target", mapping.Target), local);
    }
}
