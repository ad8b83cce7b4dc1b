using System.Text.Json;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.ClientApi.CloudEvents;

/// <summary>Everything that can be wrong with an event. Codes are stable (docs/api.md); fields are JSON pointers into the structured form.</summary>
public static class EventProblems
{
    public static Problem Missing(string field) =>
        new(field, "missing", $"'{Name(field)}' is missing.", $"Add '{Name(field)}', a non-empty string of at most {EventLimits.NameBytesMax} bytes.");

    public static Problem Empty(string field) =>
        new(field, "empty", $"'{Name(field)}' is empty.", $"Send a non-empty string of at most {EventLimits.NameBytesMax} bytes.");

    public static Problem TooLong(string field) =>
        new(field, "too-long", $"'{Name(field)}' is longer than {EventLimits.NameBytesMax} bytes of UTF-8.", $"Shorten it to {EventLimits.NameBytesMax} bytes.");

    public static Problem ControlCharacter(string field) =>
        new(field, "control-character", $"'{Name(field)}' holds a control character.", "Remove the characters U+0000 to U+001F and U+007F to U+009F.");

    public static Problem WrongType(string field, string expected) =>
        new(field, "wrong-type", $"'{Name(field)}' is not {expected}.", $"Send {expected}.");

    public static Problem DuplicateKey(string field) =>
        new(field, "duplicate-key", $"'{Name(field)}' comes twice.", "Send each member once.");

    public static Problem AttributeName(string field) =>
        new(field, "attribute-name", $"'{Name(field)}' is not an attribute name.", "Use only a-z and 0-9, or put the value into 'data'.");

    public static Problem SpecVersion { get; } =
        new("/specversion", "specversion", "'specversion' is not \"1.0\".", "Send CloudEvents 1.0 with \"specversion\": \"1.0\".");

    public static Problem TimeFormat { get; } =
        new("/time", "time-format", "'time' is not an RFC 3339 time with an offset.", "Send for instance \"2025-09-05T07:26:00Z\", or leave it out.");

    public static Problem TimeAhead { get; } =
        new("/time", "time-ahead", "'time' is more than 5 minutes ahead of this server's clock.", "Set the sender's clock, or leave 'time' out.");

    public static Problem DataContentType { get; } =
        new("/datacontenttype", "data-not-json", "'datacontenttype' is not a JSON media type.", "Send JSON data with \"application/json\", or leave it out.");

    public static Problem DataBase64 { get; } =
        new("/data_base64", "data-base64", "'data_base64' is binary data, which is not taken.", "Send JSON in 'data'.");

    public static Problem InvalidUtf8 { get; } =
        new("", "invalid-utf8", "The event is not valid UTF-8.", "Encode the JSON text as UTF-8.");

    public static Problem InvalidUnicode(string field) =>
        new(field, "invalid-unicode", "A string holds half of a surrogate pair.", "Escape characters beyond U+FFFF as a whole pair, or send them as UTF-8.");

    public static Problem NotAnObject { get; } =
        new("", "not-an-object", "The event is not a JSON object.", "Send one CloudEvent as {\"specversion\":\"1.0\",...}.");

    public static Problem NotAnArray { get; } =
        new("", "not-an-array", "The batch is not a JSON array.", "Send [event, event, ...], or one event as application/cloudevents+json.");

    public static Problem TooLarge { get; } =
        new("", "too-large", $"The event is larger than {EventLimits.BodyBytesMax} bytes.", "Send less data, or a reference to it.");

    public static Problem BodyTooLarge { get; } =
        new("", "too-large", $"The body is larger than {EventLimits.BodyBytesMax} bytes.", "Send less at a time; many events go as application/x-ndjson, which has no limit on the whole.");

    public static Problem NoRoom { get; } =
        new("", "overloaded", "More is being sent at this moment than the host has memory for.", "Send it again later, or less at a time.");

    public static Problem PercentEncoding(string field) =>
        new(field, "percent-encoding", $"The header of '{Name(field)}' is not percent-encoded UTF-8.", "Encode '%' as %25 and what is not printable ASCII byte by byte.");

    public static Problem MalformedJson(JsonException e) => new(
        "", "malformed-json",
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Not JSON at line {(e.LineNumber ?? 0) + 1}, byte {(e.BytePositionInLine ?? 0) + 1}."),
        "Send RFC 8259 JSON: no comments, no trailing commas, no NaN or Infinity, nothing after the end.");

    /// <summary>Well-formed JSON that is no acceptable value, below <paramref name="root"/>.</summary>
    public static Problem Of(ValueJsonException e, string root) => new(root + e.Path, e.Code, e.Message, e.Code switch
    {
        "nesting" => "Flatten the data.",
        "duplicate-key" => "Send each member once.",
        "number-overflow" => "Send the number as a string.",
        _ => "Escape characters beyond U+FFFF as a whole pair, or send them as UTF-8.",
    });

    private static string Name(string field) => field.TrimStart('/').Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
