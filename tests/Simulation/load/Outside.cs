using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Silo.Outbox;
using JourneyOrchestrator.Simulation.Checks;
using JourneyOrchestrator.Simulation.Disk;
using JourneyOrchestrator.Simulation.World;

namespace JourneyOrchestrator.Simulation.Load;

/// <summary>Whoever gets messages and webhooks: answers late, with an error, or not at all.</summary>
internal sealed class Outside(Universe universe, Plan plan, Dice dice, Ledger ledger)
{
    private static readonly TimeSpan Way = TimeSpan.FromMilliseconds(500);

    public bool IsHealed { get; set; }

    public IEffectSender Sender(string kind, Machine from) => new SimSender(this, kind, from);

    private async ValueTask<SendResult> TakeAsync(Sending sending, Machine from, CancellationToken cancel)
    {
        if (from.IsDead) throw new IOException("The host is dead.");
        if (plan.Planted == Planted.LateSending) await universe.DelayAsync(TimeSpan.FromMinutes(1)).ConfigureAwait(false);
        ledger.HandedOver(sending.CustomerId, sending.Effect);
        var (there, back, fate) = (dice.Delay(Way), dice.Delay(Way), plan.Has(Faults.Receivers) && !IsHealed ? dice.Below(10) : 9);
        await universe.DelayAsync(there).ConfigureAwait(false);
        if (fate == 0) await NeverAsync(cancel).ConfigureAwait(false);
        if (fate == 1) return SendResult.Failed("503");
        ledger.Received(plan.Planted == Planted.NewKeys ? sending.Effect with { Id = $"{sending.Effect.Id}+{dice.Below(1_000)}" } : sending.Effect);
        if (fate == 2) await NeverAsync(cancel).ConfigureAwait(false);
        if (fate == 3 && dice.Chance(200)) return SendResult.Hopeless("410");
        await universe.DelayAsync(back).ConfigureAwait(false);
        return SendResult.Sent;
    }

    private static Task NeverAsync(CancellationToken cancel) => Task.Delay(Timeout.Infinite, cancel);

    private sealed class SimSender(Outside outside, string kind, Machine from) : IEffectSender
    {
        public string Kind => kind;

        public ValueTask<SendResult> SendAsync(Sending sending, CancellationToken cancel) => outside.TakeAsync(sending, from, cancel);
    }
}
