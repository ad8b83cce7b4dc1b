using System.Xml.Linq;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Readers.Cmmn;

namespace JourneyOrchestrator.Workflows.Writers.Cmmn;

/// <summary>Criteria of plan items, each with a sentry of its own.</summary>
internal sealed class CmmnCriteria(CmmnNames names)
{
    /// <summary>The criterion; its sentry goes to the stage around the item.</summary>
    /// <param name="kind"><c>entryCriterion</c> or <c>exitCriterion</c>.</param>
    public XElement Write(SentryPlan sentry, string kind, List<XElement> sentries)
    {
        var id = names.Unique(CmmnNames.Sentry(sentry.Id));
        sentries.Add(Sentry(sentry, id));
        var criterion = new XElement(CmmnXml.Model + kind, new XAttribute("id", sentry.Id), new XAttribute("sentryRef", id));
        if (sentry.Ends != ExitScope.All) criterion.Add(new XAttribute(CmmnXml.Flowable + "exitType", sentry.Ends == ExitScope.Active ? "activeInstances" : "activeAndEnabledInstances"));
        return criterion;
    }

    private XElement Sentry(SentryPlan sentry, string id)
    {
        var element = new XElement(CmmnXml.Model + "sentry", new XAttribute("id", id));
        if (sentry.Forgetful) element.Add(new XAttribute(CmmnXml.Flowable + "triggerMode", "onEvent"));
        for (var part = 0; part < sentry.OnParts.Length; part++) element.Add(OnPart(sentry.OnParts[part], "planItemOnPart", names.Unique(CmmnNames.OnPart(sentry.Id, part))));
        for (var part = 0; part < sentry.FileParts.Length; part++) element.Add(FilePart(sentry.FileParts[part], "caseFileItemOnPart", names.Unique(CmmnNames.OnPart(sentry.Id, sentry.OnParts.Length + part))));
        if (sentry.IfPart is not null || sentry.Parts == 0) element.Add(new XElement(CmmnXml.Model + "ifPart", CmmnConditions.Condition(sentry.IfPart)));
        return element;
    }

    /// <summary>The trigger with which the clock of a timer begins; null: it has none, or more than CMMN has words for.</summary>
    public static XElement? StartTrigger(TimerListenerNode timer) =>
        !IsStart(timer) ? null : timer.Control.Entry[0] is { OnParts: [var part] } ? OnPart(part, "planItemStartTrigger", null) : FilePart(timer.Control.Entry[0].FileParts[0], "caseFileItemStartTrigger", null);

    public static bool IsStart(PlanNode node) =>
        node is TimerListenerNode && node.Control.Entry is [{ Parts: 1, IfPart: null, Forgetful: false, Ends: ExitScope.All } only] && only.Id == CmmnSentries.StartOf(node.Id);

    private static XElement FilePart(FilePartPlan part, string kind, string? id) => new(
        CmmnXml.Model + kind, id is null ? null : new XAttribute("id", id), new XAttribute("sourceRef", part.Item), new XElement(CmmnXml.Model + "standardEvent", FactNames.Names<CaseFileTransition>.Of(part.Transition)));

    private static XElement OnPart(OnPartPlan part, string kind, string? id) => new(
        CmmnXml.Model + kind, id is null ? null : new XAttribute("id", id), new XAttribute("sourceRef", part.Source), part.Via is null ? null : new XAttribute("exitCriterionRef", part.Via),
        new XElement(CmmnXml.Model + "standardEvent", FactNames.Of(part.Transition)));
}
