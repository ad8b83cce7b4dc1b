using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>What a host does and tells where several share a store, each for the customers it has.</summary>
public sealed partial class Customers
{
    /// <summary>Other hosts work on the same store. To be called before the start.</summary>
    public void WorkWith(IOtherHosts others) => host.Others = others;

    /// <summary>Told of customers of whom this host had an old state: another host wrote for them. Their callers are told to send again. To be called before the start.</summary>
    public void OnConflict(Action<string> told) => host.Committer.OnConflicts = keys =>
    {
        foreach (var key in keys)
            if (host.Directory.IdOf(key) is { } id) told(id);
    };

    /// <summary>The id of a customer who is in memory here, by key; null: nobody.</summary>
    public string? IdInMemory(long customerKey) => host.Directory.IdOf(customerKey);

    /// <summary>Hands inputs to one customer who is with this host, in order.</summary>
    /// <param name="bounded">Subject to the queue limit: more than the host takes at a time is refused.</param>
    public async ValueTask<Receipt[]> InputsAsync(string customerId, IReadOnlyList<Delivery> inputs, bool bounded, CancellationToken cancel = default)
    {
        if (!ready) return Fill(inputs.Count, Receipts.Unavailable);
        if (host.Gate.Refusal is { } closed) return Fill(inputs.Count, closed);
        var signals = bounded ? Signals(inputs) : null;
        HashSet<int>? hot = null;
        if (bounded) host.Traffic.Note();
        else host.Admission.Enter(inputs.Count);
        if (bounded && (signals is null ? host.Admission.TryEnter(inputs.Count) : host.Admission.TryEnter(signals, out hot)) is { } refusal) return Fill(inputs.Count, refusal);
        var call = new Call(inputs.Count, host.Admission, signals);
        for (var i = 0; i < inputs.Count; i++)
        {
            if (hot is not null && hot.Contains(i)) call.Answer(i, Receipts.CustomerOverloaded);
            else shards.Take(TurnWork.Of(customerId, inputs[i].Input, call, i, inputs[i].Trace, inputs[i].Yields));
        }
        return await call.EndAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>Null when commands are among them.</summary>
    private static List<Signal>? Signals(IReadOnlyList<Delivery> inputs)
    {
        var signals = new List<Signal>(inputs.Count);
        foreach (var input in inputs)
        {
            if (input.Input is not Input.Event happened) return null;
            signals.Add(happened.Signal);
        }
        return signals;
    }

    /// <summary>Drops a customer from memory when all that was taken is on disk and answered: another host may have them from then on.</summary>
    public async Task DropAsync(string customerId)
    {
        if (!ready) return;
        var work = new ExclusiveWork(customerId, static () => Task.CompletedTask);
        shards.Take(work);
        await work.Done.ConfigureAwait(false);
    }

    /// <summary>Drops memory and snapshot of a customer who holds values of somebody who was erased: the state is folded anew.</summary>
    public Task RefoldAsync(string customerId) => erasing.RefoldAsync(customerId);

    /// <summary>Drops everything that this host holds of a person who was erased, by key.</summary>
    public Task ForgetAsync(long person) => erasing.ForgetAsync(person);

    /// <summary>Goes on with erasures that were cut short; not while the store can't write.</summary>
    /// <exception cref="StoreUnwritableException">The store turned out to be one that can't.</exception>
    public async Task FinishErasuresAsync()
    {
        if (Writes) await host.Gate.WriteAsync(async () => await erasing.FinishAsync().ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>Reads the published journeys again: another host has published some.</summary>
    public Task ReloadJourneysAsync(CancellationToken cancel = default) => shelf.ReloadAsync(cancel);

    /// <summary>Another host committed entries of these customers, by key; none: of anybody.</summary>
    public void TellWatchers(IReadOnlyList<long> customers) => host.News.Tell(customers);

    private static Receipt[] Fill(int count, Receipt receipt)
    {
        var receipts = new Receipt[count];
        Array.Fill(receipts, receipt);
        return receipts;
    }
}
