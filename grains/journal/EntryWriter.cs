using JourneyOrchestrator.Grains.Customers;

namespace JourneyOrchestrator.Grains.Journal;

/// <summary>Writes entries as <see cref="EntryCodec"/> reads them. Keeps its buffers: one owner, one thread at a time.</summary>
internal sealed class EntryWriter
{
    private readonly JsonScratch plain = new();
    private readonly PersonalValues personal = new();
    private readonly FactJsonWriter facts;

    public EntryWriter() => facts = new FactJsonWriter(personal);

    /// <summary>Writes an entry: answers its plain part. The personal values that it refers to are in <see cref="EndPersonal"/>.</summary>
    public byte[] Write(Entry entry)
    {
        personal.Begin();
        var json = plain.Begin();
        facts.Begin(json);
        json.WriteStartObject();
        json.WriteStartObject("input");
        json.WriteString("kind", entry.Input.Kind);
        json.WriteString("type", entry.Input.Type);
        facts.PersonalText("id", entry.Input.Id);
        facts.PersonalText("source", entry.Input.Source);
        facts.PersonalText("subject", entry.Subject);
        facts.Personal("data", entry.Input.Data);
        json.WriteEndObject();
        json.WriteStartArray("facts");
        foreach (var fact in entry.Facts) facts.Write(fact);
        json.WriteEndArray();
        json.WriteString("engine", entry.Versions.Engine);
        json.WriteString("zones", entry.Versions.TimeZones);
        json.WriteEndObject();
        return plain.End().ToArray();
    }

    /// <summary>The personal values of the entry just written, as one list to be sealed; empty when it has none. To be asked for once.</summary>
    public ReadOnlySpan<byte> EndPersonal() => personal.End();
}
