using System.Text.Json;
using JourneyOrchestrator.ClientApi.CloudEvents;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.ClientApi.Http.Tracking;

/// <summary>Finds the messages of a batch and what it says for all of them; each message is then read by itself, so that a bad one does not take
/// the others with it.</summary>
internal static class TrackingBatch
{
    /// <param name="frame">Completed with what the batch says.</param>
    /// <param name="messages">Where the messages are.</param>
    public static Problem? Split(ReadOnlySpan<byte> utf8, ref TrackingFrame frame, List<Range> messages)
    {
        try
        {
            return SplitObject(utf8, ref frame, messages);
        }
        catch (JsonException e)
        {
            return EventProblems.MalformedJson(e);
        }
        catch (ValueJsonException e)
        {
            return EventProblems.Of(e, "/context");
        }
    }

    private static Problem? SplitObject(ReadOnlySpan<byte> utf8, ref TrackingFrame frame, List<Range> messages)
    {
        var reader = new Utf8JsonReader(utf8, CloudEventReader.Lenient);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) return EventProblems.NotAnObject;
        Problem? problem = TrackingProblems.NoBatch;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("batch"u8))
            {
                // Readers differ in which of two they take: what one of them checked, another would keep.
                if (problem != TrackingProblems.NoBatch) return EventProblems.DuplicateKey("/batch");
                problem = Messages(utf8, ref reader, messages);
            }
            else if (reader.ValueTextEquals("sentAt"u8)) frame = frame with { SentAt = Time(ref reader) };
            else if (reader.ValueTextEquals("context"u8)) frame = frame with { Context = Read(ref reader) };
            else Skip(ref reader);
        }
        reader.Read();
        return problem;
    }

    private static Problem? Messages(ReadOnlySpan<byte> utf8, ref Utf8JsonReader reader, List<Range> messages)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        var inner = new List<Range>();
        var problem = BatchReader.Split(utf8[start..(int)reader.BytesConsumed], inner);
        foreach (var range in inner) messages.Add((range.Start.Value + start)..(range.End.Value + start));
        return problem is null ? null : problem with { Field = "/batch" };
    }

    /// <summary>A clock that can't be read is one that corrects nothing.</summary>
    private static DateTimeOffset? Time(ref Utf8JsonReader reader)
    {
        var value = Read(ref reader);
        return value.Kind == ValueKind.String && Rfc3339.TryParse(value.AsString(), out var time) ? time : null;
    }

    private static Value Read(ref Utf8JsonReader reader)
    {
        reader.Read();
        return ValueJson.Read(ref reader);
    }

    private static void Skip(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }
}
