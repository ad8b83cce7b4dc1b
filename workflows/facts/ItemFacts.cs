using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Workflows.Facts;

/// <summary>A plan item came into being, Available, or Active at once where its container starts it in the same step (all but stages do).</summary>
/// <param name="Names">What the definition says of it, so not personal.</param>
/// <param name="Parent">Ordinal of the containing item; 0 for the root.</param>
/// <param name="Required">CMMN's required rule, evaluated once, now (R36).</param>
/// <param name="Mark">How it came: null, <c>repeat:2</c> (by the repetition rule, the how manyth), <c>timer:1</c> (after so many occurrences of an interval),
/// <c>backward</c> (over a connection that closes a loop), <c>transition:n</c> (for the n-th transition of a state machine, from 0).</param>
/// <param name="Started">It was started for the same reason: one fact where two would say no more.</param>
public sealed record ItemCreated(
    CaseId Case, int Item, ItemName Names, int Parent, bool Required, Rule Rule, string? Mark = null,
    bool Started = false) : ItemFact(Case, Item)
{
    public override string Type => "item.created";

    /// <inheritdoc cref="ItemName.Node"/>
    public string Node => Names.Node;

    /// <inheritdoc cref="ItemName.NodeType"/>
    public string NodeType => Names.NodeType;

    /// <inheritdoc cref="ItemName.Name"/>
    public string Name => Names.Name;

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Number("item", Item);
        writer.Text("node", Node);
        writer.Text("nodeType", NodeType);
        if (Name != Node) writer.Text("name", Name);
        writer.Number("parent", Parent);
        if (Required) writer.Flag("required", Required);
        if (Mark is not null) writer.Text("mark", Mark);
        if (Started) writer.Flag("started", Started);
        writer.Rule(Rule);
    }

    internal static ItemCreated Read(IFactReader r)
    {
        var node = r.Text("node");
        return new(r.Case(), (int)r.Number("item"), new ItemName(node, r.Text("nodeType"), r.OptionalText("name") ?? node), (int)r.Number("parent"), r.Flag("required"), r.Rule(), r.OptionalText("mark"), r.Flag("started"));
    }
}

/// <summary>A plan item changed its state.</summary>
/// <param name="Outcomes">Outcomes of a completion; empty otherwise.</param>
public sealed record ItemTransitioned(
    CaseId Case, int Item, ItemTransition Transition, ImmutableArray<string> Outcomes, Rule Rule) : ItemFact(Case, Item)
{
    public override string Type => "item.transitioned";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Number("item", Item);
        writer.Text("transition", FactNames.Of(Transition));
        if (!Outcomes.IsDefaultOrEmpty) writer.Texts("outcomes", Outcomes);
        writer.Rule(Rule);
    }

    internal static ItemTransitioned Read(IFactReader r) =>
        new(r.Case(), (int)r.Number("item"), FactNames.ItemTransition(r.Text("transition")), r.Texts("outcomes"), r.Rule());
}

/// <summary>An on-part of one of the item's sentries occurred (remembered until the sentry fires, R9).</summary>
/// <param name="Part">Index of the on-part; -1: the if-part was seen false, so that it may fire when it turns true (R30).</param>
public sealed record OnPartOccurred(CaseId Case, int Item, string Sentry, int Part) : ItemFact(Case, Item)
{
    public override string Type => "sentry.onPart";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Number("item", Item);
        writer.Text("sentry", Sentry);
        writer.Number("part", Part);
    }

    internal static OnPartOccurred Read(IFactReader r) =>
        new(r.Case(), (int)r.Number("item"), r.Text("sentry"), (int)r.Number("part"));
}

/// <summary>A sentry of the item fired; its on-parts are forgotten (R10).</summary>
public sealed record SentryFired(CaseId Case, int Item, string Sentry, Rule Rule) : ItemFact(Case, Item)
{
    public override string Type => "sentry.fired";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Number("item", Item);
        writer.Text("sentry", Sentry);
        writer.Rule(Rule);
    }

    internal static SentryFired Read(IFactReader r) => new(r.Case(), (int)r.Number("item"), r.Text("sentry"), r.Rule());
}

