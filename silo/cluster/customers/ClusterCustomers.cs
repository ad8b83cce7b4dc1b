using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Grains.Orleans;
using JourneyOrchestrator.Grains.Orleans.Wire;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Shards;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Silo.Cluster;

/// <summary>
/// The customers of a cluster, as a silo or a process of doors alone sees them. Turns and reads of the newest state go to whichever silo has the customer; what
/// is read over many customers, or of the past, comes from the store.
/// </summary>
/// <param name="here">The customers whom this silo has: they need no call. Null: this process has none.</param>
public sealed class ClusterCustomers(Customers local, IGrainFactory grains, CustomerHost? here) : ICustomers, ICustomerInbox, ILiveEntries, IOtherHosts
{
    private readonly CustomerIds ids = new(local);
    private readonly Courier? courier = here is null ? null : new Courier(here.Notes);

    public JourneyCatalog Journeys => local.Journeys;

    /// <summary>As this process finds it: all write to the same database.</summary>
    public bool Writes => local.Writes;

    public ValueTask<T> WriteAsync<T>(Func<ValueTask<T>> write) => local.WriteAsync(write);

    public ValueTask<Receipt[]> SignalAsync(IReadOnlyList<Signal> signals, CancellationToken cancel = default) =>
        new JoiningSignals(SendAsync, this, IsErasedAsync).HandAsync(signals, cancel);

    private ValueTask<Receipt[]> SendAsync(IReadOnlyList<Signal> signals, CancellationToken cancel)
    {
        var deliveries = new Delivery[signals.Count];
        for (var i = 0; i < deliveries.Length; i++) deliveries[i] = Delivery.To(signals[i].Subject, new Input.Event(signals[i]));
        return SendAsync(deliveries, bounded: true, cancel);
    }

    private async ValueTask<bool> IsErasedAsync(string customerId, CancellationToken cancel) =>
        (await CommittedAsync(customerId, static _ => true, cancel).ConfigureAwait(false)).Status == ReadStatus.Gone;

