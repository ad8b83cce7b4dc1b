using System.Collections.Concurrent;
using System.Data.Common;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Grains.Orleans;
using JourneyOrchestrator.Grains.Orleans.Wire;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Shards;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Silo.Cluster;

/// <summary>
/// The customers whom Orleans has placed on this silo, and the silo's shards that run their turns. What rests on memory alone is answered only while it is sure
/// that no other silo can have taken over (<see cref="Membership"/>); what is written is fenced by the store.
/// </summary>
/// <param name="self">This silo's address.</param>
public sealed class CustomerHost(Customers local, Membership membership, HostNotes notes, string self) : ICustomerHost
{
    private static readonly Receipt NotHere = new(ReceiptKind.Unavailable, 0, new Problem(
        "", "unavailable", "The silo is not sure that it still has this customer.", "Send it again."));

    private static readonly Receipt Older = new(ReceiptKind.Unavailable, 0, new Problem(
        "", "older-version", "The silo that has this customer is of an older version and does not know what is asked: nothing was done.", "Ask again when all processes are of the newer version."));

    private readonly ConcurrentDictionary<string, ICustomerPlace> places = new(StringComparer.Ordinal);

    /// <summary>Tells the other silos.</summary>
    public HostNotes Notes => notes;

    /// <summary>True: this silo belongs to the cluster.</summary>
    public ValueTask<bool> IsSureAsync() => membership.IsSureAsync();

    /// <summary>The customer is here, as far as this silo knows.</summary>
    public bool Has(string customerId) => places.ContainsKey(customerId);

    public async ValueTask ArriveAsync(string customerId, ICustomerPlace place)
    {
        await membership.BuryAsync().ConfigureAwait(false);
        await local.DropAsync(customerId).ConfigureAwait(false);
        places[customerId] = place;
    }

    public async Task LeaveAsync(string customerId)
    {
        places.TryRemove(customerId, out _);
        await local.DropAsync(customerId).ConfigureAwait(false);
    }

    /// <summary>Another silo wrote for a customer: this one's activation is old.</summary>
    public void GiveUp(string customerId)
    {
        if (places.TryGetValue(customerId, out var place)) place.GiveUp();
    }

    /// <summary>Other hosts committed entries of these customers, by key. Who is here as well has an old state, which nobody is to read; what is decided upon it the
    /// store refuses in any case. News of before a customer came here may be late: then the state is loaded once more.</summary>
    public void WrittenElsewhere(IReadOnlyList<long> customers)
    {
        foreach (var key in customers)
            if (local.IdInMemory(key) is { } id && Has(id)) _ = local.DropAsync(id);
    }

    public async Task<CustomerReceipts> HandleAsync(string customerId, CustomerInputs inputs)
    {
        var sent = InputWire.Read(customerId, inputs.Inputs);
        var known = sent.OfType<Delivery>().Select(delivery => delivery with { Yields = inputs.Yields }).ToList();
        // They go in order, all of them or none.
        var receipts = known.Count == sent.Count ? await InputsAsync(customerId, known, inputs.Bounded).ConfigureAwait(false) : [.. sent.Select(_ => Older)];
        return ReceiptWire.Write(receipts) with { Silo = self };
    }

    public async ValueTask<Receipt[]> InputsAsync(string customerId, IReadOnlyList<Delivery> inputs, bool bounded, CancellationToken cancel = default)
    {
        var receipts = await local.InputsAsync(customerId, inputs, bounded, cancel).ConfigureAwait(false);
        // Accepted is what the store took. Any other answer rests on memory, which must have been the newest when it was asked.
        if (Array.TrueForAll(receipts, receipt => receipt.Kind == ReceiptKind.Accepted) || await membership.IsSureAsync().ConfigureAwait(false)) return receipts;
        return [.. receipts.Select(receipt => receipt.Kind == ReceiptKind.Accepted ? receipt : NotHere)];
    }

    public async Task<CustomerSnapshot> ReadAsync(string customerId)
    {
        ReadResult<byte[]> read;
        try
        {
            read = await local.ReadAsync(customerId, static state => SnapshotCodec.Write(state)).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or DbException)
        {
            // The shard has logged it; the store comes back by itself, and the caller asks again.
            return new CustomerSnapshot(CustomerSnapshot.Unsure, null);
        }
        catch (NewerJournalException)
        {
            return new CustomerSnapshot(CustomerSnapshot.Newer, null);
        }
        // Afterwards: then it was so when it was read, however long this process was stopped in between.
        return await membership.IsSureAsync().ConfigureAwait(false) ? new CustomerSnapshot((int)read.Status, read.Value) : new CustomerSnapshot(CustomerSnapshot.Unsure, null);
    }

    /// <summary>Reads here; null: the customer is elsewhere, or that is not sure.</summary>
    public async ValueTask<ReadResult<T>?> ReadAsync<T>(string customerId, Func<CustomerState, T> view, CancellationToken cancel)
    {
        if (!Has(customerId)) return null;
        var read = await local.ReadAsync(customerId, view, null, cancel).ConfigureAwait(false);
        return await membership.IsSureAsync().ConfigureAwait(false) ? read : null;
    }

    public async Task<byte[]> EraseAsync(string customerId, string purpose) => ErasureWire.Write(await local.EraseAsync(customerId, purpose).ConfigureAwait(false));

    public Task RefoldAsync(string customerId) => local.RefoldAsync(customerId);
}
