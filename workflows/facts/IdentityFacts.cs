namespace JourneyOrchestrator.Workflows.Facts;

/// <summary>The customer, so far an anonymous visitor, is somebody else, who goes on for both. The last fact of its journal.</summary>
/// <param name="Effect">Id of the effect that brings what is known to the other.</param>
/// <param name="Survivor">Id of the known customer.</param>
public sealed record CustomerAliased(string Effect, string Survivor) : Fact
{
    public override string Type => "customer.aliased";

    public override void Write(IFactWriter writer)
    {
        writer.Text("effect", Effect);
        writer.PersonalText("survivor", Survivor);
    }

    internal static CustomerAliased Read(IFactReader r) => new(r.Text("effect"), r.PersonalText("survivor") ?? "");
}

/// <summary>An anonymous visitor turned out to be this customer, who takes over what was known and what was going on. The first fact of its turn.</summary>
/// <param name="Customer">Key of the visitor, whose journal stays as it is.</param>
/// <param name="Entries">Entries in that journal: they take as many places in this customer's history, before this entry.</param>
/// <param name="Schema">Shape of <paramref name="State"/>.</param>
/// <param name="Id">Id of the visitor.</param>
/// <param name="State">The visitor's last state, as a snapshot has it; null when its key was destroyed.</param>
public sealed record CustomerJoined(long Customer, long Entries, long Schema, string Id, string? State) : Fact
{
    public override string Type => "customer.joined";

    public override void Write(IFactWriter writer)
    {
        writer.Number("customer", Customer);
        writer.Number("entries", Entries);
        writer.Number("schema", Schema);
        writer.PersonalText("id", Id);
        writer.PersonalText("state", State);
    }

    internal static CustomerJoined Read(IFactReader r) =>
        new(r.Number("customer"), r.Number("entries"), r.Number("schema"), r.PersonalText("id") ?? "", r.PersonalText("state"));
}
