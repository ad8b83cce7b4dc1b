using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using JourneyOrchestrator.ClientApi.Http.Json;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.ClientApi.Http.Streams;

/// <summary>Entries as server-sent events. An entry that many streams send is rendered once, and forgotten with it.</summary>
internal sealed class EntryFrames
{
    private readonly ConditionalWeakTable<LiveEntry, byte[]> rendered = [];

    public void Write(IBufferWriter<byte> output, LiveEntry entry) => output.Write(rendered.GetValue(entry, Render));

    /// <summary>What every stream begins with: when to connect again, and the id to do so with should it break before the first event.</summary>
    public static void WriteStart(IBufferWriter<byte> output, long position) =>
        Encoding.UTF8.GetBytes($"retry: 2000\nid: {position}\n\n", output);

    public static void WriteHeartbeat(IBufferWriter<byte> output) => output.Write(": still here\n\n"u8);

    private static byte[] Render(LiveEntry entry)
    {
        // JSON has no line ends of its own, so that the data is one line.
        var json = JsonAnswer.Render(entry, static (writer, x) => EntryJson.Write(writer, x.Entry, x.CustomerId));
        return [.. Encoding.UTF8.GetBytes($"id: {entry.Position}\nevent: entry\ndata: "), .. json.Span, (byte)'\n', (byte)'\n'];
    }
}
