using System.Buffers;
using System.Text.Json;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Grains.Orleans.Wire;

/// <summary>Inputs on their way to a customer's host: an array of [kind, trace or null, members].</summary>
public static class InputWire
{
    /// <summary>Names of the kinds, which stay as they are whatever the types are called.</summary>
    private static readonly (string Name, Type Type)[] Kinds =
    [
        ("event", typeof(Input.Event)), ("topic", typeof(Input.Topic)), ("timer", typeof(Input.TimerDue)), ("internal", typeof(Input.Internal)),
        ("join", typeof(Input.Join)), ("handOver", typeof(Input.HandOver)), ("settled", typeof(Input.EffectSettled)), ("startCase", typeof(Input.StartCase)),
        ("actOnCase", typeof(Input.ActOnCase)), ("migrate", typeof(Input.MigrateCase)), ("actOnItem", typeof(Input.ActOnItem)), ("plan", typeof(Input.Plan)),
        ("writeFile", typeof(Input.WriteFile)), ("actOnTask", typeof(Input.ActOnTask)), ("role", typeof(Input.AssignRole)), ("consent", typeof(Input.SetConsent)), ("resolve", typeof(Input.Resolve)),
    ];

    private static readonly Dictionary<Type, string> Names = Kinds.ToDictionary(kind => kind.Type, kind => kind.Name);
    private static readonly Dictionary<string, Type> Types = Kinds.ToDictionary(kind => kind.Name, kind => kind.Type, StringComparer.Ordinal);

    public static byte[] Write(IReadOnlyList<Delivery> inputs)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = WireJson.Options.Encoder, SkipValidation = true }))
        {
            json.WriteStartArray();
            foreach (var delivery in inputs)
            {
                var type = delivery.Input.GetType();
                json.WriteStartArray();
                json.WriteStringValue(Names[type]);
                if (delivery.Trace is { } trace) json.WriteStringValue(trace);
                else json.WriteNullValue();
                JsonSerializer.Serialize(json, delivery.Input, type, WireJson.Options);
                json.WriteEndArray();
            }
            json.WriteEndArray();
        }
        return bytes.WrittenSpan.ToArray();
    }

    /// <returns>Of each input what it is; null: it is of a kind that this version does not know.</returns>
    /// <exception cref="JsonException">It is something else.</exception>
    public static IReadOnlyList<Delivery?> Read(string customerId, ReadOnlySpan<byte> utf8)
    {
        var json = new Utf8JsonReader(utf8, Workflows.Values.ValueJson.TypedOptions);
        var inputs = new List<Delivery?>();
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.StartArray)
        {
            json.Read();
            var kind = json.GetString()!;
            json.Read();
            var trace = json.GetString();
            json.Read();
            if (Types.TryGetValue(kind, out var type)) inputs.Add(Delivery.To(customerId, (Input)JsonSerializer.Deserialize(ref json, type, WireJson.Options)!) with { Trace = trace });
            else
            {
                json.Skip();
                inputs.Add(null);
            }
            json.Read();
        }
        return inputs;
    }
}
