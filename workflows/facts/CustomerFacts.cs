using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Facts;

/// <summary>A trait of the customer got a value; null removes it. <paramref name="Name"/> is personal as well: it may say anything.</summary>
public sealed record TraitSet(string Name, Value Value) : Fact
{
    public override string Type => "trait.set";

    /// <summary>When it was said, where that is earlier than the turn; null: with the turn.</summary>
    public DateTimeOffset? Said { get; init; }

    public override void Write(IFactWriter writer)
    {
        writer.PersonalText("name", Name);
        writer.Personal("value", Value);
        writer.Time("said", Said);
    }

    internal static TraitSet Read(IFactReader r) => new(r.PersonalText("name") ?? "", r.Personal("value")) { Said = r.Time("said") };
}

/// <summary>A score of the customer, 0 to 100, with the reason that people read.</summary>
public sealed record ScoreSet(string Name, double Score, string Reason) : Fact
{
    public override string Type => "score.set";

    public override void Write(IFactWriter writer)
    {
        writer.Text("name", Name);
        writer.Personal("score", Value.Of(Score));
        writer.PersonalText("reason", Reason);
    }

    internal static ScoreSet Read(IFactReader r)
    {
        var score = r.Personal("score");
        return new(r.Text("name"), score.IsNull ? 0 : score.AsDouble(), r.PersonalText("reason") ?? "");
    }
}

/// <summary>Consent for a purpose on a channel was given or withdrawn, with its proof.</summary>
/// <param name="Wording">Version of the text that the person agreed to.</param>
/// <param name="Since">When it was given or withdrawn.</param>
public sealed record ConsentChanged(
    string Purpose, string Channel, bool Granted, DateTimeOffset Since, string Wording, string Source, string? By) : Fact
{
    public override string Type => "consent.changed";

    public override void Write(IFactWriter writer)
    {
        writer.Text("purpose", Purpose);
        writer.Text("channel", Channel);
        writer.Flag("granted", Granted);
        writer.Time("since", Since);
        writer.PersonalText("wording", Wording);
        writer.PersonalText("source", Source);
        writer.PersonalText("by", By);
    }

    internal static ConsentChanged Read(IFactReader r) => new(
        r.Text("purpose"), r.Text("channel"), r.Flag("granted"), r.Time("since")!.Value,
        r.PersonalText("wording") ?? "", r.PersonalText("source") ?? "", r.PersonalText("by"));
}

/// <summary>The customer has seen a topic up to a position: later deliveries of the same are repeats.</summary>
/// <param name="Retained">True when it came from the topic's retained values, on following.</param>
public sealed record TopicSeen(string Topic, long Position, bool Retained, Value Event) : Fact
{
    public override string Type => "topic.seen";

    public override void Write(IFactWriter writer)
    {
        writer.Text("topic", Topic);
        writer.Number("position", Position);
        if (Retained) writer.Flag("retained", Retained);
        if (!Event.IsNull) writer.Personal("event", Event);
    }

    internal static TopicSeen Read(IFactReader r) => new(r.Text("topic"), r.Number("position"), r.Flag("retained"), r.Personal("event"));
}
