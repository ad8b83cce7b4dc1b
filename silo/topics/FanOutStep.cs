using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Topics;

/// <summary>One event and the followers told of it in one round.</summary>
/// <param name="First">Index of the first of their receipts.</param>
/// <param name="Asked">How many were asked for: fewer mean that nobody is left.</param>
internal sealed record FanOutStep(FanOut FanOut, IReadOnlyList<Follower> Followers, int First, int Asked)
{
    public int Failed(Receipt[] receipts) =>
        receipts.AsSpan(First, Followers.Count).ToArray().Count(r => r.Kind == ReceiptKind.Unavailable);

    /// <summary>Moves the cursor behind the last follower before whom nobody failed.</summary>
    public async Task AdvanceAsync(IJournalStore store, Receipt[] receipts, CancellationToken cancel)
    {
        var told = 0;
        while (told < Followers.Count && receipts[First + told].Kind != ReceiptKind.Unavailable) told++;
        var done = told == Followers.Count && Followers.Count < Asked;
        if (told == 0 && !done) return;
        await store.AdvanceFanOutAsync(FanOut, told > 0 ? Followers[told - 1] : null, done, cancel).ConfigureAwait(false);
    }
}
