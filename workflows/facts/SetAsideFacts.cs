using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Facts;

/// <summary>The input of this turn could not be decided however often it was tried: it is kept with its entry until somebody replays or discards it.</summary>
/// <param name="Seq">Of the entry that keeps it: this one.</param>
/// <param name="Error">What went wrong, for people.</param>
/// <param name="More">What the entry does not say of the input, and is needed to decide it.</param>
public sealed record InputSetAside(long Seq, string Error, Value More) : Fact
{
    public override string Type => "input.setAside";

    public override void Write(IFactWriter writer)
    {
        writer.Number("seq", Seq);
        writer.PersonalText("error", Error);
        writer.Personal("more", More);
    }

    internal static InputSetAside Read(IFactReader r) => new(r.Number("seq"), r.PersonalText("error") ?? "", r.Personal("more"));
}

/// <summary>What was set aside is no longer: it was decided in this very turn, or will never be.</summary>
/// <param name="Customer">Key of the customer whose journal keeps the input: this one, or somebody who was joined to it.</param>
/// <param name="Seq">Of the entry that keeps it.</param>
public sealed record InputResolved(long Customer, long Seq, bool Replayed, string By, string? Reason) : Fact
{
    public override string Type => "input.resolved";

    public override void Write(IFactWriter writer)
    {
        writer.Number("customer", Customer);
        writer.Number("seq", Seq);
        writer.Flag("replayed", Replayed);
        writer.PersonalText("by", By);
        writer.PersonalText("reason", Reason);
    }

    internal static InputResolved Read(IFactReader r) =>
        new(r.Number("customer"), r.Number("seq"), r.Flag("replayed"), r.PersonalText("by") ?? "", r.PersonalText("reason"));
}
