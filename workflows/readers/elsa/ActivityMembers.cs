using System.Text.Json;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>The members that activities have. Import keeps any other; but of our own types, and where one is nearly a member of ours, it was meant otherwise.</summary>
internal static class ActivityMembers
{
    private static readonly string[] Elsa =
    [
        "Sequence", "Flowchart", "Parallel", "Fork", "If", "Switch", "While", "For", "ForEach", "ParallelForEach", "Break", "FlowNode", "StateMachine", "FlowDecision", "FlowSwitch", "FlowFork", "FlowJoin", "Start", "End", "Finish",
        "Complete", "Fault", "SetVariable", "SetOutput", "SetName", "Correlate", "WriteLine", "Event", "PublishEvent", "Delay", "Timer", "StartAt", "Cron",
    ];

    /// <summary>Inputs and plain members of our own types.</summary>
    private static readonly Dictionary<string, string[]> Ours = new(StringComparer.Ordinal)
    {
        ["Journey.Stage"] = ["activities", "autoComplete", "variables"],
        ["Journey.Milestone"] = [],
        ["Journey.HumanTask"] = ["role", "title", "due", "outcomes", "result", "outcome", "priority", "escalation", "fourEyes"],
        ["Journey.SendMessage"] = ["channel", "purpose", "template", "text", "basis", "useUntil", "supersessionKey", "to", "result"],
        ["Journey.CallWebhook"] = ["url", "body"],
        ["Journey.SignalCustomer"] = ["customer", "eventName", "payload"],
        ["Journey.FollowTopic"] = ["topic", "urgency"],
        ["Journey.UnfollowTopic"] = ["topic"],
        ["Journey.SetTrait"] = ["trait", "value"],
        ["Journey.Decision"] = ["table", "result"],
        ["Journey.Score"] = ["score", "value", "reason"],
    };

    /// <summary>What every activity may have, in Elsa and with us.</summary>
    private static readonly HashSet<string> Common = new(StringComparer.OrdinalIgnoreCase)
    {
        "id", "nodeId", "name", "type", "version", "customProperties", "metadata", "variables", "description", "displayName", "displayText", "source", "runAsynchronously", "canStartWorkflow", "rights",
    };

    /// <summary>What makes a child of a stage one.</summary>
    private static readonly string[] Control = ["entryCriteria", "exitCriteria", "itemControl", "interrupts", "order"];

    /// <summary>Types that are known, for suggestions.</summary>
    public static IEnumerable<string> Types { get; } = [.. Elsa.Select(t => "Elsa." + t), .. Ours.Keys];

    public static void Check(JsonElement json, string id, string type, Diagnostics diagnostics)
    {
        var own = Ours.GetValueOrDefault(type);
        string[] known = [.. own ?? [], .. Control];
        foreach (var member in json.EnumerateObject().Select(m => m.Name).Where(m => !Common.Contains(m) && !known.Contains(m, StringComparer.OrdinalIgnoreCase)))
        {
            if (member is "required" or "repetition" or "manualActivation")
                diagnostics.Warning("J117", id, $"'{member}' has no effect here.", "Put it into 'itemControl'.");
            else if (own is not null)
                diagnostics.Warning("J117", id, $"'{TypeReader.Short(member)}' means nothing in a {type}.", diagnostics.Suggest(member, known, $"Use {Diagnostics.OneOf(known)}, or keep notes in 'customProperties'."));
            else if (Control.FirstOrDefault(c => IsNearly(member, c)) is { } meant)
                diagnostics.Warning("J117", id, $"'{member}' means nothing here.", $"Did you mean '{meant}'?");
        }
    }

    /// <summary>Elsa's activities have members of their own: only what is very near counts.</summary>
    private static bool IsNearly(string member, string control) =>
        control.Length > 6 && Math.Abs(member.Length - control.Length) <= 3 && member.StartsWith(control[..6], StringComparison.OrdinalIgnoreCase);
}
