using System.Text.Json;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Journal;

/// <summary>The personal values of one entry, in one list that is sealed as a whole; the plain part refers to them by index.</summary>
internal sealed class PersonalValues
{
    private readonly JsonScratch scratch = new();
    private Utf8JsonWriter? json;
    private int count;

    /// <summary>An empty list, for the next entry.</summary>
    public void Begin() => (json, count) = (null, 0);

    /// <summary>Adds a value; answers its index.</summary>
    public int Add(in Value value)
    {
        ValueJson.WriteTyped(Open(), value);
        return count++;
    }

    private Utf8JsonWriter Open()
    {
        if (json is not null) return json;
        json = scratch.Begin();
        json.WriteStartArray();
        return json;
    }

    /// <summary>The list as JSON; nothing when it is empty. Good until the next one begins.</summary>
    public ReadOnlySpan<byte> End()
    {
        if (json is null) return [];
        json.WriteEndArray();
        json = null;
        return scratch.End();
    }

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
