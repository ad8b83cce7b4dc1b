using System.Data.Common;
using System.Security.Cryptography;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>Erases persons: rows in every table, then the key, then what others in memory still hold of them.</summary>
internal sealed class Erasing(Host host, ShardSet shards)
{
    private Task finishing = Task.CompletedTask;

    public async ValueTask<ReadResult<ErasureReceipt>> EraseAsync(string customerId, string purpose, CancellationToken cancel)
    {
        ReadResult<ErasureReceipt>? erased;
        string id;
        do
        {
            id = await SurvivorAsync(customerId, cancel).ConfigureAwait(false);
            erased = null;
            var work = new ExclusiveWork(id, async () => erased = await EraseAloneAsync(id, purpose));
            shards.Take(work);
            await work.Done.WaitAsync(cancel).ConfigureAwait(false);
        }
        while (erased is null);
        var result = erased.Value;
        // Not inside that work: two persons who hold values of each other would wait for each other. An erasure asked for again is finished here too.
        if (result.Status != ReadStatus.Unknown) await FinishAsync().ConfigureAwait(false);
        return result;
    }

    /// <summary>Goes on with erasures that a crash or a failure cut short.</summary>
    public Task FinishAsync() => FinishAsync(ForgetByAsync);

    /// <summary>The store writes again: goes on with erasures that it cut short. Where hosts share the store, one of them looks for such now and then.</summary>
    public void Resume()
    {
        if (host.Others is null) finishing = Task.Run(FinishAgainAsync);
    }

    /// <summary>Ends when nothing more is under way by <see cref="Resume"/>.</summary>
    public Task EndAsync() => finishing;

    private async Task FinishAgainAsync()
    {
        try
        {
            await host.Gate.WriteAsync(async () => await FinishAsync().ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // Of a store that is full again the log knows; then this comes again.
            if (error is not StoreUnwritableException) LogUnfinished(error);
        }
    }

    private void LogUnfinished(Exception error) => host.Log.ErasureNotFinished(error);

    /// <summary>Goes on with erasures that a crash cut short, before any customer is in memory. One that can't be finished does not keep the
    /// host from starting: it stays open.</summary>
    public async Task FinishAtStartAsync()
    {
        try
        {
            await FinishAsync(async holder => await host.Store.DropSnapshotAsync(holder).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or DbException)
        {
            host.Gate.Note(error);
            LogUnfinished(error);
        }
    }

    /// <summary>Who was joined to another is erased with that one, and so are all who were.</summary>
    private async ValueTask<string> SurvivorAsync(string customerId, CancellationToken cancel)
    {
        var work = new ReadWork<string>(customerId, state => state.Id);
        shards.Take(work);
        return (await work.Done.WaitAsync(cancel).ConfigureAwait(false)).Value ?? customerId;
    }

    /// <summary>Runs while nothing else happens to this customer. Null: it was joined to another meanwhile.</summary>
    private async Task<ReadResult<ErasureReceipt>?> EraseAloneAsync(string customerId, string purpose)
    {
        var idHash = host.Keys.IdHash(customerId);
        var now = host.Now();
        var key = await host.Store.FindCustomerAsync(idHash);
        if (key == 0)
        {
            var earlier = await host.Store.TombstoneAsync(idHash, now.ToUnixMicroseconds());
            return new ReadResult<ErasureReceipt>(earlier is null ? ReadStatus.Unknown : ReadStatus.Gone);
        }
        if (await host.Store.SurvivorAsync(key) != 0) return null;
        var receipt = "erasure-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        var tombstone = new TombstoneRow(receipt, purpose, now.ToUnixMicroseconds(), (now + host.Options.TombstoneTime).ToUnixMicroseconds());
        var erasure = await host.Store.EraseAsync(key, idHash, tombstone);
        return ReadResult<ErasureReceipt>.Found(new ErasureReceipt(receipt, now, erasure.Removed));
    }

    /// <summary>The rows are gone; the key follows, what others hold, and what the log still has.</summary>
    private async Task FinishAsync(Func<long, Task> forget)
    {
        foreach (var person in await host.Store.OpenErasuresAsync().ConfigureAwait(false))
        {
            if (host.Others is { } others) await others.ForgetAsync(person).ConfigureAwait(false);
            else await ForgetAsync(person).ConfigureAwait(false);
            foreach (var holder in await host.Store.HoldersAsync(person).ConfigureAwait(false)) await forget(holder).ConfigureAwait(false);
            await host.Store.FinishErasureAsync(person).ConfigureAwait(false);
        }
    }

    /// <summary>Destroys a person's key, where that is not done yet, and drops everything that this host holds of them.</summary>
    public async Task ForgetAsync(long person)
    {
        host.Keys.Destroy(person);
        await UnloadAsync(person).ConfigureAwait(false);
        host.Directory.Forget(person);
        await host.Tail.ForgetAsync().ConfigureAwait(false);
        host.News.Tell(person);
        await host.OnErased(person).ConfigureAwait(false);
    }

    /// <summary>Somebody who was erased with the one to whom they were joined may be in memory still.</summary>
    private async ValueTask UnloadAsync(long person)
    {
        if (host.Directory.IdOf(person) is not { } id) return;
        var work = new ExclusiveWork(id, () => Task.CompletedTask);
        shards.Take(work);
        await work.Done.ConfigureAwait(false);
    }

    /// <summary>Another customer's state may hold values of the erased person: it is folded anew, from entries that no longer open. A snapshot
    /// that a turn wrote since the erasure goes as well.</summary>
    private async Task ForgetByAsync(long holder)
    {
        if (await host.Directory.IdOfAsync(holder, CancellationToken.None).ConfigureAwait(false) is not { } id) return;
        if (host.Others is { } others) await others.RefoldAsync(id).ConfigureAwait(false);
        else await RefoldAsync(id).ConfigureAwait(false);
    }

    /// <summary>Drops a customer's memory and snapshot.</summary>
    public async Task RefoldAsync(string customerId)
    {
        var work = new ExclusiveWork(customerId, async () =>
        {
            if (await host.Store.FindCustomerAsync(host.Keys.IdHash(customerId)) is var key and not 0) await host.Store.DropSnapshotAsync(key);
        });
        shards.Take(work);
        await work.Done.ConfigureAwait(false);
    }
}
