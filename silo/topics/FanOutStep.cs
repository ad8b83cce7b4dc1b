using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Topics;

/// <summary>One event and the followers told of it in one round.</summary>
/// <param name="First">Index of the first of their receipts.</param>
/// <param name="Asked">How many were asked for: fewer mean that nobody is left.</param>
internal sealed record FanOutStep(FanOut FanOut, IReadOnlyList<Follower> Followers, int First, int Asked)
{
    /// <summary>Events that wait for each other: those of one topic, or those of one follower who was set apart.</summary>
    public static (long Topic, long Apart) LaneOf(FanOut fanOut) => (fanOut.TopicKey, fanOut.Apart ? fanOut.Only : 0);

    /// <summary>Moves the cursor behind those who were told. Who failed while others of the round did not is set apart, so that the rest go on.</summary>
    /// <param name="othersTold">Somebody could be told in this round: the store works.</param>
    /// <returns>False when the event is held up.</returns>
    public async ValueTask<bool> AdvanceAsync(IJournalStore store, Receipt[] receipts, bool othersTold, CancellationToken cancel)
    {
        var failed = Followers.Where((_, i) => receipts[First + i].Kind == ReceiptKind.Unavailable).ToList();
        if (failed.Count > 0 && (FanOut.Apart || !othersTold)) return false;
        if (failed.Count > 0)
        {
            await store.SetApartAsync(FanOut, failed, cancel).ConfigureAwait(false);
            if (FanOut.Only != 0) return true;   // it waits as before, and nobody for it
        }
        await store.AdvanceFanOutAsync(FanOut, Followers.Count > 0 ? Followers[^1] : null, Followers.Count < Asked, Followers.Count - failed.Count, cancel).ConfigureAwait(false);
        return true;
    }
}
