using System.Globalization;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Topics;

/// <summary>How far topic events have come, and what operators do about them. An act waits for the round that is being told, so that when it has ended
/// nobody is told any more of what it holds up or ends.</summary>
public sealed class TopicOperations(IJournalStore store, TopicFanOut fanOut, TimeProvider time) : ITopics
{
    public async ValueTask<Page<FanOutView>> FanOutsAsync(long after, int limit, CancellationToken cancel = default)
    {
        var rows = await store.ProgressAsync(after, limit + 1, cancel).ConfigureAwait(false);
        var page = rows.Take(limit).ToList();
        return new Page<FanOutView>([.. page.Select(View)], rows.Count > limit ? Text(page[^1].Number) : null);
    }

    public ValueTask<IReadOnlyList<TopicPause>> PausesAsync(CancellationToken cancel = default) => store.PausesAsync(cancel);

    public async ValueTask<Page<TopicEventState>> EventsAsync(string topic, long before, int limit, CancellationToken cancel = default)
    {
        var rows = await store.TopicEventsAsync(topic, before, limit + 1, cancel).ConfigureAwait(false);
        var page = rows.Take(limit).ToList();
        return new Page<TopicEventState>(page, rows.Count > limit ? Text(page[^1].Position) : null);
    }

    public async ValueTask<Page<TopicAct>> ActsAsync(string topic, long after, int limit, CancellationToken cancel = default)
    {
        var rows = await store.TopicActsAsync(topic, after, limit + 1, cancel).ConfigureAwait(false);
        var page = rows.Take(limit).ToList();
        return new Page<TopicAct>(page, rows.Count > limit ? Text(page[^1].Number) : null);
    }

    public ValueTask<TopicActEnd> PauseAsync(string topic, long position, string by, string reason, CancellationToken cancel = default) =>
        fanOut.BetweenRoundsAsync(() => store.PauseAsync(Act(topic, position, by, reason), cancel), cancel);

    public ValueTask<TopicActEnd> ResumeAsync(string topic, long position, string by, string reason, CancellationToken cancel = default) =>
        fanOut.BetweenRoundsAsync(() => store.ResumeAsync(Act(topic, position, by, reason), cancel), cancel);

    public ValueTask<WithdrawalEnd> WithdrawAsync(string topic, long position, string by, string reason, Signal? followUp, CancellationToken cancel = default)
    {
        var row = followUp is null ? null : fanOut.RowOf(topic, followUp);
        return fanOut.BetweenRoundsAsync(() => store.WithdrawAsync(Act(topic, position, by, reason), row, cancel), cancel);
    }

    private TopicAct Act(string topic, long position, string by, string reason) => new(topic, position, by, reason, time.GetUtcNow().ToUnixMicroseconds());

    private FanOutView View(FanOutProgress progress)
    {
        var phase = progress switch
        {
            { Pause: not null } => FanOutPhase.Paused,
            { IsToAll: false, CatchingUp: var few, Apart: var apart } when few == apart => FanOutPhase.Apart,
            _ => progress.Behind < progress.Position ? FanOutPhase.Waiting : FanOutPhase.Running,
        };
        var rate = phase == FanOutPhase.Running ? fanOut.Rates.PerSecond(progress.Topic, progress.Position) : null;
        var left = progress.Followers - progress.Told - progress.Apart;
        return new FanOutView(progress, phase, rate, rate > 0 && left > 0 ? time.GetUtcNow().AddSeconds(left / rate.Value) : null);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
