using System.Collections.Immutable;
using System.Xml.Linq;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Workflows.Readers.Cmmn;

/// <summary>Criteria of the plan items of one container, with the sentries that they refer to.</summary>
internal sealed class CmmnSentries(ImmutableArray<XElement> around, XElement container, PlanDialect dialect, CmmnExpressions expressions, CmmnCaseFile file, Diagnostics diagnostics)
{
    public XElement Container => container;

    public ImmutableArray<SentryPlan> Entry(XElement item, string id) => Criteria(item, id, "entryCriterion", "entryCriteriaRefs", "entry");

    public ImmutableArray<SentryPlan> Exit(XElement item, string id) => Criteria(item, id, "exitCriterion", "exitCriteriaRefs", "exit");

    /// <summary>A timer with a trigger begins with it (R49): as an entry criterion of a listener does.</summary>
    public ImmutableArray<SentryPlan> StartTrigger(XElement trigger, string id) => OnPart(trigger, id) is { } part ? [new SentryPlan(StartOf(id), [part], null)] : [];

    /// <summary>Id of the criterion that stands for the trigger of a timer.</summary>
    internal static string StartOf(string timer) => timer + ".start";

    /// <summary>The same of an event of the case file.</summary>
    public ImmutableArray<SentryPlan> FileStartTrigger(XElement trigger, string id) => FilePart(trigger, id) is { } part ? [new SentryPlan(StartOf(id), [], null) { FileParts = [part] }] : [];

    private ImmutableArray<SentryPlan> Criteria(XElement item, string id, string criterion, string refs, string kind)
    {
        var given = item.Children(criterion).Select(c => (Id: c.Text("id"), Sentry: c.Text("sentryRef") ?? c.Attribute(CmmnXml.Flowable + "sentryRef")?.Value ?? "", Ends: Scope(c)))
            .Concat(item.Refs(refs).Select(sentry => (Id: (string?)null, Sentry: sentry, Ends: ExitScope.All)));
        return [.. given.Select((c, index) => Sentry(c.Sentry, c.Id ?? $"{id}.{kind}{index + 1}", id) is { } sentry ? sentry with { Ends = c.Ends } : null).OfType<SentryPlan>()];
    }

    private static ExitScope Scope(XElement criterion) => criterion.Attribute(CmmnXml.Flowable + "exitType")?.Value switch
    {
        "activeInstances" => ExitScope.Active,
        "activeAndEnabledInstances" => ExitScope.ActiveAndEnabled,
        _ => ExitScope.All,
    };

    private SentryPlan? Sentry(string reference, string criterion, string id)
    {
        if (around.Add(container).Reverse().SelectMany(stage => stage.Children("sentry")).FirstOrDefault(s => s.Text("id") == reference) is not { } sentry)
        {
            diagnostics.Error("J705", id, $"The criterion '{criterion}' refers to the sentry '{reference}', which does not exist.", "Add the sentry to the stage that holds the plan item.");
            return null;
        }
        if (sentry.Child("ifPart")?.Text("contextRef") is { } context) file.Find(context, id, $"The if-part of '{criterion}'");
        var fileParts = sentry.Children("caseFileItemOnPart").Select(part => FilePart(part, id)).OfType<FilePartPlan>().ToImmutableArray();
        var parts = sentry.Children("planItemOnPart").Select(part => OnPart(part, id)).OfType<OnPartPlan>().ToImmutableArray();
        var condition = sentry.Child("ifPart")?.Child("condition");
        if (parts.IsEmpty && fileParts.IsEmpty && condition is null && dialect == PlanDialect.Flowable) return null;   // there it holds at once, as if it were not
        if (parts.IsEmpty && fileParts.IsEmpty && condition is null) diagnostics.Error("J405", id, $"The criterion '{criterion}' has neither an on-part nor an if-part.", "Say what it waits for.");
        return new SentryPlan(criterion, parts, condition is null ? null : expressions.Condition(condition, id, "ifPart"))
        {
            FileParts = fileParts, Forgetful = sentry.Attribute(CmmnXml.Flowable + "triggerMode")?.Value == "onEvent",
        };
    }

    private FilePartPlan? FilePart(XElement part, string id)
    {
        var name = (part.Child("standardEvent")?.Value ?? part.Text("standardEvent") ?? "").Trim();
        if (FactNames.Names<CaseFileTransition>.TryParse(name, out var transition)) return file.Find(part.Text("sourceRef"), id, "An on-part") is { } item ? new FilePartPlan(item.Id, transition) : null;
        diagnostics.Error("J734", id, $"'{name}' is no event of a case file item.", $"Use {Diagnostics.OneOf([.. Enum.GetValues<CaseFileTransition>().Select(FactNames.Names<CaseFileTransition>.Of)])}.");
        return null;
    }

    private OnPartPlan? OnPart(XElement part, string id)
    {
        var (source, name) = (part.Text("sourceRef"), (part.Child("standardEvent")?.Value ?? part.Text("standardEvent") ?? "").Trim());
        // CMMN writes re-activate, parentTerminate and so on; our names have no dashes.
        if (source is not null && FactNames.Names<ItemTransition>.TryParse(name.Replace("-a", "a", StringComparison.Ordinal), out var transition)) return new OnPartPlan(source, transition, part.Text("exitCriterionRef"));
        diagnostics.Error("J402", id, source is null ? "An on-part names no source." : $"'{name}' is no standard event.", "Name a source, and an event such as complete, occur, start or exit.");
        return null;
    }
}
