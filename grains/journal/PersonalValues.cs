using System.Buffers;
using System.Text.Json;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Journal;

/// <summary>The personal values of one entry, in one list that is sealed as a whole; the plain part refers to them by index.</summary>
internal sealed class PersonalValues : IDisposable
{
    private readonly ArrayBufferWriter<byte> bytes = new(256);
    private readonly Utf8JsonWriter json;
    private int count;

    public PersonalValues()
    {
        json = new Utf8JsonWriter(bytes, JournalJson.Options);
        json.WriteStartArray();
    }

    /// <summary>Adds a value; answers its index.</summary>
    public int Add(in Value value)
    {
        ValueJson.WriteTyped(json, value);
        return count++;
    }

    /// <summary>The list as JSON; null when it is empty.</summary>
    public ReadOnlyMemory<byte>? End()
    {
        json.WriteEndArray();
        json.Flush();
        return count == 0 ? null : bytes.WrittenMemory;
    }

    public void Dispose() => json.Dispose();

    /// <summary>Reads the list back; with nothing every value reads as null.</summary>
    public static Value[] Read(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty) return [];
        var reader = new Utf8JsonReader(utf8, ValueJson.TypedOptions);
        List<Value> values = [];
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) values.Add(ValueJson.ReadTyped(ref reader));
        return [.. values];
    }
}
