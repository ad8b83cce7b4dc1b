using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Grains.Turns;
using JourneyOrchestrator.Workflows.Definitions;

namespace JourneyOrchestrator.ClientApi.Http.Access;

/// <summary>
/// Customers as the key of one customer sees them: there is only that one. What is others' is unknown, so that a key can't even find out who there is;
/// events about others are forbidden. A visitor who was joined to a customer is that customer from then on, whom a key for the visitor does not show.
/// </summary>
internal sealed class BoundCustomers(ICustomers all, string own) : ICustomers
{
    private static readonly Problem Other = new("/subject", "other-customer", "The key is for one customer, and the event is about another.", "Send events about the key's own customer.");

    public JourneyCatalog Journeys => all.Journeys;

    public async ValueTask<Receipt[]> SignalAsync(IReadOnlyList<Signal> signals, CancellationToken cancel = default)
    {
        var allowed = signals.Where(IsOwn).ToList();
        var receipts = new Queue<Receipt>(allowed.Count == 0 ? [] : await all.SignalAsync(allowed, cancel));
        return [.. signals.Select(signal => IsOwn(signal) ? receipts.Dequeue() : new Receipt(ReceiptKind.Forbidden, 0, Other))];
    }

    public ValueTask<Receipt[]> PublishAsync(string topic, IReadOnlyList<Signal> events, CancellationToken cancel = default) =>
        ValueTask.FromResult<Receipt[]>([.. events.Select(_ => new Receipt(ReceiptKind.Forbidden, 0, Other))]);

    public async ValueTask<Receipt> CommandAsync(string customerId, Input command, CancellationToken cancel = default) =>
        await IsMeAsync(customerId, cancel) ? await all.CommandAsync(customerId, command, cancel) : Receipt.Unknown("/customer", $"There is no customer '{customerId}'.");

    public async ValueTask<ReadResult<T>> ReadAsync<T>(string customerId, Func<CustomerState, T> view, DateTimeOffset? at = null, CancellationToken cancel = default)
    {
        if (customerId != own) return new(ReadStatus.Unknown);
        var read = await all.ReadAsync(customerId, state => (Own: state.Id == own, Value: state.Id == own ? view(state) : default), at, cancel);
        return read.Status == ReadStatus.Found && !read.Value.Own ? new(ReadStatus.Unknown) : new(read.Status, read.Value.Value);
    }

    public async ValueTask<string?> OwnerAsync(long customerKey, CancellationToken cancel = default) => await all.OwnerAsync(customerKey, cancel) is { } owner && owner == own ? owner : null;

    public async ValueTask<ReadResult<IReadOnlyList<Entry>>> HistoryAsync(string customerId, long after, int limit, CancellationToken cancel = default) =>
        await StatusAsync(customerId, cancel) is var status and not ReadStatus.Found ? new(status) : await all.HistoryAsync(customerId, after, limit, cancel);

    public async ValueTask<Page<TaskView>> TasksAsync(string? role, string? status, string? customerId, int limit, string? after, CancellationToken cancel = default) =>
        (customerId ?? own) == own && await IsMeAsync(own, cancel) ? await all.TasksAsync(role, status, own, limit, after, cancel) : new([], null);

    public async ValueTask<ReadResult<ErasureReceipt>> EraseAsync(string customerId, string purpose, CancellationToken cancel = default) =>
        await StatusAsync(customerId, cancel) is var status and not ReadStatus.Found ? new(status) : await all.EraseAsync(customerId, purpose, cancel);

    public ValueTask<Page<CustomerSummary>> ListAsync(string? search, int limit, string? after, CancellationToken cancel = default) => throw NotForOne();

    public ValueTask<Page<DeadLetterView>> DeadLettersAsync(int limit, string? after, CancellationToken cancel = default) => throw NotForOne();

    public ValueTask<bool> RequeueAsync(string id, CancellationToken cancel = default) => throw NotForOne();

    public ValueTask<SavedJourney> SaveJourneyAsync(byte[] elsaJson, bool publish, CancellationToken cancel = default) => throw NotForOne();

    public ValueTask<SavedJourney?> PublishJourneyAsync(string journeyId, CancellationToken cancel = default) => throw NotForOne();

    public ValueTask<IReadOnlyList<JourneyRow>> StoredJourneysAsync(CancellationToken cancel = default) => all.StoredJourneysAsync(cancel);

    public ValueTask<HostHealth> HealthAsync(CancellationToken cancel = default) => all.HealthAsync(cancel);

    /// <summary>Naming somebody as another customer would join the two.</summary>
    private bool IsOwn(Signal signal) => signal.Subject == own && signal.Type != BuiltInSignals.Identified;

    private async ValueTask<bool> IsMeAsync(string id, CancellationToken cancel) => await StatusAsync(id, cancel) == ReadStatus.Found;

    private async ValueTask<ReadStatus> StatusAsync(string id, CancellationToken cancel) => (await ReadAsync(id, static _ => true, null, cancel)).Status;

    private static InvalidOperationException NotForOne() => new("The gate lets no key of one customer make this call.");
}
