using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Silo.Subscriptions;

/// <summary>One change, as every subscription that wants it is told of it.</summary>
/// <param name="Id">Equal on every try and after a restart.</param>
/// <param name="Position">Place of its entry in the order of commits.</param>
internal sealed record Message(string Id, long Position, string Customer, string Type, string? Journey, byte[] Body);

/// <summary>Makes messages of entries, one for each fact that is told. What many subscriptions send is made once, and forgotten with its entry.</summary>
internal sealed class Messages(ICustomers customers)
{
    private const string TestType = "subscription.test";
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ConditionalWeakTable<LiveEntry, Task<IReadOnlyList<Message>>> made = [];
    private readonly CaseLabels labels = new(customers);

    public async ValueTask<IReadOnlyList<Message>> OfAsync(LiveEntry entry, CancellationToken cancel)
    {
        var making = made.GetValue(entry, MakeAsync);
        try
        {
            return await making.WaitAsync(cancel).ConfigureAwait(false);
        }
        catch when (making.IsFaulted)
        {
            made.Remove(entry);   // the next try makes it anew
            throw;
        }
    }

    /// <summary>What a test sends: a message of the same form that says nothing.</summary>
    public static byte[] Test(string subscription, DateTimeOffset now) => Body(TestType, now, json => json.WriteString("subscription", subscription));

    private async Task<IReadOnlyList<Message>> MakeAsync(LiveEntry entry)
    {
        var told = entry.Entry.Facts.Select((fact, index) => (Fact: fact, Index: index)).Where(x => ChangeTypes.IsTold(x.Fact)).ToList();
        if (told.Count == 0 || await labels.OfAsync(entry, told.ConvertAll(x => x.Fact)).ConfigureAwait(false) is not { } about) return [];
        return [.. told.Select((x, i) => Make(entry, x.Fact, x.Index, about[i]))];
    }

    private static Message Make(LiveEntry entry, Fact fact, int index, CaseLabel? about)
    {
        // With the time it stays unlike any other, even where a host is set back to a backup and gives out positions again.
        var id = string.Create(CultureInfo.InvariantCulture, $"{entry.Position}-{index}-{entry.Entry.At.ToUnixMicroseconds()}");
        var type = ChangeTypes.Of(fact, about?.Item?.NodeType);
        return new Message(id, entry.Position, entry.CustomerId, type, about?.Journey, Body(type, entry.Entry.At, json => Write(json, entry, fact, about)));
    }

    private static byte[] Body(string type, DateTimeOffset at, Action<Utf8JsonWriter> writeData)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            json.WriteString("timestamp", at.UtcDateTime);
            json.WriteStartObject("data");
            writeData(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, LiveEntry entry, Fact fact, CaseLabel? about)
    {
        json.WriteString("customer", entry.CustomerId);
        json.WriteNumber("seq", entry.Entry.Seq);
        if (about is { } label) Write(json, label);
        json.WriteStartObject("fact");
        // What a join brings along is about the visitor's journal, which nobody outside knows.
        if (fact is not CustomerJoined) fact.Write(new OpenFactJson(json));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CaseLabel label)
    {
        json.WriteString("journey", label.Journey);
        json.WriteNumber("version", label.Version);
        if (label.Item is not { } item) return;
        json.WriteString("node", item.Node);
        json.WriteString("nodeType", item.NodeType);
        json.WriteString("name", item.Name);
    }
}
