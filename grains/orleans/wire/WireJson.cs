using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Orleans.Wire;

/// <summary>
/// How what hosts tell each other is written: JSON by the names of members, values in their lossless form. A member that is not known is left alone and one
/// that is missing has its default, so that hosts of two versions work together while one replaces the other.
/// </summary>
internal static class WireJson
{
    public static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        MaxDepth = ValueJson.TypedOptions.MaxDepth,
        Converters = { new ValueConverter(), new ValueMapConverter(), new NamesConverter(), new JsonStringEnumConverter() },
    };

    public static byte[] Write<T>(T content) => JsonSerializer.SerializeToUtf8Bytes(content, Options);

    /// <exception cref="JsonException">It is something else.</exception>
    public static T Read<T>(ReadOnlySpan<byte> utf8) => JsonSerializer.Deserialize<T>(utf8, Options) ?? throw new JsonException("A message between hosts is null.");

    private sealed class ValueConverter : JsonConverter<Value>
    {
        public override bool HandleNull => true;

        public override Value Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ValueJson.ReadTyped(ref reader);

        public override void Write(Utf8JsonWriter writer, Value value, JsonSerializerOptions options) => ValueJson.WriteTyped(writer, value);
    }

    private sealed class ValueMapConverter : JsonConverter<ValueMap>
    {
        public override ValueMap Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ValueJson.ReadTyped(ref reader).AsMap();

        public override void Write(Utf8JsonWriter writer, ValueMap value, JsonSerializerOptions options) => ValueJson.WriteTyped(writer, Value.OfMap(value));
    }

    /// <summary>Of roles, none at all and no list are two things.</summary>
    private sealed class NamesConverter : JsonConverter<ImmutableArray<string>>
    {
        public override bool HandleNull => true;

        public override ImmutableArray<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<string[]>(ref reader, options) is { } names ? [.. names] : default;

        public override void Write(Utf8JsonWriter writer, ImmutableArray<string> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.IsDefault ? null : value.ToArray(), options);
    }
}