    public ValueTask<Receipt[]> HandleAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancel = default) => SendAsync(deliveries, bounded: false, cancel);

    public async ValueTask<Receipt> CommandAsync(string customerId, Input command, CancellationToken cancel = default) =>
        (await SendAsync([Delivery.To(customerId, command)], bounded: true, cancel).ConfigureAwait(false))[0];

    private async ValueTask<Receipt[]> SendAsync(IReadOnlyList<Delivery> deliveries, bool bounded, CancellationToken cancel)
    {
        var receipts = new Receipt[deliveries.Count];
        var parcels = await Parcel.PackAsync(deliveries, ids, receipts, cancel).ConfigureAwait(false);
        var own = parcels.Where(parcel => here is not null && here.Has(parcel.CustomerId)).ToList();
        var mine = Task.WhenAll(own.Select(parcel => SendAsync(parcel, bounded, receipts, cancel)));
        IReadOnlyCollection<Parcel> others = own.Count == 0 ? parcels : [.. parcels.Except(own)];
        if (courier is not null && others.Count > 1) others = await courier.TakeAsync(others, bounded, receipts).ConfigureAwait(false);
        await Task.WhenAll(others.Select(parcel => SendAsync(parcel, bounded, receipts, cancel)).Append(mine)).ConfigureAwait(false);
        return receipts;
    }

    private async Task SendAsync(Parcel parcel, bool bounded, Receipt[] receipts, CancellationToken cancel)
    {
        var answers = here is not null && here.Has(parcel.CustomerId)
            ? await here.InputsAsync(parcel.CustomerId, parcel.Inputs, bounded, cancel).ConfigureAwait(false)
            : await parcel.SendAsync(grains.GetGrain<ICustomerGrain>(parcel.CustomerId), bounded, courier, cancel).ConfigureAwait(false);
        parcel.Put(answers, receipts);
    }

    /// <summary>Told of topic events that were published through this process; other processes hear of it from the store.</summary>
    public Action OnPublished { get; set; } = static () => { };

    public async ValueTask<Receipt[]> PublishAsync(string topic, IReadOnlyList<Signal> events, CancellationToken cancel = default)
    {
        var receipts = await local.PublishAsync(topic, events, cancel).ConfigureAwait(false);
        OnPublished();
        return receipts;
    }

    public ValueTask<ReadResult<T>> ReadAsync<T>(string customerId, Func<CustomerState, T> view, DateTimeOffset? at = null, CancellationToken cancel = default) =>
        at is null ? CommittedAsync(customerId, view, cancel) : local.ReadAsync(customerId, view, at, cancel);

    public async ValueTask<ReadResult<T>> CommittedAsync<T>(string customerId, Func<CustomerState, T> view, CancellationToken cancel = default)
    {
        if (here is not null && await here.ReadAsync(customerId, view, cancel).ConfigureAwait(false) is { } answer) return answer;
        var snapshot = await GrainCalls.RetryAsync(
            () => grains.GetGrain<ICustomerGrain>(customerId).ReadAsync(), static read => read.Status != CustomerSnapshot.Unsure, cancel).ConfigureAwait(false);
        if (snapshot.Status == CustomerSnapshot.Newer) throw new NewerJournalException("A newer version wrote for a customer, which the silo that has them can't read.");
        return snapshot.State is { } state ? ReadResult<T>.Found(view(SnapshotCodec.Read(state))) : new((ReadStatus)snapshot.Status);
    }

    public async ValueTask<ReadResult<ErasureReceipt>> EraseAsync(string customerId, string purpose, CancellationToken cancel = default)
    {
        // Who was joined to another is erased with that one, where that one is.
        var survivor = await CommittedAsync(customerId, static state => state.Id, cancel).ConfigureAwait(false);
        var grain = grains.GetGrain<ICustomerGrain>(survivor.Value ?? customerId);
        return ErasureWire.Read(await GrainCalls.RetryAsync(() => grain.EraseAsync(purpose), static _ => true, cancel).ConfigureAwait(false));
    }

    public Task RefoldAsync(string customerId) => GrainCalls.RetryAsync(async () =>
    {
        await grains.GetGrain<ICustomerGrain>(customerId).RefoldAsync().ConfigureAwait(false);
        return true;
    }, static done => done);

    /// <summary>In a silo: see <see cref="HostNotes"/>.</summary>
    public Task ForgetAsync(long person) => here is null ? local.ForgetAsync(person) : here.Notes.ForgetAsync(person);

    /// <summary>Goes on with erasures that were cut short.</summary>
    public Task FinishErasuresAsync() => local.FinishErasuresAsync();

    public async ValueTask<SavedJourney> SaveJourneyAsync(byte[] elsaJson, bool publish, CancellationToken cancel = default)
    {
        var saved = JourneyWire.Read(await GrainCalls.RetryAsync(() => grains.GetGrain<IShelfGrain>(0).SaveAsync(elsaJson, publish), static _ => true, cancel).ConfigureAwait(false));
        if (saved is { Saved: true, Published: true }) await local.ReloadJourneysAsync(cancel).ConfigureAwait(false);
        return saved;
    }

    public async ValueTask<SavedJourney?> PublishJourneyAsync(string journeyId, CancellationToken cancel = default)
    {
        var answer = await GrainCalls.RetryAsync(() => grains.GetGrain<IShelfGrain>(0).PublishAsync(journeyId), static _ => true, cancel).ConfigureAwait(false);
        if (answer is null) return null;
        await local.ReloadJourneysAsync(cancel).ConfigureAwait(false);
        return JourneyWire.Read(answer);
    }

    public ValueTask<string?> IdOfAsync(long customerKey, CancellationToken cancel = default) => ids.OfAsync(customerKey, cancel);

    public ValueTask<string?> OwnerAsync(long customerKey, CancellationToken cancel = default) => local.OwnerAsync(customerKey, cancel);

    public ValueTask<ReadResult<IReadOnlyList<Entry>>> HistoryAsync(string customerId, long after, int limit, CancellationToken cancel = default) =>
        local.HistoryAsync(customerId, after, limit, cancel);

    public ValueTask<Page<CustomerSummary>> ListAsync(string? search, int limit, string? after, CancellationToken cancel = default) => local.ListAsync(search, limit, after, cancel);

    public ValueTask<Page<TaskView>> TasksAsync(string? role, string? status, string? customerId, int limit, string? after, CancellationToken cancel = default) =>
        local.TasksAsync(role, status, customerId, limit, after, cancel);

    public void NoteRead(string customerId, string reader, string call) => local.NoteRead(customerId, reader, call);

    public ValueTask<ReadResult<Page<DataRead>>> ReadsAsync(string customerId, long after, int limit, CancellationToken cancel = default) =>
        local.ReadsAsync(customerId, after, limit, cancel);

    public ValueTask<Page<DeadLetterView>> DeadLettersAsync(int limit, string? after, CancellationToken cancel = default) => local.DeadLettersAsync(limit, after, cancel);

    public ValueTask<Page<SetAsideView>> SetAsideAsync(int limit, SetAsideInput after, CancellationToken cancel = default) => local.SetAsideAsync(limit, after, cancel);

    public ValueTask<bool> RequeueAsync(string id, CancellationToken cancel = default) => local.RequeueAsync(id, cancel);

    public ValueTask<IReadOnlyList<JourneyRow>> StoredJourneysAsync(CancellationToken cancel = default) => local.StoredJourneysAsync(cancel);

    /// <summary>A silo that is not sure whether it belongs to the cluster is not ready.</summary>
    public async ValueTask<HostHealth> HealthAsync(CancellationToken cancel = default)
    {
        var health = await local.HealthAsync(cancel).ConfigureAwait(false);
        return here is null || await here.IsSureAsync().ConfigureAwait(false) ? health : health with { Ready = false, Why = "This silo is not sure whether it still belongs to the cluster." };
    }

    public ValueTask<ReadResult<ILiveFeed>> FollowAsync(string customerId, long? after, CancellationToken cancel = default) => local.FollowAsync(customerId, after, cancel);

    public ValueTask<ILiveFeed> FollowAllAsync(long? after, CancellationToken cancel = default) => local.FollowAllAsync(after, cancel);
}
