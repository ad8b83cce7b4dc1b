using System.Buffers;
using System.Text.Json;
using JourneyOrchestrator.ClientApi.CloudEvents;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Silo.Replay;
using NodaTime.Text;

namespace JourneyOrchestrator.Silo.Play;

/// <summary>Signals of a replay as the bytes that a front-line app would send, read by the parser of the doors.</summary>
internal static class ReplayCloudEvents
{
    /// <exception cref="InvalidOperationException">The doors would refuse it: the replay is wrong.</exception>
    public static Signal Parse(ReplaySignal signal, DateTimeOffset now)
    {
        var reading = CloudEventReader.Read(Write(signal).Span, signal.Subject is null ? SubjectRule.Optional : SubjectRule.Required, now);
        return reading.Signal ?? throw new InvalidOperationException($"The doors refuse a signal of the replay: {reading.Problems[0].Field} {reading.Problems[0].Message}");
    }

    public static ReadOnlyMemory<byte> Write(ReplaySignal signal)
    {
        var bytes = new ArrayBufferWriter<byte>(signal.Data.Length + 256);
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        json.WriteString("specversion", "1.0");
        json.WriteString("id", signal.Id);
        json.WriteString("source", signal.Source);
        json.WriteString("type", signal.Type);
        if (signal.Subject is not null) json.WriteString("subject", signal.Subject);
        json.WriteString("time", InstantPattern.General.Format(signal.At));
        if (signal.Topic is not null) json.WriteBoolean("latestonly", true);
        json.WritePropertyName("data");
        json.WriteRawValue(signal.Data.Span);
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenMemory;
    }
}
