using System.Globalization;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Turns;

/// <summary>How inputs show in the journal.</summary>
internal static class EntryInputs
{
    /// <summary>The input as the entry keeps it, and when it says it happened.</summary>
    public static (DateTimeOffset Time, EntryInput Input) Describe(Input input, DateTimeOffset at) => input switch
    {
        Input.Event { Signal: var s } => (s.Time ?? at, new EntryInput("event", s.Id, s.Source, s.Type, s.Data)),
        Input.Internal i => (i.Signal.Time ?? at, new EntryInput("internal", i.EffectId, i.Signal.Source, i.Signal.Type, i.Signal.Data)),
        Input.Join j => (at, new EntryInput("internal", j.EffectId, SourceOf(j.SenderKey), Effect.JoinType, DataOf(j))),
        Input.Topic t => (t.Signal.Time ?? at, new EntryInput("topic", t.Signal.Id, t.Name, t.Signal.Type, t.Signal.Data)),
        Input.TimerDue t => (t.Due, new EntryInput("timer", t.Timer.ToString(CultureInfo.InvariantCulture), null, "timer.due", Value.Null)),
        Input.EffectSettled e => (at, new EntryInput("command", e.EffectId, "outbox", "effect.settled", Of(("end", FactNames.Names<EffectEnd>.Of(e.End)), ("detail", e.Detail)))),
        Input.StartCase c => (at, new EntryInput("command", null, c.By, "case.start", Of(("journey", c.Journey), ("key", c.Key)))),
        Input.AssignRole c => (at, new EntryInput("command", c.Case.ToString(), c.By, c.Who is null ? "role.withdraw" : "role.assign", Of(("role", c.Role), ("who", c.Who), ("reason", c.Reason)))),
        Input.ActOnItem { Action: ItemAction.Move } c => (at, new EntryInput("command", c.Case.ToString(), c.By, "case.move", Of(("to", c.Item), ("endOthers", c.EndOthers ? "true" : null), ("reason", c.Reason)))),
        Input.ActOnCase c => (at, new EntryInput("command", c.Case.ToString(), c.By, $"case.{FactNames.Of(c.Transition)}", Of(("reason", c.Reason)))),
        Input.MigrateCase c => (at, new EntryInput("command", c.Case.ToString(), c.By, "case.migrate", Of(("version", c.Version.ToString(CultureInfo.InvariantCulture)), ("reason", c.Reason)))),
        Input.ActOnItem c => (at, new EntryInput("command", c.Case.ToString(), c.By, $"item.{FactNames.Names<ItemAction>.Of(c.Action)}", Of(("item", c.Item), ("reason", c.Reason)))),
        Input.Plan c => (at, new EntryInput("command", c.Case.ToString(), c.By, "case.plan", Of(("item", c.Item), ("reason", c.Reason)))),
        Input.WriteFile c => (at, new EntryInput("command", c.Case.ToString(), c.By, c.Value.IsNull ? "file.discard" : "file.write", Of(("item", c.Item), ("reason", c.Reason)))),
        Input.ActOnTask c => (at, new EntryInput("task", CaseParts.TaskId(c.Case, c.Item), c.By, $"task.{FactNames.Names<TaskAction>.Of(c.Action)}", Of(("outcome", c.Outcome), ("to", c.To)))),
        Input.Resolve c => (at, new EntryInput("command", new SetAsideInput(c.Customer, c.Seq).ToString(), c.By, c.Discard ? "input.discard" : "input.replay", Of(("reason", c.Reason)))),
        Input.SetConsent c => (at, new EntryInput("command", null, c.By, "consent.set", Of(("purpose", c.Purpose), ("channel", c.Channel)))),
        _ => throw new InvalidOperationException($"Unknown input {input.GetType()}."),
    };

    public static string SourceOf(long customer) => string.Create(CultureInfo.InvariantCulture, $"urn:customer:{customer}");

    public static Value DataOf(Input.Join join) => Of(("customer", join.Id));

    private static Value Of(params (string Name, string? Text)[] members)
    {
        var map = ValueMap.Empty;
        foreach (var (name, text) in members)
            if (text is not null) map = map.With(name, Value.Of(text));
        return Value.OfMap(map);
    }
}
