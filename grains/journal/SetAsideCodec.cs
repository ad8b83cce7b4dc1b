using System.Text.Json;
using JourneyOrchestrator.Grains.Customers;

namespace JourneyOrchestrator.Grains.Journal;

/// <summary>What operators read of an input that was set aside, as JSON.</summary>
public static class SetAsideCodec
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static byte[] Write(SetAsideText text) => JsonSerializer.SerializeToUtf8Bytes(text, Options);

    /// <exception cref="FormatException">It is something else.</exception>
    public static SetAsideText Read(ReadOnlySpan<byte> utf8) => JsonSerializer.Deserialize<SetAsideText>(utf8, Options) ?? throw new FormatException("What is set aside has no text.");
}
