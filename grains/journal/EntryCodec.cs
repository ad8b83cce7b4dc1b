using System.Buffers;
using System.Text.Json;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Journal;

/// <summary>
/// Entries as the store keeps them: <c>plain</c> is JSON that anybody who may read the database can read (kinds, types, transitions, times), everything
/// personal is in one sealed list.
/// </summary>
public static class EntryCodec
{
    /// <summary>Reads an entry. <paramref name="seal"/>: null when the key was destroyed; personal values read as null then, and the entry still folds.</summary>
    /// <exception cref="DamagedStoreException">It is not what was written.</exception>
    /// <exception cref="NewerJournalException">The entry was written by a newer version.</exception>
    public static Entry Decode(EntryRecord record, IPersonSeal? seal)
    {
        if (record.Damage is { } damage) throw new DamagedStoreException(damage);
        var personal = Open(record, seal);
        using var json = JsonDocument.Parse(record.Plain);
        var root = json.RootElement;
        var reader = new FactJsonReader(personal);
        var input = root.GetProperty("input");
        Value Personal(string name) => input.TryGetProperty("~" + name, out var index) && index.GetInt32() < personal.Length ? personal[index.GetInt32()] : Value.Null;
        string? Text(string name) => Personal(name) is { Kind: ValueKind.String } text ? text.AsString() : null;
        var described = new EntryInput(input.GetProperty("kind").GetString()!, Text("id"), Text("source"), input.GetProperty("type").GetString()!, Personal("data"));
        var subject = Text("subject");
        var facts = System.Collections.Immutable.ImmutableArray.CreateBuilder<Fact>(root.GetProperty("facts").GetArrayLength());
        foreach (var fact in root.GetProperty("facts").EnumerateArray()) facts.Add(reader.Read(fact));
        var all = facts.MoveToImmutable();
        var versions = new EntryVersions(root.GetProperty("engine").GetString()!, root.GetProperty("zones").GetString()!);
        return new Entry(record.Seq, UnixTime.FromMicroseconds(record.At), UnixTime.FromMicroseconds(record.Time), subject, described, all, Effects.Of(all), versions);
    }

    private static Value[] Open(EntryRecord record, IPersonSeal? seal)
    {
        if (seal is null || record.Sealed is null) return [];
        var plain = new ArrayBufferWriter<byte>(record.Sealed.Length);
        return seal.TryOpen(record.Sealed, plain)
            ? PersonalValues.Read(plain.WrittenSpan)
            : throw new DamagedStoreException($"entry {record.Seq} does not open with its person's key.");
    }
}
