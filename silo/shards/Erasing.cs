using System.Security.Cryptography;
using JourneyOrchestrator.Grains.Ports;
using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>Erases persons: rows in every table, then the key, then what others in memory still hold of them.</summary>
internal sealed class Erasing(Host host, ShardSet shards)
{
    public async ValueTask<ReadResult<ErasureReceipt>> EraseAsync(string customerId, string purpose, CancellationToken cancel)
    {
        var erased = new Erased();
        var work = new ExclusiveWork(customerId, () => EraseAloneAsync(customerId, purpose, erased));
        shards.Take(work);
        try
        {
            await work.Done.WaitAsync(cancel).ConfigureAwait(false);
        }
        finally
        {
            foreach (var holder in erased.Holders) await ForgetAsync(holder).ConfigureAwait(false);
        }
        return erased.Result;
    }

    /// <summary>Goes on with erasures that a crash cut short. One that can't be finished does not keep the host from starting: it stays open.</summary>
    public async Task FinishAtStartAsync()
    {
        try
        {
            await FinishAsync().ConfigureAwait(false);
        }
        catch (IOException error)
        {
            host.Log.LogError(error, "An erasure that was cut short is not finished; the next erasure and the next start try again.");
        }
    }

    /// <summary>The rows are gone, the key or the log may not be.</summary>
    private async Task FinishAsync()
    {
        foreach (var customer in await host.Store.OpenErasuresAsync()) await FinishAsync(customer);
    }

    /// <summary>Runs while nothing else happens to this customer.</summary>
    private async Task EraseAloneAsync(string customerId, string purpose, Erased erased)
    {
        var idHash = host.Keys.IdHash(customerId);
        var now = host.Now();
        var key = await host.Store.FindCustomerAsync(idHash);
        if (key == 0)
        {
            var earlier = await host.Store.TombstoneAsync(idHash, now.ToUnixMicroseconds());
            erased.Result = new(earlier is null ? ReadStatus.Unknown : ReadStatus.Gone);
            await FinishAsync();   // erased before, perhaps not to the end
            return;
        }
        var receipt = "erasure-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        var tombstone = new TombstoneRow(receipt, purpose, now.ToUnixMicroseconds(), (now + host.Options.TombstoneTime).ToUnixMicroseconds());
        var erasure = await host.Store.EraseAsync(key, idHash, tombstone);
        erased.Holders = erasure.Holders;
        await FinishAsync(key);
        erased.Result = ReadResult<ErasureReceipt>.Found(new ErasureReceipt(receipt, now, erasure.Removed));
    }

    private async Task FinishAsync(long key)
    {
        host.Keys.Destroy(key);
        host.Directory.Forget(key);
        await host.Store.FinishErasureAsync(key);
    }

    private sealed class Erased
    {
        public ReadResult<ErasureReceipt> Result { get; set; }

        public IReadOnlyList<long> Holders { get; set; } = [];
    }

    /// <summary>Another customer's state may hold values of the erased person: it is folded anew, from entries that no longer open.</summary>
    private async Task ForgetAsync(long holder)
    {
        if (await host.Directory.IdOfAsync(holder, CancellationToken.None).ConfigureAwait(false) is not { } id) return;
        var work = new ExclusiveWork(id, static () => Task.CompletedTask);
        shards.Take(work);
        await work.Done.ConfigureAwait(false);
    }
}
