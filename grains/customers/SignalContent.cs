using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Customers;

/// <summary>Tells a repeated signal from another one that reuses its id.</summary>
public static class SignalContent
{
    /// <summary>Hash of type, time and data. Extension attributes are left out: a sender that tries again may trace anew.</summary>
    public static long Hash(Signal signal)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartArray();
            json.WriteStringValue(signal.Type);
            if (signal.Time is { } time) json.WriteNumberValue(time.UtcTicks);
            else json.WriteNullValue();
            ValueJson.Write(json, signal.Data);
            json.WriteEndArray();
        }
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes.WrittenSpan, hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }
}
