using System.Buffers;
using System.Text;
using System.Text.Json;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Grains.Tests.Harness;

namespace JourneyOrchestrator.Grains.Tests.Corpus;

/// <summary>
/// Journals as JSON lines: each an entry with its plain part as it is stored and its personal values opened, so that a change of format shows as a
/// readable difference.
/// </summary>
internal static class CorpusJournal
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Corpus");

    public static string Line(TurnRecord record, FakeKeys keys)
    {
        var entry = record.Entry;
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteNumber("seq", entry.Seq);
            json.WriteNumber("at", entry.At);
            json.WriteNumber("time", entry.Time);
            json.WritePropertyName("plain");
            json.WriteRawValue(entry.Plain);
            if (entry.Sealed is not null)
            {
                json.WritePropertyName("personal");
                var opened = new ArrayBufferWriter<byte>();
                Assert.True(keys.Open(entry.Sealer == 0 ? record.Customer : entry.Sealer)!.TryOpen(entry.Sealed, opened));
                json.WriteRawValue(opened.WrittenSpan);
            }
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    public static EntryRecord Parse(string line, IPersonSeal seal)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        return new EntryRecord(
            root.GetProperty("seq").GetInt64(), root.GetProperty("at").GetInt64(), root.GetProperty("time").GetInt64(), 0, 0,
            Encoding.UTF8.GetBytes(root.GetProperty("plain").GetRawText()),
            root.TryGetProperty("personal", out var personal) ? seal.Seal(Encoding.UTF8.GetBytes(personal.GetRawText())) : null);
    }
}
