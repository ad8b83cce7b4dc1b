using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using JourneyOrchestrator.Workflows.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace JourneyOrchestrator.ClientApi.CloudEvents;

/// <summary>Reads a CloudEvent in binary mode (HTTP protocol binding 1.0, 3.1): attributes in <c>ce-</c> headers, data in the body.</summary>
public static class BinaryEventReader
{
    private const string Prefix = "ce-";
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static bool IsBinary(IHeaderDictionary headers)
    {
        foreach (var header in headers)
            if (header.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    public static EventReading Read(IHeaderDictionary headers, ReadOnlySpan<byte> body, SubjectRule subject, DateTimeOffset now)
    {
        var draft = new EventDraft();
        foreach (var header in headers)
            if (header.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) ReadHeader(ref draft, header);
        if (body.Length > 0)
        {
            if (!Utf8.IsValid(body)) return EventReading.Flawed(EventProblems.InvalidUtf8 with { Field = "/data" });
            try
            {
                var reader = new Utf8JsonReader(body, CloudEventReader.Lenient);
                reader.Read();
                CloudEventReader.ReadData(ref reader, ref draft);
                reader.Read();
            }
            catch (JsonException e)
            {
                draft.Add(EventProblems.MalformedJson(e) with { Field = "/data" });
            }
        }
        return draft.Finish(subject, now);
    }

    private static void ReadHeader(ref EventDraft draft, KeyValuePair<string, StringValues> header)
    {
        var name = header.Key[Prefix.Length..].ToLowerInvariant();
        var field = "/" + ValueJson.Escape(name);
        var attribute = EventAttributes.OfHeader(name);
        if (header.Value.Count != 1) draft.Add(EventProblems.DuplicateKey(field));
        else if (!TryDecode(header.Value[0]!, out var text)) draft.Add(EventProblems.PercentEncoding(field));
        else if (attribute != EventAttribute.Extension) draft.SetText(attribute, text);
        else if (EventAttributes.IsName(name)) draft.AddExtension(name, Value.Of(text));
        else draft.Add(EventProblems.AttributeName(field));
    }

    private static bool TryDecode(string header, out string text)
    {
        text = header;
        if (!header.Contains('%', StringComparison.Ordinal)) return true;
        var bytes = new List<byte>(header.Length);
        for (var i = 0; i < header.Length; i++)
        {
            if (header[i] != '%')
            {
                var start = i;
                if (char.IsHighSurrogate(header[i]) && i + 1 < header.Length) i++;
                bytes.AddRange(Encoding.UTF8.GetBytes(header[start..(i + 1)]));
                continue;
            }
            if (i + 2 >= header.Length || !char.IsAsciiHexDigit(header[i + 1]) || !char.IsAsciiHexDigit(header[i + 2])) return false;
            bytes.Add(Convert.FromHexString(header.AsSpan(i + 1, 2))[0]);
            i += 2;
        }
        try
        {
            text = Strict.GetString([.. bytes]);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
