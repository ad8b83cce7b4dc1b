using System.Text.Json;
using System.Text.Unicode;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.ClientApi.CloudEvents;

/// <summary>Reads one structured CloudEvent (JSON format 1.0) from UTF-8 bytes, strictly: it answers with a signal or with everything
/// that is wrong, and never throws because of its input.</summary>
public static class CloudEventReader
{
    // The depth of data is checked by ValueJson, which can name the place; the reader itself only must not be in its way.
    internal static readonly JsonReaderOptions Lenient = new() { MaxDepth = EventLimits.BodyBytesMax };

    /// <param name="now">This server's clock, for times too far ahead.</param>
    public static EventReading Read(ReadOnlySpan<byte> utf8, SubjectRule subject, DateTimeOffset now)
    {
        if (utf8.Length > EventLimits.BodyBytesMax) return EventReading.Flawed(EventProblems.TooLarge);
        if (!Utf8.IsValid(utf8)) return EventReading.Flawed(EventProblems.InvalidUtf8);
        var draft = new EventDraft();
        try
        {
            var reader = new Utf8JsonReader(utf8, Lenient);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                reader.Read();
                return EventReading.Flawed(EventProblems.NotAnObject);
            }
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName) ReadMember(ref reader, ref draft);
            reader.Read();
        }
        catch (JsonException e)
        {
            return EventReading.Flawed(EventProblems.MalformedJson(e));
        }
        return draft.Finish(subject, now);
    }

    private static void ReadMember(ref Utf8JsonReader reader, ref EventDraft draft)
    {
        if (!TryText(ref reader, out var name))
        {
            draft.Add(EventProblems.InvalidUnicode(""));
            SkipValue(ref reader);
            return;
        }
        var attribute = EventAttributes.Of(ref reader);
        if (attribute != EventAttribute.Extension && !draft.Once(attribute))
        {
            draft.Add(EventProblems.DuplicateKey("/" + name));
            SkipValue(ref reader);
            return;
        }
        reader.Read();
        switch (attribute)
        {
            case EventAttribute.Data: ReadData(ref reader, ref draft); break;
            case EventAttribute.DataBase64: ReadBinaryData(ref reader, ref draft); break;
            case EventAttribute.Extension: ReadExtension(ref reader, ref draft, name); break;
            default: ReadAttribute(ref reader, ref draft, attribute, "/" + name); break;
        }
    }

    private static void SkipValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    /// <summary>Reads data at the reader; on a problem goes on behind it, so that the rest is checked as well.</summary>
    internal static void ReadData(ref Utf8JsonReader reader, ref EventDraft draft)
    {
        var start = reader;
        try
        {
            draft.SetData(ValueJson.Read(ref reader));
        }
        catch (ValueJsonException e)
        {
            draft.Add(EventProblems.Of(e, "/data"));
            reader = start;
            reader.Skip();
        }
    }

    private static void ReadBinaryData(ref Utf8JsonReader reader, ref EventDraft draft)
    {
        if (reader.TokenType != JsonTokenType.Null) draft.Add(EventProblems.DataBase64);
        reader.Skip();
    }

    private static void ReadAttribute(ref Utf8JsonReader reader, ref EventDraft draft, EventAttribute attribute, string field)
    {
        // An unset attribute may be written as null (JSON format, 2.2).
        if (reader.TokenType == JsonTokenType.Null) return;
        if (reader.TokenType != JsonTokenType.String) draft.Add(EventProblems.WrongType(field, "a string"));
        else if (TryText(ref reader, out var text)) draft.SetText(attribute, text);
        else draft.Add(EventProblems.InvalidUnicode(field));
        reader.Skip();
    }

    private static void ReadExtension(ref Utf8JsonReader reader, ref EventDraft draft, string name)
    {
        var field = "/" + ValueJson.Escape(name);
        if (!EventAttributes.IsName(name)) draft.Add(EventProblems.AttributeName(field));
        else if (reader.TokenType == JsonTokenType.String)
        {
            if (TryText(ref reader, out var text)) draft.AddExtension(name, Value.Of(text));
            else draft.Add(EventProblems.InvalidUnicode(field));
        }
        else if (reader.TokenType is JsonTokenType.True or JsonTokenType.False) draft.AddExtension(name, Value.Of(reader.GetBoolean()));
        else if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number)) draft.AddExtension(name, Value.Of(number));
        else if (reader.TokenType != JsonTokenType.Null) draft.Add(EventProblems.WrongType(field, "a string, a truth value or a 32-bit integer"));
        reader.Skip();
    }

    // The bytes are valid UTF-8, so what can fail is an escaped half of a surrogate pair.
    private static bool TryText(ref Utf8JsonReader reader, out string text)
    {
        try
        {
            text = reader.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            text = "";
            return false;
        }
    }
}
