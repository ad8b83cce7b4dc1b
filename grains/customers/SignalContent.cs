using System.Buffers.Binary;
using System.Security.Cryptography;
using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Customers;

/// <summary>Tells a repeated signal from another one that reuses its id.</summary>
public static class SignalContent
{
    /// <summary>Hash of type, time and data. Extension attributes are left out: a sender that tries again may trace anew.</summary>
    public static long Hash(Signal signal) => Hash(signal, new JsonScratch());

    /// <summary>The same, in a buffer that is at hand.</summary>
    public static long Hash(Signal signal, JsonScratch scratch)
    {
        var json = scratch.Begin();
        json.WriteStartArray();
        json.WriteStringValue(signal.Type);
        if (signal.Time is { } time) json.WriteNumberValue(time.UtcTicks);
        else json.WriteNullValue();
        ValueJson.Write(json, signal.Data);
        json.WriteEndArray();
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(scratch.End(), hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }
}
