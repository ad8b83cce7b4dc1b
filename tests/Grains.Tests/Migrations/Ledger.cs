using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Grains.Tests.Harness;
using JourneyOrchestrator.Grains.Turns;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Grains.Tests.Migrations;

/// <summary>One customer and what is on disk of it: journal, timers, tasks and the ids of events. A turn can be killed after it was decided and before it is
/// committed: memory is gone then, and the state is folded again from the journal.</summary>
internal sealed class Ledger(JourneyCatalog journeys)
{
    private readonly FakeKeys keys = new();
    private readonly List<EntryRecord> journal = [];
    private readonly HashSet<string> events = [];
    private readonly HashSet<TimerRow> timers = [];
    private CustomerState state = new(1, "ann");

    public DateTimeOffset Now { get; set; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public CustomerState State => state;

    public IReadOnlyCollection<TimerRow> Timers => timers;

    public List<Fact> Facts { get; } = [];

    public Dictionary<string, string> Tasks { get; } = [];

    /// <summary>Hands over an input as a shard does: an event that is on disk is not decided again.</summary>
    public Receipt Do(Input input, bool killed = false)
    {
        if (input is Input.Event { Signal.Id: var id } && events.Contains(id)) return new Receipt(ReceiptKind.Duplicate);
        var turn = CustomerTurn.Begin(state, input, new TurnContext(Now, journeys, Person.Versions));
        Assert.Null(turn.WantedTopic);
        var result = turn.Close();
        if (killed)
        {
            state = Fold();
            return default;
        }
        if (result.Entry is not null) Commit(input, result);
        return result.Receipt;
    }

    private void Commit(Input input, TurnResult result)
    {
        keys.Allocate();
        using var seal = keys.Open(1)!;
        var record = new TurnEncoder(keys).Encode(state, result, seal);
        journal.Add(record.Entry);
        if (input is Input.Event e) events.Add(e.Signal.Id);
        foreach (var change in record.Timers)
            if (change.Set) timers.Add(new TimerRow(change.Due, 1, change.Timer));
            else timers.Remove(new TimerRow(change.Due, 1, change.Timer));
        foreach (var task in record.Tasks) Tasks[task.Id] = task.Status;
        Facts.AddRange(result.Entry!.Facts);
        var live = SnapshotCodec.Write(state);
        Assert.Equal(live, SnapshotCodec.Write(Fold()));
        Assert.Equal(live, SnapshotCodec.Write(SnapshotCodec.Read(live)));
    }

    private CustomerState Fold()
    {
        using var seal = keys.Open(1)!;
        var folded = new CustomerState(1, "ann");
        foreach (var record in journal) folded.Apply(EntryCodec.Decode(record, seal));
        return folded;
    }
}
