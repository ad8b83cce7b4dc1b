using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Facts;

/// <summary>A message is to be sent; allowed by consent or another basis.</summary>
/// <param name="Effect">Ordinal of the effect within the case; case id and ordinal make the idempotency key.</param>
/// <param name="Basis">consent, contract, legalObligation, legitimateInterest or vitalInterest.</param>
/// <param name="ConsentSince">When the consent that allows it was given; null for another basis.</param>
/// <param name="UseUntil">Past it the message is withheld; null: always useful.</param>
public sealed record MessageQueued(
    CaseId Case, int Item, int Effect, string Channel, string Purpose, string Template, string Text, string? To,
    string Basis, DateTimeOffset? ConsentSince, DateTimeOffset? UseUntil, string? SupersessionKey, Rule Rule) : ItemFact(Case, Item)
{
    public override string Type => "message.queued";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Number("item", Item);
        writer.Number("effect", Effect);
        writer.Text("channel", Channel);
        writer.Text("purpose", Purpose);
        writer.Text("template", Template);
        writer.PersonalText("text", Text);
        writer.PersonalText("to", To);
        writer.Text("basis", Basis);
        writer.Time("consentSince", ConsentSince);
        writer.Time("useUntil", UseUntil);
        writer.PersonalText("supersessionKey", SupersessionKey);
        writer.Rule(Rule);
    }

    internal static MessageQueued Read(IFactReader r) => new(
        r.Case(), (int)r.Number("item"), (int)r.Number("effect"), r.Text("channel"), r.Text("purpose"), r.Text("template"),
        r.PersonalText("text") ?? "", r.PersonalText("to"), r.Text("basis"), r.Time("consentSince"), r.Time("useUntil"),
        r.PersonalText("supersessionKey"), r.Rule());
}

/// <summary>A message was not sent. <paramref name="Reason"/>: no-consent, objection, too-late, no-address.</summary>
public sealed record MessageSuppressed(
    CaseId Case, int Item, string Channel, string Purpose, string Template, string Basis, string Reason, Rule Rule) : ItemFact(Case, Item)
{
    public override string Type => "message.suppressed";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Number("item", Item);
        writer.Text("channel", Channel);
        writer.Text("purpose", Purpose);
        writer.Text("template", Template);
        writer.Text("basis", Basis);
        writer.Text("reason", Reason);
        writer.Rule(Rule);
    }

    internal static MessageSuppressed Read(IFactReader r) => new(
        r.Case(), (int)r.Number("item"), r.Text("channel"), r.Text("purpose"), r.Text("template"), r.Text("basis"), r.Text("reason"), r.Rule());
}

/// <summary>A webhook is to be called.</summary>
public sealed record WebhookQueued(CaseId Case, int Item, int Effect, string Url, Value Body, Rule Rule) : ItemFact(Case, Item)
{
    public override string Type => "webhook.queued";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Number("item", Item);
        writer.Number("effect", Effect);
        writer.PersonalText("url", Url);
        writer.Personal("body", Body);
        writer.Rule(Rule);
    }

    internal static WebhookQueued Read(IFactReader r) =>
        new(r.Case(), (int)r.Number("item"), (int)r.Number("effect"), r.PersonalText("url") ?? "", r.Personal("body"), r.Rule());
}

/// <summary>A signal is on its way to another customer.</summary>
public sealed record CustomerSignalled(
    CaseId Case, int Item, int Effect, string Customer, string EventType, Value Payload, Rule Rule) : ItemFact(Case, Item)
{
    public override string Type => "customer.signalled";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Number("item", Item);
        writer.Number("effect", Effect);
        writer.PersonalText("customer", Customer);
        writer.Text("eventType", EventType);
        writer.Personal("payload", Payload);
        writer.Rule(Rule);
    }

    internal static CustomerSignalled Read(IFactReader r) => new(
        r.Case(), (int)r.Number("item"), (int)r.Number("effect"), r.PersonalText("customer") ?? "", r.Text("eventType"), r.Personal("payload"), r.Rule());
}

/// <summary>How an effect ended outside. <paramref name="End"/>: sent, withheld, superseded, dead.</summary>
public sealed record EffectEnded(CaseId Case, int Effect, string End, string? Detail) : CaseFact(Case)
{
    public override string Type => "effect.ended";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Number("effect", Effect);
        writer.Text("end", End);
        writer.Text("detail", Detail);
    }

    internal static EffectEnded Read(IFactReader r) =>
        new(r.Case(), (int)r.Number("effect"), r.Text("end"), r.OptionalText("detail"));
}

/// <summary>The case signalled its own customer; the signal is handled in this very turn.</summary>
public sealed record EventPublished(CaseId Case, int Item, string EventType, Value Payload) : ItemFact(Case, Item)
{
    public override string Type => "event.published";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Number("item", Item);
        writer.Text("eventType", EventType);
        writer.Personal("payload", Payload);
    }

    internal static EventPublished Read(IFactReader r) =>
        new(r.Case(), (int)r.Number("item"), r.Text("eventType"), r.Personal("payload"));
}

/// <summary>The case follows a topic from now on. <paramref name="Urgency"/>: fan-out order, smaller first.</summary>
public sealed record TopicFollowed(CaseId Case, int Item, string Topic, long Urgency) : ItemFact(Case, Item)
{
    public override string Type => "topic.followed";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Number("item", Item);
        writer.Text("topic", Topic);
        writer.Number("urgency", Urgency);
    }

    internal static TopicFollowed Read(IFactReader r) =>
        new(r.Case(), (int)r.Number("item"), r.Text("topic"), r.Number("urgency"));
}

/// <summary>The case no longer follows a topic. <paramref name="Item"/>: the item that said so, or 0 when the case ended.</summary>
public sealed record TopicUnfollowed(CaseId Case, int Item, string Topic) : ItemFact(Case, Item)
{
    public override string Type => "topic.unfollowed";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Number("item", Item);
        writer.Text("topic", Topic);
    }

    internal static TopicUnfollowed Read(IFactReader r) => new(r.Case(), (int)r.Number("item"), r.Text("topic"));
}
