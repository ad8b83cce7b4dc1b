using System.Text.Json;
using JourneyOrchestrator.Workflows.Definitions;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>The members that activities have. Import keeps any other; but of our own types, and where one is nearly a member of ours, it was meant otherwise.</summary>
internal static class ActivityMembers
{
    private static readonly string[] Elsa =
    [
        "Sequence", "Flowchart", "Parallel", "Fork", "If", "Switch", "While", "For", "ForEach", "ParallelForEach", "Break", "FlowNode", "StateMachine", "FlowDecision", "FlowSwitch", "FlowFork", "FlowJoin", "Start", "End", "Finish",
        "Complete", "Fault", "SetVariable", "SetOutput", "SetName", "Correlate", "WriteLine", "Event", "PublishEvent", "Delay", "Timer", "StartAt", "Cron",
        "ExecuteWorkflow", "DispatchWorkflow", "BulkDispatchWorkflows",
    ];

    /// <summary>Inputs and plain members of our own types.</summary>
    private static readonly Dictionary<string, string[]> Ours = new(StringComparer.Ordinal)
    {
        ["Journey.Stage"] = ["activities", "autoComplete", "variables", "planningTables"],
        ["Journey.Milestone"] = [],
        ["Journey.HumanTask"] = ["role", "title", "due", "outcomes", "result", "outcome", "assignee", "isBlocking", "out", "priority", "escalation", "fourEyes"],
        ["Journey.Task"] = ["isBlocking", "value", "resultVariable", "transient"],
        ["Journey.CaseTask"] = ["caseRef", "isBlocking", "businessKey", "in", "out"],
        ["Journey.ProcessTask"] = ["caseRef", "isBlocking", "businessKey", "in", "out"],
        ["Journey.UserEventListener"] = [],
        ["Journey.EventListener"] = [],
        ["Journey.TimerEventListener"] = ["timer"],
        ["Journey.SendMessage"] = ["channel", "purpose", "template", "text", "basis", "useUntil", "supersessionKey", "to", "result"],
        ["Journey.CallWebhook"] = ["url", "body"],
        ["Journey.SignalCustomer"] = ["customer", "eventName", "payload"],
        ["Journey.FollowTopic"] = ["topic", "urgency"],
        ["Journey.UnfollowTopic"] = ["topic"],
        ["Journey.SetTrait"] = ["trait", "value"],
        ["Journey.Decision"] = ["table", "result", "isBlocking", "in", "out"],
        ["Journey.Score"] = ["score", "value", "reason"],
    };

    /// <summary>What every activity may have, in Elsa and with us.</summary>
    private static readonly HashSet<string> Common = new(StringComparer.OrdinalIgnoreCase)
    {
        "id", "nodeId", "name", "type", "version", "customProperties", "metadata", "variables", "description", "definition", "displayName", "displayText", "source", "runAsynchronously", "canStartWorkflow", "rights",
    };

    /// <summary>What makes a child of a stage one.</summary>
    private static readonly string[] Control = ["entryCriteria", "exitCriteria", "itemControl", "interrupts", "order"];

    /// <summary>How an activity names the workflow that it runs.</summary>
    private static readonly string[] Use = ["workflowDefinitionId", "workflowDefinitionVersionId", "latestAvailablePublishedVersion", "latestAvailablePublishedVersionId"];

    /// <summary>Types that are known, for suggestions.</summary>
    public static IEnumerable<string> Types { get; } = [.. Elsa.Select(t => "Elsa." + t), .. Ours.Keys];

    public static void Check(JsonElement json, string id, string type, Diagnostics diagnostics)
    {
        var own = Ours.GetValueOrDefault(type);
        string[] known = [.. own ?? [], .. Control];
        foreach (var member in json.EnumerateObject().Select(m => m.Name).Where(m => !Common.Contains(m) && !known.Contains(m, StringComparer.OrdinalIgnoreCase)))
        {
            if (member is "required" or "repetition" or "manualActivation" or "discretionary")
                diagnostics.Warning("J117", id, $"'{member}' has no effect here.", "Put it into 'itemControl'.");
            else if (own is not null)
                diagnostics.Warning("J117", id, $"'{TypeReader.Short(member)}' means nothing in a {type}.", diagnostics.Suggest(member, known, $"Use {Diagnostics.OneOf(known)}, or keep notes in 'customProperties'."));
            else if (Control.FirstOrDefault(c => IsNearly(member, c)) is { } meant)
                diagnostics.Warning("J117", id, $"'{member}' means nothing here.", $"Did you mean '{meant}'?");
        }
    }

    /// <summary>A workflow used as an activity has its inputs and outputs as members.</summary>
    /// <param name="reserved">Names that belong to every activity.</param>
    public static void CheckUse(JsonElement json, CompositeNode use, IEnumerable<string> reserved, Diagnostics diagnostics)
    {
        string[] known = [.. use.Inputs.Select(i => i.Target), .. use.Declared];
        foreach (var name in known.Intersect([.. reserved, .. Use], StringComparer.OrdinalIgnoreCase))
            diagnostics.Error("J113", use.Id, $"'{name}' belongs to the activity itself, and is an input or output of the workflow '{TypeReader.Short(use.Workflow!.Id)}' as well.", "Give it another name there, or call the workflow with Elsa.ExecuteWorkflow.");
        foreach (var member in json.EnumerateObject().Select(m => m.Name).Where(m => !Common.Contains(m) && !known.Concat(Use).Concat(Control).Contains(m, StringComparer.OrdinalIgnoreCase)))
            diagnostics.Warning("J117", use.Id, $"The workflow '{TypeReader.Short(use.Workflow!.Id)}' has no input or output '{TypeReader.Short(member)}'.",
                diagnostics.Suggest(member, known, known.Length == 0 ? "Remove it." : $"Use {Diagnostics.OneOf(known)}."));
    }

    /// <summary>Elsa's activities have members of their own: only what is very near counts.</summary>
    private static bool IsNearly(string member, string control) =>
        control.Length > 6 && Math.Abs(member.Length - control.Length) <= 3 && member.StartsWith(control[..6], StringComparison.OrdinalIgnoreCase);
}
