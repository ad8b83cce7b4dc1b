using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Topics;
using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>The customers of one host: virtual, brought into memory by their first input and dropped when idle. Thread-safe.</summary>
public sealed partial class Customers : ICustomers, ICustomerInbox, IAsyncDisposable
{
    private readonly Host host;
    private readonly ShardSet shards;
    private readonly LiveTail tail;
    private readonly PastReader reader;
    private readonly ListReader lists;
    private readonly JourneyShelf shelf;
    private readonly Erasing erasing;
    private readonly TopicFanOut topics;
    private readonly ReadLog reads;
    private readonly JoiningSignals joins;
    private Action onRequeued = static () => { };
    private volatile bool ready;

    public Customers(IJournalStore store, IPersonKeys keys, CustomersOptions options, ILogger log)
    {
        tail = new LiveTail();
        host = new Host(store, keys, options, log) { Tail = tail };
        shards = new ShardSet(host);
        reader = new PastReader(host);
        lists = new ListReader(host);
        shelf = new JourneyShelf(host);
        erasing = new Erasing(host, shards);
        reads = new ReadLog(host);
        joins = new JoiningSignals(TakeAsync, this, async (id, cancel) => (await CommittedAsync(id, static _ => true, cancel).ConfigureAwait(false)).Status == ReadStatus.Gone);
        topics = new TopicFanOut(store, this, keys, new TopicOptions { Time = options.Time }, log);
        Topics = new TopicOperations(store, topics, options.Time);
        host.Committer.OnSuperseded = Settle;
        host.Gate.OnOpened = Resume;
        host.Committer.Explain = Explain;
        host.OnOrphan = visitor => _ = EraseOrphanAsync(visitor);
        host.Committer.OnCommitted += host.News.Tell;
    }

    /// <summary>How far topic events have come, and what operators do about them.</summary>
    public ITopics Topics { get; }

    /// <summary>Told, like those who asked before, of every batch that is on disk, and of those that may be: what it left for timers and senders can be looked for.
    /// Must not fail nor wait. To be called before the start.</summary>
    public void OnCommitted(Action<CommitBatch> told) => host.Committer.OnCommitted += told;

    /// <summary>Told when the store writes again after it could not: what waited can go on. To be called before the start.</summary>
    public void OnWritable(Action told) => host.Gate.OnOpened += told;

    /// <summary>False while the store can't write.</summary>
    public bool Writes => host.Gate.Problem is null;

    public ValueTask<T> WriteAsync<T>(Func<ValueTask<T>> write) => host.Gate.WriteAsync(write);

    /// <summary>Told of every person who is erased, by key, before the erasure is finished. To be called before the start.</summary>
    public void OnErased(Func<long, Task> told) => host.OnErased = told;

    /// <summary>Told when a dead letter is queued again. To be called before the start.</summary>
    public void OnRequeued(Action told) => onRequeued = told;

    /// <summary>Compiles the published journeys and takes inputs from now on.</summary>
    public async Task StartAsync(CancellationToken cancel = default)
    {
        if (host.Others is null) await erasing.FinishAtStartAsync().ConfigureAwait(false);   // else some customers may be in memory elsewhere
        await shelf.LoadAsync(cancel).ConfigureAwait(false);
        shards.Start();
        ready = true;
        if (!host.Options.FanOutByHand) topics.Start();
    }

    /// <summary>Takes nothing more; ends when all that was taken is on disk and answered.</summary>
    public async Task StopAsync()
    {
        if (!ready) return;
        await topics.DisposeAsync().ConfigureAwait(false);
        ready = false;
        await erasing.EndAsync().ConfigureAwait(false);
        await shards.StopAsync().ConfigureAwait(false);
    }

