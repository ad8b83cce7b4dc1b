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

    /// <summary>Hands inputs to one customer who is with this host, in order.</summary>
    /// <param name="bounded">Subject to the queue limit: more than the host takes at a time is refused.</param>
    public async ValueTask<Receipt[]> InputsAsync(string customerId, IReadOnlyList<Delivery> inputs, bool bounded, CancellationToken cancel = default)
    {
        if (!ready) return Fill(inputs.Count, Receipts.Unavailable);
        if (!bounded) shards.Enter(inputs.Count);
        else if (!shards.TryEnter(inputs.Count)) return Fill(inputs.Count, Receipts.Overloaded);
        var call = new Call(inputs.Count, shards);
        for (var i = 0; i < inputs.Count; i++) shards.Take(TurnWork.Of(customerId, inputs[i].Input, call, i, inputs[i].Trace));
        return await call.EndAsync(cancel).ConfigureAwait(false);
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

    /// <summary>Goes on with erasures that were cut short.</summary>
    public Task FinishErasuresAsync() => erasing.FinishAsync();

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
