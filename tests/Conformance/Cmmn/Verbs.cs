using System.Collections.Immutable;
using System.Text.Json;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Conformance.Cmmn;

/// <summary>What a step does to a case or an item; each answers why it was refused.</summary>
internal static class Verbs
{
    public const int Root = 1;

    private static readonly Rule Person = new(RuleKind.Person);

    public static string? Complete(RunCase on, int item) => item == Root ? on.Hand(new Stimulus.ActOnCase(CaseTransition.Complete, Person))
        : on.State.Item(item)?.Task is not null ? on.Hand(new Stimulus.CompleteTask(item, "Done", Value.Null, Person))
        : Move(on, item, ItemTransition.Complete);

    public static string? Trigger(RunCase on, int item) => on.State.Item(item) is { State: ItemState.Available } ? Move(on, item, ItemTransition.Occur) : Complete(on, item);

    public static string? Terminate(RunCase on, int item) => item == Root
        ? on.Hand(new Stimulus.ActOnCase(CaseTransition.Terminate, Person)) : Move(on, item, ItemTransition.Terminate);

    public static string? Suspend(RunCase on, int item) => item == Root
        ? on.Hand(new Stimulus.ActOnCase(CaseTransition.Suspend, Person)) : Move(on, item, ItemTransition.Suspend);

    public static string? Close(RunCase on, int item) => item == Root ? on.Hand(new Stimulus.ActOnCase(CaseTransition.Close, Person)) : "Only cases are closed.";

    public static string? Reactivate(RunCase on) => on.Hand(new Stimulus.ActOnCase(CaseTransition.Reactivate, Person));

    public static string? Retry(RunCase on, int item) => on.Hand(new Stimulus.Retry(item, Person));

    public static string? Skip(RunCase on, int item) => on.Hand(new Stimulus.Skip(item, Person));

    public static string? Signal(RunCase on, string type) => on.Hand(new Stimulus.Signal(type));

    /// <summary>Plans a discretionary item as somebody of these roles.</summary>
    public static string? Plan(RunCase on, string node, ImmutableArray<string> roles) => on.Hand(new Stimulus.Plan(node, Person) { Actor = new Actor(null, roles) });

    /// <summary>Writes a case file item; null discards it.</summary>
    public static string? Write(RunCase on, string item, Value value) => on.Hand(new Stimulus.WriteFile(item, value, Person));

    /// <summary>Time passes; each timer fires at its own time.</summary>
    public static string? Wait(World world, TimeSpan time)
    {
        var until = world.Now + time;
        while (world.Cases.SelectMany(c => c.State.Items.Select(i => (Case: c, i.Ordinal, i.Due))).Where(t => t.Due <= until).OrderBy(t => t.Due).FirstOrDefault() is { Case: { } on, Ordinal: var item, Due: { } due })
        {
            world.Now = due > world.Now ? due : world.Now;
            on.Hand(new Stimulus.TimerDue(item));
        }
        world.Now = until;
        return null;
    }

    public static string? Fire(RunCase on, int item) => on.State.Item(item)?.Due is null ? "No timer runs." : on.Hand(new Stimulus.TimerDue(item));

    public static string? Move(RunCase on, int item, ItemTransition transition) => on.Hand(new Stimulus.ActOnItem(item, transition, Person));

    public static string? Set(RunCase on, int item, ValueMap values) => values.Count == 0 ? null : on.Hand(new Stimulus.SetVariables(item, values));

    public static ValueMap Values(JsonElement step) => step.TryGetProperty("vars", out var vars) ? ValueJson.FromElement(vars).AsMap() : ValueMap.Empty;

    /// <summary>Fires all timers that are due, again and again.</summary>
    public static void Drain(World world)
    {
        while (world.Cases.SelectMany(c => c.State.Running ? c.State.Items.Where(i => i.Due <= world.Now).Select(i => (Case: c, i.Ordinal, i.Due)) : []).OrderBy(t => t.Due).FirstOrDefault() is { Case: { } on, Ordinal: var item })
            on.Hand(new Stimulus.TimerDue(item));
    }
}
