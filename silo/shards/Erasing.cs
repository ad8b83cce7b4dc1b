using System.Security.Cryptography;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>Erases persons: rows in every table, then the key, then what others in memory still hold of them.</summary>
internal sealed class Erasing(Host host, ShardSet shards)
{
    public async ValueTask<ReadResult<ErasureReceipt>> EraseAsync(string customerId, string purpose, CancellationToken cancel)
    {
        ReadResult<ErasureReceipt> result = default;
        IReadOnlyList<long> holders = [];
        var work = new ExclusiveWork(customerId, async () => (result, holders) = await EraseAloneAsync(customerId, purpose));
        shards.Take(work);
        await work.Done.WaitAsync(cancel).ConfigureAwait(false);
        foreach (var holder in holders) await ForgetAsync(holder).ConfigureAwait(false);
        return result;
    }

    /// <summary>Runs while nothing else happens to this customer.</summary>
    private async Task<(ReadResult<ErasureReceipt>, IReadOnlyList<long>)> EraseAloneAsync(string customerId, string purpose)
    {
        var idHash = host.Keys.IdHash(customerId);
        var now = host.Now();
        var key = await host.Store.FindCustomerAsync(idHash);
        if (key == 0)
        {
            var earlier = await host.Store.TombstoneAsync(idHash, now.ToUnixMicroseconds());
            return (new(earlier is null ? ReadStatus.Unknown : ReadStatus.Gone), []);
        }
        var receipt = "erasure-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        var tombstone = new TombstoneRow(receipt, purpose, now.ToUnixMicroseconds(), (now + host.Options.TombstoneTime).ToUnixMicroseconds());
        var erasure = await host.Store.EraseAsync(key, idHash, tombstone);
        host.Keys.Destroy(key);
        host.Directory.Forget(key);
        return (ReadResult<ErasureReceipt>.Found(new ErasureReceipt(receipt, now, erasure.Removed)), erasure.Holders);
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
