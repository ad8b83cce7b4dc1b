using JourneyOrchestrator.Grains.Ports;
using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.Silo.Outbox;

/// <summary>
/// Carries out the effects that turns left behind: takes those that are due, hands each to the sender of its kind and tells the
/// customer how it ended; that turn removes the row. A failed try is put off, longer each time, and after the last the effect is a dead letter.
/// Each kind goes its own way: receivers that hang hold up their like only.
/// </summary>
/// <param name="senders">One for each kind of effect.</param>
public sealed class OutboxRelay(
    IJournalStore store, ICustomerInbox inbox, EffectGate gate, IReadOnlyList<IEffectSender> senders, OutboxOptions options, ILogger log) : IAsyncDisposable
{
    private readonly OutboxLane[] lanes = [.. senders.Select(sender => new OutboxLane(store, inbox, gate, sender, options, log))];

    /// <summary>Carries out effects by the clock from now on.</summary>
    public void Start()
    {
        foreach (var lane in lanes) lane.Start();
    }

    /// <summary>Effects were queued.</summary>
    public void Wake()
    {
        foreach (var lane in lanes) lane.Wake();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var lane in lanes) await lane.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Carries out all that is due at a moment, also what follows from it; tries put off beyond it stay.</summary>
    /// <returns>Tries made.</returns>
    /// <exception cref="IOException">Some customers could not be told; their effects come again when their leases end.</exception>
    public async Task<int> DrainAsync(DateTimeOffset now, CancellationToken cancel = default)
    {
        var tries = 0;
        for (int before; ;)
        {
            before = tries;
            foreach (var lane in lanes) tries += await lane.DrainAsync(now, cancel).ConfigureAwait(false);
            if (tries == before) return tries;
        }
    }
}
