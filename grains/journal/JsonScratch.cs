using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace JourneyOrchestrator.Grains.Journal;

/// <summary>A JSON writer and its buffer, used again and again by one owner, one thread at a time: each use overwrites the last.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A writer onto memory holds nothing that must be given back.")]
public sealed class JsonScratch
{
    /// <summary>A buffer that one large value has made larger than this is given up, in bytes.</summary>
    private const int KeptMax = 256 * 1024;

    private ArrayBufferWriter<byte> bytes = new(1024);
    private readonly Utf8JsonWriter json;

    public JsonScratch() => json = new Utf8JsonWriter(bytes, JournalJson.Options);

    /// <summary>A writer at the beginning of an empty text.</summary>
    public Utf8JsonWriter Begin()
    {
        if (bytes.Capacity > KeptMax) bytes = new ArrayBufferWriter<byte>(1024);
        bytes.ResetWrittenCount();
        json.Reset(bytes);
        return json;
    }

    /// <summary>What was written since <see cref="Begin"/>, as UTF-8; good until the next one.</summary>
    public ReadOnlySpan<byte> End()
    {
        json.Flush();
        return bytes.WrittenSpan;
    }
}
