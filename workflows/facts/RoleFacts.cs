using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Facts;

/// <summary>Somebody has a role in the case from now on (CMMN 1.1, 5.3.1). <paramref name="Who"/>: personal; null: the key was destroyed.</summary>
/// <param name="Customer">Another customer, not one of the staff.</param>
/// <param name="Hears">Types of the holder's events that reach the case.</param>
/// <param name="Effect">Ordinal of the effect that tells the holder, another customer; 0: nobody is told.</param>
/// <param name="Owner">Id of the customer whose case it is, where the holder is told; personal.</param>
public sealed record RoleAssigned(
    CaseId Case, string Role, string? Who, bool Customer, ImmutableArray<string> Hears, int Effect, string? Owner, Rule Rule) : CaseFact(Case)
{
    public override string Type => "role.assigned";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Text("role", Role);
        writer.PersonalText("who", Who);
        if (Customer) writer.Flag("customer", Customer);
        if (!Hears.IsDefaultOrEmpty) writer.Texts("hears", Hears);
        if (Effect > 0) writer.Number("effect", Effect);
        if (Owner is not null) writer.PersonalText("owner", Owner);
        writer.Rule(Rule);
    }

    internal static RoleAssigned Read(IFactReader r) => new(
        r.Case(), r.Text("role"), r.PersonalText("who"), r.Flag("customer"), r.Texts("hears"), (int)r.Number("effect"), r.PersonalText("owner"), r.Rule());
}

/// <summary>A role of the case is nobody's any more. <paramref name="Who"/>: whose it was; personal. <paramref name="Effect"/>: as with <see cref="RoleAssigned"/>.</summary>
public sealed record RoleWithdrawn(CaseId Case, string Role, string? Who, int Effect, Rule Rule) : CaseFact(Case)
{
    public override string Type => "role.withdrawn";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Text("role", Role);
        writer.PersonalText("who", Who);
        if (Effect > 0) writer.Number("effect", Effect);
        writer.Rule(Rule);
    }

    internal static RoleWithdrawn Read(IFactReader r) => new(r.Case(), r.Text("role"), r.PersonalText("who"), (int)r.Number("effect"), r.Rule());
}

/// <summary>This customer has, or has no longer, a role in a case of another one, to whom some of this one's events go.</summary>
/// <param name="Owner">Whose case it is; personal; null: that person's key was destroyed.</param>
/// <param name="Holder">The id under which the role was given; personal.</param>
/// <param name="Hears">Types of events that go to the other; empty: the role is withdrawn.</param>
/// <param name="Effect">Ordinal of the effect that told it: what was told earlier, and comes later, does not count.</param>
public sealed record RoleHeld(CaseId Case, string Role, string? Owner, string? Holder, ImmutableArray<string> Hears, int Effect) : Fact
{
    public override string Type => "role.held";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Text("role", Role);
        writer.PersonalText("owner", Owner);
        writer.PersonalText("holder", Holder);
        if (!Hears.IsDefaultOrEmpty) writer.Texts("hears", Hears);
        writer.Number("effect", Effect);
    }

    internal static RoleHeld Read(IFactReader r) => new(r.Case(), r.Text("role"), r.PersonalText("owner"), r.PersonalText("holder"), r.Texts("hears"), (int)r.Number("effect"));
}

/// <summary>An event of this customer is on its way to a case of another one, in which this customer has a role.</summary>
/// <param name="Effect">Id of the effect that brings it.</param>
/// <param name="Payload">The event, and for which role of which case it comes.</param>
public sealed record SignalRelayed(CaseId Case, string Role, string Effect, string? Owner, string EventType, Value Payload) : Fact
{
    public override string Type => "signal.relayed";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Text("role", Role);
        writer.Text("effect", Effect);
        writer.PersonalText("owner", Owner);
        writer.Text("eventType", EventType);
        writer.Personal("payload", Payload);
    }

    internal static SignalRelayed Read(IFactReader r) => new(
        r.Case(), r.Text("role"), r.Text("effect"), r.PersonalText("owner"), r.Text("eventType"), r.Personal("payload"));
}