/// <summary>What a forgetful sentry had heard within one input is forgotten at its end (Flowable's trigger mode onEvent).</summary>
public sealed record OnPartsForgotten(CaseId Case, int Item, string Sentry) : ItemFact(Case, Item)
{
    public override string Type => "sentry.forgot";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Number("item", Item);
        writer.Text("sentry", Sentry);
    }

    internal static OnPartsForgotten Read(IFactReader r) => new(r.Case(), (int)r.Number("item"), r.Text("sentry"));
}

/// <summary>A connection of a flowchart was visited; <paramref name="Followed"/>: its port was among the outcomes.</summary>
public sealed record ConnectionVisited(CaseId Case, int Item, int Connection, bool Followed) : ItemFact(Case, Item)
{
    public override string Type => "flow.connection";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Number("item", Item);
        writer.Number("connection", Connection);
        if (Followed) writer.Flag("followed", Followed);
    }

    internal static ConnectionVisited Read(IFactReader r) =>
        new(r.Case(), (int)r.Number("item"), (int)r.Number("connection"), r.Flag("followed"));
}

/// <summary>An activity of a flowchart was visited (ran to its end, or was skipped).</summary>
/// <param name="Activity">Its index in the flowchart.</param>
public sealed record ActivityVisited(CaseId Case, int Item, int Activity) : ItemFact(Case, Item)
{
    public override string Type => "flow.activity";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Number("item", Item);
        writer.Number("activity", Activity);
    }

    internal static ActivityVisited Read(IFactReader r) => new(r.Case(), (int)r.Number("item"), (int)r.Number("activity"));
}

/// <summary>A durable timer of the item was set.</summary>
public sealed record TimerSet(CaseId Case, int Item, DateTimeOffset Due) : ItemFact(Case, Item)
{
    public override string Type => "timer.set";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Number("item", Item);
        writer.Time("due", Due);
    }

    internal static TimerSet Read(IFactReader r) => new(r.Case(), (int)r.Number("item"), r.Time("due")!.Value);
}

/// <summary>The item's timer is no more: it fired, or was withdrawn.</summary>
public sealed record TimerEnded(CaseId Case, int Item, bool Fired) : ItemFact(Case, Item)
{
    public override string Type => "timer.ended";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Number("item", Item);
        if (Fired) writer.Flag("fired", Fired);
    }

    internal static TimerEnded Read(IFactReader r) => new(r.Case(), (int)r.Number("item"), r.Flag("fired"));
}

/// <summary>WriteLine's line; personal, since it may show anything.</summary>
public sealed record LineWritten(CaseId Case, int Item, string Text) : ItemFact(Case, Item)
{
    public override string Type => "line.written";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Number("item", Item);
        writer.PersonalText("text", Text);
    }

    internal static LineWritten Read(IFactReader r) => new(r.Case(), (int)r.Number("item"), r.PersonalText("text") ?? "");
}

/// <summary>An activity failed (Elsa's incident). It waits for a person: retry, skip or terminate the item.</summary>
/// <param name="Incident">Ordinal within the case; the first is 1.</param>
public sealed record IncidentRaised(CaseId Case, int Item, int Incident, string Message) : ItemFact(Case, Item)
{
    public override string Type => "incident.raised";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Number("item", Item);
        writer.Number("incident", Incident);
        writer.PersonalText("message", Message);
    }

    internal static IncidentRaised Read(IFactReader r) =>
        new(r.Case(), (int)r.Number("item"), (int)r.Number("incident"), r.PersonalText("message") ?? "");
}

/// <summary>A person dealt with an incident. <paramref name="How"/>: retried, skipped, terminated.</summary>
public sealed record IncidentResolved(CaseId Case, int Item, int Incident, string How, Rule Rule) : ItemFact(Case, Item)
{
    public override string Type => "incident.resolved";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Number("item", Item);
        writer.Number("incident", Incident);
        writer.Text("how", How);
        writer.Rule(Rule);
    }

    internal static IncidentResolved Read(IFactReader r) =>
        new(r.Case(), (int)r.Number("item"), (int)r.Number("incident"), r.Text("how"), r.Rule());
}
