using System.Text.Json;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.ClientApi.CloudEvents;

/// <summary>Finds the events of a JSON batch; each is then read by itself, so that a bad one does not take the others with it.</summary>
public static class BatchReader
{
    /// <summary>Byte ranges of the array's elements; a problem when the body as a whole is no JSON array.</summary>
    public static Problem? Split(ReadOnlySpan<byte> utf8, List<Range> elements)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8, CloudEventReader.Lenient);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartArray) return EventProblems.NotAnArray;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                elements.Add(start..(int)reader.BytesConsumed);
            }
            reader.Read();
            return null;
        }
        catch (JsonException e)
        {
            return EventProblems.MalformedJson(e);
        }
    }
}
