using System.Xml.Linq;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers.Cmmn;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Writers.Cmmn;

/// <summary>Definitions of tasks, milestones and listeners in the words of CMMN and of the dialect, as far as those reach.</summary>
internal sealed class CmmnWork(PlanDialect dialect)
{
    private readonly XNamespace vendor = dialect == PlanDialect.Flowable ? CmmnXml.Flowable : CmmnXml.Camunda;

    /// <summary>The definition, without its id; what it can't say is left out.</summary>
    public XElement Write(PlanNode node) => node switch
    {
        MilestoneNode => Of("milestone"),
        UserListenerNode { Type: "Journey.EventListener" } or EventNode => Of("eventListener"),
        UserListenerNode => Of("userEventListener"),
        TimerListenerNode timer => Of("timerEventListener", Timer(timer.Timer), CmmnCriteria.StartTrigger(timer)),
        DelayNode or TimerNode or StartAtNode or CronNode => Of("timerEventListener"),
        HumanTaskNode task => HumanTask(task),
        CaseTaskNode task => CaseTask(task),
        PlainTaskNode task => PlainTask(task),
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
        return Of("humanTask", title is null || title == task.Id ? null : new XAttribute("name", title), Blocking(task.Blocking),
            Vendor("candidateGroups", role == CmmnCase.RoleDefault ? null : role), Vendor("assignee", Optional(task.Assignee)));
    }

    private static XElement PlainTask(PlainTaskNode task)
    {
        if (task.Value is null) return Of("task", Blocking(task.Blocking));
        return Of("task", Blocking(task.Blocking), new XAttribute(CmmnXml.Flowable + "type", "java"), new XAttribute(CmmnXml.Flowable + "expression", Text(task.Value) ?? ""),
            task.Result is null ? null : new XAttribute(CmmnXml.Flowable + "resultVariableName", task.Result), task.Transient ? new XAttribute(CmmnXml.Flowable + "storeResultVariableAsTransient", "true") : null);
    }

    private XElement CaseTask(CaseTaskNode task)
    {
        var extensions = new List<XElement>();
        if (Text(task.Key) is { } key) extensions.Add(new XElement(vendor + "in", new XAttribute("businessKey", key)));
        extensions.AddRange(task.Inputs.Select(mapping => Mapping("in", mapping)).Concat(task.Results.Select(mapping => Mapping("out", mapping))));
        return Of("caseTask", Text(task.CaseRef) is { } called ? new XAttribute("caseRef", called) : null, Blocking(task.Blocking), extensions.Count == 0 ? null : Of("extensionElements", extensions));
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