    /// <summary>Ends when everybody in memory rests who can, however short they have waited: for measurements.</summary>
    internal Task RestAllAsync() => shards.RestAllAsync();

    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        await reads.DisposeAsync().ConfigureAwait(false);
        await host.Gate.DisposeAsync().ConfigureAwait(false);
        shards.Dispose();
        shelf.Dispose();
        tail.Dispose();
    }

    /// <summary>The store writes again.</summary>
    private void Resume()
    {
        if (!ready) return;
        topics.Wake();
        reads.Resume();
        erasing.Resume();
    }

    public ValueTask<Receipt[]> SignalAsync(IReadOnlyList<Signal> signals, CancellationToken cancel = default) =>
        joins.HandAsync(signals, cancel);

    private async ValueTask<Receipt[]> TakeAsync(IReadOnlyList<Signal> signals, CancellationToken cancel)
    {
        host.Traffic.Note();
        HashSet<int>? hot = null;
        if ((ready ? host.Gate.Refusal ?? host.Admission.TryEnter(signals, out hot) : Receipts.Overloaded) is { } refusal)
            return Fill(signals.Count, refusal);
        var call = new Call(signals.Count, host.Admission, signals);
        for (var i = 0; i < signals.Count; i++)
        {
            if (hot is not null && hot.Contains(i)) call.Answer(i, Receipts.CustomerOverloaded);
            else shards.Take(TurnWork.Of(signals[i].Subject, new Input.Event(signals[i]), call, i));
        }
        return await call.EndAsync(cancel).ConfigureAwait(false);
    }

    public ValueTask<Receipt[]> PublishAsync(string topic, IReadOnlyList<Signal> events, CancellationToken cancel = default) =>
        host.Gate.Refusal is { } refusal ? new(Fill(events.Count, refusal)) : topics.PublishAsync(topic, events, cancel);

    /// <summary>Ends when every published event has reached its followers.</summary>
    public Task<long> DrainTopicsAsync(CancellationToken cancel = default) => topics.DrainAsync(cancel);

    public ValueTask<ReadResult<ErasureReceipt>> EraseAsync(string customerId, string purpose, CancellationToken cancel = default) =>
        host.Gate.WriteAsync(() => erasing.EraseAsync(customerId, purpose, cancel));

    public async ValueTask<Receipt> CommandAsync(string customerId, Input command, CancellationToken cancel = default)
    {
        host.Traffic.Note();
        if (host.Gate.Refusal is { } refusal) return refusal;
        if ((ready ? host.Admission.TryEnter(1) : Receipts.Overloaded) is { } overload) return overload;
        var call = new Call(1, host.Admission);
        shards.Take(TurnWork.Of(customerId, command, call, 0));
        return (await call.EndAsync(cancel).ConfigureAwait(false))[0];
    }

    /// <summary>Not subject to the queue limit: timers, topics and senders bound what they hand over themselves.</summary>
    public async ValueTask<Receipt[]> HandleAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancel = default)
    {
        if (deliveries.Count == 0) return [];
        var call = new Call(deliveries.Count, host.Admission);
        host.Admission.Enter(deliveries.Count);
        var given = 0;
        try
        {
            for (; given < deliveries.Count; given++) await GiveAsync(deliveries[given], call, given, cancel).ConfigureAwait(false);
        }
        catch
        {
            // The store does not answer: the room that the others would take in the queue is given back.
            for (; given < deliveries.Count; given++) call.Answer(given, Receipts.Unavailable);
            throw;
        }
        return await call.EndAsync(cancel).ConfigureAwait(false);
    }

    private async ValueTask GiveAsync(Delivery delivery, Call call, int index, CancellationToken cancel)
    {
        var id = delivery.CustomerId ?? await host.Directory.IdOfAsync(delivery.CustomerKey, cancel).ConfigureAwait(false);
        if (id is null) call.Answer(index, Receipts.UnknownCustomer);
        else if (!ready || host.Gate.Problem is not null) call.Answer(index, Receipts.Unavailable);
        else shards.Take(TurnWork.Of(id, delivery.Input, call, index, delivery.Trace, delivery.Yields));
    }

    public ValueTask<string?> IdOfAsync(long customerKey, CancellationToken cancel = default) => host.Directory.IdOfAsync(customerKey, cancel);

    public ValueTask<string?> OwnerAsync(long customerKey, CancellationToken cancel = default) => IdOfAsync(customerKey, cancel);

    /// <summary>What to tell callers of a write that failed; null: the log has to tell of it.</summary>
    private Problem? Explain(Exception error)
    {
        if (error is not DamagedStoreException damage) return host.Gate.Note(error);
        host.Damage.Note(damage);
        return DamagedStoreException.Problem;
    }

    private void Settle(IReadOnlyList<SupersededEffect> effects)
    {
        var deliveries = effects.Select(e => Delivery.To(e.Customer, new Input.EffectSettled(e.Id, EffectEnd.Superseded, null))).ToArray();
        _ = SettleAsync(deliveries);
    }

    private async Task SettleAsync(Delivery[] deliveries)
    {
        try
        {
            await HandleAsync(deliveries).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // They are still in the outbox with their mark, which the relay finds later.
            host.Log.SupersededNotNoted(error, deliveries.Length);
        }
    }
}
