using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Grains.Turns;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Tests.Harness;

/// <summary>
/// One customer, run as a host runs it, on a clock that the test moves. After every turn it checks what must always hold: folding what was written
/// gives the live state, a snapshot reads back the same, a turn without entry changed nothing, and the journal folds without its keys.
/// </summary>
public sealed class Person
{
    public static readonly EntryVersions Versions = new("test", "2025b");

    private readonly CustomerState folded;
    private readonly CustomerState blind;
    private readonly Dictionary<string, TopicState> topics = new(StringComparer.Ordinal);
    private int signals;

    public Person(params JourneyPlan[] journeys) : this(new FakeKeys(), "ann", journeys) { }

    public Person(FakeKeys keys, string id, params JourneyPlan[] journeys)
    {
        Keys = keys;
        Journeys = new JourneyCatalog(journeys);
        var key = keys.Allocate();
        (State, folded, blind) = (new CustomerState(key, id), new CustomerState(key, id), new CustomerState(key, id));
    }

    public FakeKeys Keys { get; }
    public JourneyCatalog Journeys { get; set; }
    public CustomerState State { get; }
    public DateTimeOffset Now { get; set; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    public int EndedCasesMax { get; set; } = EndedCases.Max;

    public int RunningCasesMax { get; set; } = RunningCases.Max;
    public List<TurnRecord> Written { get; } = [];
    public Receipt Receipt { get; private set; }

    /// <summary>The entry of the last turn, read back from what was written; null when there was none.</summary>
    public Entry? Entry { get; private set; }

    public TurnRecord Record => Written[^1];
    public IReadOnlyList<CaseState> Cases => [.. State.Cases.Values.OrderBy(c => c.Id.Seq).ThenBy(c => c.Id.Ordinal)];
    public IReadOnlyList<CaseState> Running => [.. Cases.Where(c => c.Running)];
    public IEnumerable<T> Facts<T>() where T : Fact => Entry?.Facts.OfType<T>() ?? [];

    /// <summary>An event from an app.</summary>
    public Person Hears(string type, string? json = null, DateTimeOffset? time = null) =>
        Gets(new Input.Event(new Signal($"s{++signals}", "app", type, State.Id, time, Json(json))));

    /// <summary>An event that somebody put on a topic, as the fan-out brings it.</summary>
    public Person HearsOn(string topic, long position, string type, string? json = null) =>
        Gets(new Input.Topic(topic, position, new Signal($"t{position}", "feed", type, "", Now, Json(json))));

    /// <summary>What is retained on a topic: (position, type, data).</summary>
    public Person Retains(string topic, long position, params (long Position, string Type, string Json)[] events)
    {
        topics[topic] = new TopicState(topic, position, [.. events.Select(e => new RetainedEvent(
            e.Position, CloudEventJson.Write(new Signal($"t{e.Position}", "feed", e.Type, "", Now, Json(e.Json)), Now)))]);
        return this;
    }

    /// <summary>This visitor says to be a known customer; answers what that one gets.</summary>
    public Input.Join JoinTo(string customer)
    {
        Hears("customer.identified", $$"""{"customer":"{{customer}}"}""");
        Assert.Equal(ReceiptKind.Accepted, Receipt.Kind);
        return new Input.Join(State.Key, CaseParts.JoinId(State.Key, State.Seq), State.Id, State.Seq, System.Text.Encoding.UTF8.GetString(SnapshotCodec.Write(State)));
    }

    /// <summary>What this one's last turn has for another customer comes there, as the outbox brings it.</summary>
    public Person TellsTo(Person other)
    {
        foreach (var effect in Entry!.Effects.OfType<Effect.Internal>().Where(e => e.Customer == other.State.Id).ToArray())
            other.Gets(new Input.Internal(State.Key, effect.Id, new Signal(effect.Id, $"urn:customer:{State.Key}", effect.EventType, effect.Customer, Now, effect.Payload)));
        return this;
    }

    /// <summary>An input that failed each time it was tried.</summary>
    public Person SetsAside(Input input, string error = "InvalidOperationException: of the test") => Takes(() => CustomerTurn.SetAside(State, input, Context, error));

    /// <summary>What was set aside is decided after all, as the host does it: from what was written.</summary>
    public Person Replays(long seq, string? reason = null)
    {
        var record = Written.Single(r => r.Entry.Seq == seq).Entry;
        using var opener = Keys.Open(record.Sealer == 0 ? State.Key : record.Sealer);
        return Gets(new Input.Resolve(State.Key, seq, Discard: false, "eve", reason) { Kept = SetAsideInputs.Read(EntryCodec.Decode(record, opener)) });
    }

    public Person Gets(Input input) => Takes(() => CustomerTurn.Begin(State, input, Context));

    private TurnContext Context => new(Now, Journeys, Versions) { EndedCasesMax = EndedCasesMax, RunningCasesMax = RunningCasesMax };

    private Person Takes(Func<CustomerTurn> begin)
    {
        var before = SnapshotCodec.Write(State);
        var turn = begin();
        while (turn.WantedTopic is { } topic) turn.Supply(topics.GetValueOrDefault(topic) ?? new TopicState(topic, 0, []));
        var result = turn.Close();
        (Receipt, Entry) = (result.Receipt, null);
        if (result.Entry is null) Assert.Equal(before, SnapshotCodec.Write(State));
        else Keep(result);
        return this;
    }

    private void Keep(TurnResult result)
    {
        using var seal = Keys.Open(State.Key)!;
        var record = new TurnEncoder(Keys).Encode(State, result, seal);
        Written.Add(record);
        using var opener = Keys.Open(record.Entry.Sealer == 0 ? State.Key : record.Entry.Sealer);
        Entry = EntryCodec.Decode(record.Entry, opener);
        folded.Apply(Entry);
        blind.Apply(EntryCodec.Decode(record.Entry, null));
        var live = SnapshotCodec.Write(State);
        Assert.Equal(live, SnapshotCodec.Write(folded));
        Assert.Equal(live, SnapshotCodec.Write(SnapshotCodec.Read(live)));
        Assert.Equal(State.Seq, blind.Seq);
    }

    public static Value Json(string? json) => json is null ? Value.Null : ValueJson.Parse(System.Text.Encoding.UTF8.GetBytes(json));
}
