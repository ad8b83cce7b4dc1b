using System.Buffers;
using System.Text.Json;

namespace JourneyOrchestrator.ClientApi.CloudEvents;

/// <summary>Members of an event that the specification names (CloudEvents 1.0, context attributes and JSON format).</summary>
internal enum EventAttribute { Extension, Id, Source, Type, Subject, SpecVersion, Time, DataContentType, DataSchema, Data, DataBase64 }

/// <summary>Finds an attribute by its name.</summary>
internal static class EventAttributes
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    public static EventAttribute Of(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("id"u8) ? EventAttribute.Id
        : reader.ValueTextEquals("source"u8) ? EventAttribute.Source
        : reader.ValueTextEquals("type"u8) ? EventAttribute.Type
        : reader.ValueTextEquals("subject"u8) ? EventAttribute.Subject
        : reader.ValueTextEquals("specversion"u8) ? EventAttribute.SpecVersion
        : reader.ValueTextEquals("time"u8) ? EventAttribute.Time
        : reader.ValueTextEquals("data"u8) ? EventAttribute.Data
        : reader.ValueTextEquals("datacontenttype"u8) ? EventAttribute.DataContentType
        : reader.ValueTextEquals("dataschema"u8) ? EventAttribute.DataSchema
        : reader.ValueTextEquals("data_base64"u8) ? EventAttribute.DataBase64
        : EventAttribute.Extension;

    /// <summary>The attribute of a binary-mode header, without <c>ce-</c>; there, data is the body and its type the content type.</summary>
    public static EventAttribute OfHeader(string name) => name switch
    {
        "id" => EventAttribute.Id,
        "source" => EventAttribute.Source,
        "type" => EventAttribute.Type,
        "subject" => EventAttribute.Subject,
        "specversion" => EventAttribute.SpecVersion,
        "time" => EventAttribute.Time,
        "dataschema" => EventAttribute.DataSchema,
        "datacontenttype" => EventAttribute.DataContentType,
        _ => EventAttribute.Extension,
    };

    public static bool IsName(ReadOnlySpan<char> name) =>
        name.Length > 0 && name.IndexOfAnyExcept(NameCharacters) < 0;
}
