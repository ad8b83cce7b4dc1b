using System.Text;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Tests.Store;

/// <summary>Rows for tests of stores: as small as can be; a test says what matters to it with <c>with</c>.</summary>
internal static class StoreRows
{
    /// <summary>When the first entry of a customer is recorded, Unix microseconds; each later one is recorded one later.</summary>
    public const long Start = 1_000_000;

    public const long Always = long.MaxValue;

    /// <summary>The first turn of a customer.</summary>
    public static TurnRecord First(long customer) => Turn(customer, 1) with { Created = new NewCustomer(IdHash(customer), Utf8($"id {customer}")) };

    public static TurnRecord Turn(long customer, long seq) =>
        new(customer, new EntryRecord(seq, Start + seq, Start, 0, 0, Utf8($$"""{"of":{{customer}},"seq":{{seq}}}"""), Utf8("sealed")));

    public static OutboxRow Effect(string id, long notBefore = 0, long supersession = 0) =>
        new(id, "webhook", notBefore, Always, supersession, Utf8($"sealed {id}"));

    public static TaskRow Task(string id, string role = "adviser", string status = "open") => new(id, role, status, 7, Utf8($"sealed {id}"));

    public static TopicEventRow Event(string topic, long input, string retainKey = "delay", bool latestOnly = false) =>
        new(topic, input, input * 10, retainKey, latestOnly, Start, Utf8($$"""{"id":"{{input}}"}"""));

    public static TombstoneRow Tombstone(long expires = Always) => new("receipt", "asked", Start, expires);

    public static SnapshotRow Snapshot(long seq, long schema = 1) => new(seq, schema, Utf8($"snapshot {seq}"));

    public static byte[] IdHash(long customer) => [.. BitConverter.GetBytes(customer), .. BitConverter.GetBytes(~customer)];

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
