using System.Text.Json;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Journal;

/// <summary>Effects as JSON, for the outbox.</summary>
public static class EffectCodec
{
    /// <summary>Writes an effect into a buffer; good until the buffer's next use.</summary>
    public static ReadOnlySpan<byte> Write(Effect effect, JsonScratch scratch)
    {
        ValueJson.WriteTyped(scratch.Begin(), Value.OfMap(MapOf(effect)));
        return scratch.End();
    }

    private static ValueMap MapOf(Effect effect)
    {
        var map = new ValueMap.Builder().Add("id", Value.Of(effect.Id)).Add("type", Value.Of(effect.Type));
        switch (effect)
        {
            case Effect.Message m:
                map.Add("channel", Value.Of(m.Channel)).Add("purpose", Value.Of(m.Purpose)).Add("template", Value.Of(m.Template)).Add("text", Value.Of(m.Text))
                    .Add("to", Value.Of(m.To)).Add("basis", Value.Of(m.Basis)).Add("consentSince", TimeOf(m.ConsentSince)).Add("useUntil", TimeOf(m.UseUntil))
                    .Add("supersessionKey", Value.Of(m.SupersessionKey));
                break;
            case Effect.Webhook w: map.Add("url", Value.Of(w.Url)).Add("body", w.Body); break;
            case Effect.Internal i: map.Add("customer", Value.Of(i.Customer)).Add("eventType", Value.Of(i.EventType)).Add("payload", i.Payload); break;
            default: throw new ArgumentException($"An effect of type {effect.Type} does not go through the outbox.", nameof(effect));
        }
        return map.Build();
    }

    private static Value TimeOf(DateTimeOffset? time) => time is { } value ? Value.OfTimestamp(value) : Value.Null;

    /// <exception cref="FormatException">It is no effect.</exception>
    public static Effect Read(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, ValueJson.TypedOptions);
        reader.Read();
        var map = ValueJson.ReadTyped(ref reader).AsMap();
        string Text(string name) => map[name].AsString();
        string? Optional(string name) => map[name] is { Kind: ValueKind.String } text ? text.AsString() : null;
        DateTimeOffset? Time(string name) => map[name] is { Kind: ValueKind.Timestamp } time ? time.AsTimestamp() : null;
        return Text("type") switch
        {
            "message" => new Effect.Message(Text("id"), Text("channel"), Text("purpose"), Text("template"), Text("text"), Optional("to"), Text("basis"),
                Time("consentSince"), Time("useUntil"), Optional("supersessionKey")),
            "webhook" => new Effect.Webhook(Text("id"), Text("url"), map["body"]),
            "internal" => new Effect.Internal(Text("id"), Text("customer"), Text("eventType"), map["payload"]),
            var other => throw new FormatException($"'{other}' is no effect of the outbox."),
        };
    }
}
