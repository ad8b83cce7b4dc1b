using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Grains.Turns;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.ClientApi.Http.Access;

/// <summary>
/// The customers as a key for one of them sees them: that one, and nobody else. A visitor who was joined to a customer answers with that customer,
/// whom a key for the visitor may not see: so it is the state that says whose it is, and it is asked last, since a join is never undone.
/// </summary>
internal sealed class BoundCustomers(ICustomers all, string own) : ICustomers, ILiveEntries
{
    public JourneyCatalog Journeys => all.Journeys;

    public async ValueTask<Receipt[]> SignalAsync(IReadOnlyList<Signal> signals, CancellationToken cancel = default)
    {
        var refusals = signals.Select(Refusal).ToArray();
        var taken = signals.Where((_, i) => refusals[i] is null).ToList();
        var receipts = taken.Count > 0 ? await all.SignalAsync(taken, cancel) : [];
        var next = 0;
        return [.. refusals.Select(refusal => refusal ?? receipts[next++])];
    }

    /// <summary>Events about somebody else; and one that would make this customer, a visitor, somebody else.</summary>
    private Receipt? Refusal(Signal signal)
    {
        if (signal.Subject != own) return Foreign("/subject");
        if (signal.Type != BuiltInSignals.Identified || signal.Data.Kind != ValueKind.Map) return null;
        return signal.Data.AsMap()["customer"] is { Kind: ValueKind.String } other && other.AsString() != own ? Foreign("/data/customer") : null;
    }

    private static Receipt Foreign(string field) => new(ReceiptKind.Foreign, 0, AccessAnswer.OtherCustomer(field));

    public async ValueTask<Receipt> CommandAsync(string customerId, Input command, CancellationToken cancel = default)
    {
        if (customerId != own) return Foreign("/customer");
        var read = await ReadAsync(own, static _ => true, null, cancel);
        return read.Status == ReadStatus.Unknown ? Receipt.Unknown("/customer", $"There is no customer '{own}'.") : await all.CommandAsync(own, command, cancel);
    }

    public async ValueTask<ReadResult<T>> ReadAsync<T>(string customerId, Func<CustomerState, T> view, DateTimeOffset? at = null, CancellationToken cancel = default)
    {
        if (customerId != own) return new(ReadStatus.Unknown);
        var read = await all.ReadAsync(own, state => (Mine: state.Id == own, View: state.Id == own ? view(state) : default), at, cancel);
        if (read.Status != ReadStatus.Found) return new(read.Status);
        return read.Value.Mine ? ReadResult<T>.Found(read.Value.View!) : new(ReadStatus.Unknown);
    }

    public async ValueTask<ReadResult<IReadOnlyList<Entry>>> HistoryAsync(string customerId, long after, int limit, CancellationToken cancel = default)
    {
        if (customerId != own) return new(ReadStatus.Unknown);
        var history = await all.HistoryAsync(own, after, limit, cancel);
        return history.Status == ReadStatus.Gone || await IsMineAsync(own, cancel) ? history : new(ReadStatus.Unknown);
    }

    public void NoteRead(string customerId, string reader, string call) => all.NoteRead(customerId, reader, call);

    public async ValueTask<ReadResult<Page<DataRead>>> ReadsAsync(string customerId, long after, int limit, CancellationToken cancel = default)
    {
        if (customerId != own) return new(ReadStatus.Unknown);
        var reads = await all.ReadsAsync(own, after, limit, cancel);
        return reads.Status == ReadStatus.Gone || await IsMineAsync(own, cancel) ? reads : new(ReadStatus.Unknown);
    }

    public async ValueTask<ReadResult<ILiveFeed>> FollowAsync(string customerId, long? after, CancellationToken cancel = default)
    {
        if (customerId != own || all is not ILiveEntries live) return new(ReadStatus.Unknown);
        var followed = await live.FollowAsync(own, after, cancel);
        if (followed.Value is null || await IsMineAsync(own, cancel)) return followed;
        await followed.Value.DisposeAsync();
        return new(ReadStatus.Unknown);
    }

    public async ValueTask<string?> OwnerAsync(long customerKey, CancellationToken cancel = default) =>
        await all.OwnerAsync(customerKey, cancel) is { } owner && await IsMineAsync(owner, cancel) ? own : null;

    private async ValueTask<bool> IsMineAsync(string customerId, CancellationToken cancel) =>
        (await all.ReadAsync(customerId, static state => state.Id, null, cancel)).Value == own;

    public async ValueTask<Page<TaskView>> TasksAsync(string? role, string? status, string? customerId, int limit, string? after, CancellationToken cancel = default)
    {
        if (customerId is not null && customerId != own) return new([], null);
        var page = await all.TasksAsync(role, status, own, limit, after, cancel);
        return page with { Items = [.. page.Items.Where(task => task.Customer == own)] };
    }

    public ValueTask<IReadOnlyList<JourneyRow>> StoredJourneysAsync(CancellationToken cancel = default) => all.StoredJourneysAsync(cancel);

    public ValueTask<HostHealth> HealthAsync(CancellationToken cancel = default) => all.HealthAsync(cancel);

    public ValueTask<Receipt[]> PublishAsync(string topic, IReadOnlyList<Signal> events, CancellationToken cancel = default) => throw Beyond();

    public ValueTask<Page<CustomerSummary>> ListAsync(string? search, int limit, string? after, CancellationToken cancel = default) => throw Beyond();

    public ValueTask<ReadResult<ErasureReceipt>> EraseAsync(string customerId, string purpose, CancellationToken cancel = default) => throw Beyond();

    public ValueTask<Page<DeadLetterView>> DeadLettersAsync(int limit, string? after, CancellationToken cancel = default) => throw Beyond();

    public ValueTask<Page<SetAsideView>> SetAsideAsync(int limit, SetAsideInput after, CancellationToken cancel = default) => throw Beyond();

    public ValueTask<bool> RequeueAsync(string id, CancellationToken cancel = default) => throw Beyond();

    public ValueTask<SavedJourney> SaveJourneyAsync(byte[] elsaJson, bool publish, CancellationToken cancel = default) => throw Beyond();

    public ValueTask<SavedJourney?> PublishJourneyAsync(string journeyId, CancellationToken cancel = default) => throw Beyond();

    public ValueTask<ILiveFeed> FollowAllAsync(long? after, CancellationToken cancel = default) => throw Beyond();

    /// <summary>A call that its door refuses to keys for one customer.</summary>
    private static UnauthorizedAccessException Beyond() => new("A key for one customer came to a call about many.");
}
