using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Grains.Turns;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Conformance.Golden;

/// <summary>A customer who is handed the inputs of the golden journal, as a host does it, with keys that seal nothing.</summary>
internal sealed class GoldenPerson(JourneyCatalog journeys)
{
    private static readonly EntryVersions Versions = new("golden", "golden");

    private readonly OpenKeys keys = new();
    private readonly CustomerState state = new(1, "ann");
    private readonly SortedSet<(long Due, long Timer)> timers = [];
    private DateTimeOffset now = new(2026, 3, 27, 8, 0, 0, TimeSpan.Zero);
    private int signals;

    /// <summary>Entries of the journal as JSON lines, the plain part as it is stored and what is personal beside it.</summary>
    public List<string> Lines { get; } = [];

    public void Take(JsonElement step)
    {
        if (step.TryGetProperty("wait", out var wait)) Wait(System.Xml.XmlConvert.ToTimeSpan(wait.GetString()!));
        else Gets(Read(step));
    }

    private Input Read(JsonElement step)
    {
        string? Text(string name) => step.TryGetProperty(name, out var text) ? text.GetString() : null;
        Value Data(string name) => step.TryGetProperty(name, out var data) ? ValueJson.FromElement(data) : Value.Null;
        if (Text("hears") is { } type) return new Input.Event(new Signal($"s{++signals}", "app", type, state.Id, step.TryGetProperty("time", out var time) ? time.GetDateTimeOffset() : null, Data("data")));
        if (Text("starts") is { } journey) return new Input.StartCase(journey, null, Text("key"), Data("variables") is { Kind: ValueKind.Map } map ? map.AsMap() : ValueMap.Empty, "eve");
        if (Text("consent") is { } purpose) return new Input.SetConsent(purpose, Text("channel")!, true, "v1", "desk", "eve");
        if (Text("case") is { } transition) return new Input.ActOnCase(state.Cases.Values.MaxBy(c => c.Id.Seq)!.Id, Enum.Parse<CaseTransition>(transition, true), "eve", Text("reason"));
        var (item, on) = state.Cases.Values.SelectMany(c => c.Items.Select(i => (Item: i, Case: c))).Last(i => i.Item.Node == (Text("completes") ?? Text("item")));
        return Text("completes") is not null
            ? new Input.ActOnTask(on.Id, item.Ordinal, TaskAction.Complete, "eve", null, Text("outcome"), Data("data"))
            : new Input.ActOnItem(on.Id, item.Node, Enum.Parse<ItemAction>(Text("action")!, true), "eve", Text("reason"));
    }

    /// <summary>Time passes; each timer fires at its own time.</summary>
    private void Wait(TimeSpan span)
    {
        var until = now + span;
        while (timers.Count > 0 && timers.Min is var (due, timer) && Time(due) <= until)
        {
            timers.Remove((due, timer));
            now = Time(due) > now ? Time(due) : now;
            Gets(new Input.TimerDue(timer, Time(due)));
        }
        now = until;
    }

    private static DateTimeOffset Time(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    private void Gets(Input input)
    {
        var turn = CustomerTurn.Begin(state, input, new TurnContext(now, journeys, Versions));
        while (turn.WantedTopic is { } topic) turn.Supply(new TopicState(topic, 0, []));
        var result = turn.Close();
        if (result.Receipt.Kind != ReceiptKind.Accepted) throw new ScenarioRefusedException($"{input} at {now:O}: {result.Receipt}");
        using var seal = keys.Open(1)!;
        var record = new TurnEncoder(keys).Encode(state, result, seal);
        foreach (var timer in record.Timers)
            if (timer.Set) timers.Add((timer.Due, timer.Timer));
            else timers.Remove((timer.Due, timer.Timer));
        Lines.Add(Line(record.Entry));
    }

    private static string Line(EntryRecord entry) =>
        $"{{\"seq\":{entry.Seq},\"at\":{entry.At},\"time\":{entry.Time},\"plain\":{Encoding.UTF8.GetString(entry.Plain)},\"personal\":{(entry.Sealed is null ? "null" : Encoding.UTF8.GetString(entry.Sealed))}}}";

    private sealed class OpenKeys : IPersonKeys
    {
        public long Allocate() => 1;

        public IPersonSeal? Open(long customer) => new OpenSeal();

        public void Destroy(long customer) => throw new InvalidOperationException("Nobody is erased here.");

        public void Probe()
        {
            // nothing is written anywhere
        }

        public byte[] IdHash(string id) => SHA256.HashData(Encoding.UTF8.GetBytes(id))[..16];

        public long TermHash(string term) => BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(term))) | 1;
    }

    private sealed class OpenSeal : IPersonSeal
    {
        public byte[] Seal(ReadOnlySpan<byte> plain) => plain.ToArray();

        public bool TryOpen(ReadOnlySpan<byte> sealedBytes, IBufferWriter<byte> output)
        {
            output.Write(sealedBytes);
            return true;
        }

        public void Dispose()
        {
            // it holds no key
        }
    }
}

/// <summary>An input of the golden journal that is not accepted: its inputs are wrong, or the engine is.</summary>
internal sealed class ScenarioRefusedException(string message) : Exception(message);
