using System.Collections.Concurrent;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Definitions;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>Remembers what the doors hand on; customers have no state beyond their id. Answers can be scripted by subject.</summary>
internal sealed class FakeCustomers : ICustomers
{
    private readonly Dictionary<(string, string, string), Signal> seen = [];
    private readonly List<string> ids = [];
    private readonly Lock gate = new();

    public List<Signal> Signals { get; } = [];
    public List<(string Topic, Signal Signal)> Published { get; } = [];
    public ConcurrentBag<(string Customer, string Reader, string Call)> Reads { get; } = [];
    public List<int> Groups { get; } = [];
    public List<(string Customer, Input Command)> Commands { get; } = [];
    public Func<Signal, Receipt?> Script { get; set; } = _ => null;
    public Receipt CommandAnswer { get; set; } = Receipt.Accepted(2);
    public bool Ready { get; set; } = true;
    public Exception? Broken { get; set; }

    public ValueTask<Receipt[]> SignalAsync(IReadOnlyList<Signal> signals, CancellationToken cancel = default)
    {
        if (Broken is not null) throw Broken;
        lock (gate)
        {
            Groups.Add(signals.Count);
            return ValueTask.FromResult(signals.Select(Take).ToArray());
        }
    }

    private Receipt Take(Signal signal)
    {
        if (Script(signal) is { } scripted) return scripted;
        var identity = (signal.Subject, signal.Source, signal.Id);
        if (seen.TryGetValue(identity, out var earlier))
            return new(earlier.Data == signal.Data && earlier.Type == signal.Type ? ReceiptKind.Duplicate : ReceiptKind.Reused);
        seen[identity] = signal;
        Signals.Add(signal);
        if (!ids.Contains(signal.Subject)) ids.Add(signal.Subject);
        return Receipt.Accepted(Signals.Count);
    }

    public ValueTask<Receipt[]> PublishAsync(string topic, IReadOnlyList<Signal> events, CancellationToken cancel = default)
    {
        Published.AddRange(events.Select(e => (topic, e)));
        return ValueTask.FromResult(events.Select((_, i) => Receipt.Accepted(i + 1)).ToArray());
    }

    public ValueTask<Receipt> CommandAsync(string customerId, Input command, CancellationToken cancel = default)
    {
        if (!ids.Contains(customerId)) return ValueTask.FromResult(Receipt.Unknown("/id", $"There is no customer '{customerId}'."));
        Commands.Add((customerId, command));
        return ValueTask.FromResult(CommandAnswer);
    }

    public ValueTask<ReadResult<T>> ReadAsync<T>(string customerId, Func<CustomerState, T> view, DateTimeOffset? at = null, CancellationToken cancel = default) =>
        ValueTask.FromResult(ids.Contains(customerId)
            ? ReadResult<T>.Found(view(new CustomerState(ids.IndexOf(customerId) + 1, customerId)))
            : new ReadResult<T>(customerId == "erased" ? ReadStatus.Gone : ReadStatus.Unknown));

    public ValueTask<string?> OwnerAsync(long customerKey, CancellationToken cancel = default) =>
        ValueTask.FromResult(customerKey >= 1 && customerKey <= ids.Count ? ids[(int)customerKey - 1] : null);

    public ValueTask<ReadResult<IReadOnlyList<Entry>>> HistoryAsync(string customerId, long after, int limit, CancellationToken cancel = default) =>
        ValueTask.FromResult(ids.Contains(customerId)
            ? ReadResult<IReadOnlyList<Entry>>.Found([])
            : new ReadResult<IReadOnlyList<Entry>>(ReadStatus.Unknown));

    public void NoteRead(string customerId, string reader, string call) => Reads.Add((customerId, reader, call));

    public ValueTask<ReadResult<Page<DataRead>>> ReadsAsync(string customerId, long after, int limit, CancellationToken cancel = default) =>
        ValueTask.FromResult(ids.Contains(customerId)
            ? ReadResult<Page<DataRead>>.Found(new([], null))
            : new ReadResult<Page<DataRead>>(customerId == "erased" ? ReadStatus.Gone : ReadStatus.Unknown));

    public ValueTask<Page<CustomerSummary>> ListAsync(string? search, int limit, string? after, CancellationToken cancel = default) =>
        ValueTask.FromResult(new Page<CustomerSummary>([.. ids.Select(id => new CustomerSummary(id, null, DateTimeOffset.UnixEpoch))], null));

    public ValueTask<Page<TaskView>> TasksAsync(string? role, string? status, string? customerId, int limit, string? after, CancellationToken cancel = default) =>
        ValueTask.FromResult(new Page<TaskView>([], null));

    public ValueTask<ReadResult<ErasureReceipt>> EraseAsync(string customerId, string purpose, CancellationToken cancel = default) =>
        ValueTask.FromResult(ids.Remove(customerId)
            ? ReadResult<ErasureReceipt>.Found(new("r1", DateTimeOffset.UnixEpoch, new Dictionary<string, long> { ["entries"] = 1 }))
            : new ReadResult<ErasureReceipt>(ReadStatus.Unknown));

    public ValueTask<Page<DeadLetterView>> DeadLettersAsync(int limit, string? after, CancellationToken cancel = default) =>
        ValueTask.FromResult(new Page<DeadLetterView>([], null));

    public ValueTask<Page<SetAsideView>> SetAsideAsync(int limit, SetAsideInput after, CancellationToken cancel = default) =>
        ValueTask.FromResult(new Page<SetAsideView>([], null));

    public ValueTask<bool> RequeueAsync(string id, CancellationToken cancel = default) => ValueTask.FromResult(false);

    public JourneyCatalog Journeys => JourneyCatalog.Empty;

    public ValueTask<SavedJourney> SaveJourneyAsync(byte[] elsaJson, bool publish, CancellationToken cancel = default) =>
        ValueTask.FromResult(new SavedJourney("trip", 1, publish, !publish, publish ? [new("J101", Severity.Error, "a", "Unknown activity.", "Remove it.")] : []));

    public ValueTask<SavedJourney?> PublishJourneyAsync(string journeyId, CancellationToken cancel = default) =>
        ValueTask.FromResult<SavedJourney?>(null);

    public ValueTask<IReadOnlyList<JourneyRow>> StoredJourneysAsync(CancellationToken cancel = default) =>
        ValueTask.FromResult<IReadOnlyList<JourneyRow>>([new("trip", 1, true, 0, """{"id":"trip","name":"Trip"}"""u8.ToArray())]);

    public ValueTask<HostHealth> HealthAsync(CancellationToken cancel = default) =>
        ValueTask.FromResult(new HostHealth(Ready, Ready ? null : "The store opens.", new(ids.Count, 0, 0, 0, 0, 0, 0, 0), 0, 0, 0, TimeSpan.Zero));
}
