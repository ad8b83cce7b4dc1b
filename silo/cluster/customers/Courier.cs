using System.Collections.Concurrent;
using JourneyOrchestrator.Grains.Orleans.Wire;
using JourneyOrchestrator.Grains.Ports;
using Orleans.Runtime;

namespace JourneyOrchestrator.Silo.Cluster;

/// <summary>
/// Takes what is for several customers of another silo there in one call, which costs a fraction of one for each. It remembers where customers were when they
/// last answered; what is no longer so, and what is lost on the way, goes by itself, where Orleans says.
/// </summary>
internal sealed class Courier(HostNotes notes)
{
    /// <summary>Customers remembered, at about 100 bytes each.</summary>
    private const int KnownMax = 262_144;

    private readonly BoundedMap<string, SiloAddress> known = new(KnownMax, StringComparer.Ordinal);

    /// <summary>A customer answered from a silo.</summary>
    public void Learn(string customerId, string? silo)
    {
        if (silo is null) return;
        var address = SiloAddress.FromParsableString(silo);
        if (!known.TryGet(customerId, out var before) || !before.Equals(address)) known.Set(customerId, address);
    }

    /// <returns>Those that have to go by themselves.</returns>
    public async Task<IReadOnlyCollection<Parcel>> TakeAsync(IReadOnlyCollection<Parcel> parcels, bool bounded, Receipt[] receipts)
    {
        var rest = new ConcurrentQueue<Parcel>();
        var bundles = new Dictionary<SiloAddress, List<Parcel>>();
        foreach (var parcel in parcels)
        {
            if (!parcel.IsRepeatable || !known.TryGet(parcel.CustomerId, out var silo)) rest.Enqueue(parcel);
            else if (bundles.TryGetValue(silo, out var bundle)) bundle.Add(parcel);
            else bundles[silo] = [parcel];
        }
        await Task.WhenAll(bundles.Select(bundle => TakeAsync(bundle.Key, bundle.Value, bounded, receipts, rest))).ConfigureAwait(false);
        return rest;
    }

    private async Task TakeAsync(SiloAddress silo, List<Parcel> parcels, bool bounded, Receipt[] receipts, ConcurrentQueue<Parcel> rest)
    {
        CustomerReceipts?[]? answers = null;
        try
        {
            if (parcels.Count > 1)
                answers = await notes.DeliverAsync(silo, new CustomerBundle([.. parcels.Select(p => p.CustomerId)], [.. parcels.Select(p => p.ToMessage(bounded))])).ConfigureAwait(false);
        }
        catch (Exception error) when (GrainCalls.IsLoss(error))
        {
            // All of it may be handed over again: it goes by itself, and is tried until somebody answers.
        }
        for (var i = 0; i < parcels.Count; i++)
        {
            if (answers?[i] is { } answer) parcels[i].Put(ReceiptWire.Read(answer), receipts);
            else
            {
                if (parcels.Count > 1) known.Remove(parcels[i].CustomerId);
                rest.Enqueue(parcels[i]);
            }
        }
    }
}
