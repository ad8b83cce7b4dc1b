using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Outbox.Senders;
using JourneyOrchestrator.Silo.Pumps;
using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.Silo.Subscriptions;

/// <summary>
/// Brings one subscription what it wants: reads the journal in the order of commits from where it stands, a window at a time, and goes on when
/// all of the window is delivered. After a failure it waits, longer each time, and nothing is lost meanwhile: the journal keeps it.
/// </summary>
internal sealed class Lane : IAsyncDisposable
{
    private readonly Subscription subscription;
    private readonly ILiveEntries live;
    private readonly Messages messages;
    private readonly Receiver receiver;
    private readonly SubscriptionOptions options;
    private readonly ILogger log;
    private readonly Action changed;
    private readonly PumpLoop loop;
    private ILiveFeed? feed;
    private Window? window;
    private long nextTry;           // Unix microseconds
    private volatile bool again;

    /// <param name="changed">Called when there is something to save.</param>
    public Lane(Subscription subscription, ILiveEntries live, Messages messages, Receiver receiver, SubscriptionOptions options, ILogger log, Action changed)
    {
        (this.subscription, this.live, this.messages, this.receiver) = (subscription, live, messages, receiver);
        (this.options, this.log, this.changed) = (options, log, changed);
        loop = new PumpLoop(LookAsync, OnFailed, options.RetryMin, options.Time);
    }

    public Subscription Subscription => subscription;

    public void Start() => loop.Start();

    /// <summary>Entries were committed.</summary>
    public void Wake() => loop.Wake();

    /// <summary>Somebody resumed it: the next try is made at once.</summary>
    public void Resume()
    {
        Volatile.Write(ref nextTry, 0);
        loop.Wake();
    }

    /// <summary>Somebody was erased: what was read and not yet delivered is read again, and is without that person then.</summary>
    public void ReadAgain()
    {
        again = true;
        loop.Wake();
    }

    public async ValueTask DisposeAsync()
    {
        await loop.DisposeAsync().ConfigureAwait(false);
        await CloseAsync().ConfigureAwait(false);
    }

    private async Task<TimeSpan> LookAsync(CancellationToken cancel)
    {
        try
        {
            while (!subscription.IsPaused)
            {
                if (again) await CloseAsync().ConfigureAwait(false);
                var wait = Volatile.Read(ref nextTry) - Now;
                if (wait > 0) return TimeSpan.FromMicroseconds(wait);
                window ??= await ReadAsync(cancel).ConfigureAwait(false);
                if (window is null) return Timeout.InfiniteTimeSpan;
                await RoundAsync(window, cancel).ConfigureAwait(false);
            }
        }
        catch
        {
            await CloseAsync().ConfigureAwait(false);   // what was read is read again
            throw;
        }
        await CloseAsync().ConfigureAwait(false);
        return Timeout.InfiniteTimeSpan;
    }

    /// <summary>The next entries with something for this subscription; null: there are none yet.</summary>
    private async ValueTask<Window?> ReadAsync(CancellationToken cancel)
    {
        feed ??= await live.FollowAllAsync(subscription.Position, cancel).ConfigureAwait(false);
        while (true)
        {
            var entries = (await feed.NextAsync(cancel).ConfigureAwait(false)).Value!;
            if (entries.Count == 0) return null;
            var wanted = new List<Message>();
            foreach (var entry in entries.Where(subscription.MayWant))
                wanted.AddRange((await messages.OfAsync(entry, cancel).ConfigureAwait(false)).Where(subscription.Wants));
            if (wanted.Count > 0) return new Window(wanted, entries[^1].Position);
            subscription.Pass(entries[^1].Position);
            if (subscription.IsUnsaved(options.SkippedMax)) changed();
        }
    }

    private async Task RoundAsync(Window round, CancellationToken cancel)
    {
        var failing = subscription.Row.Progress.Failures > 0;   // then one try is enough to see whether the receiver is back
        var (delivered, failure) = await round.DeliverAsync(
            (message, token) => receiver.PostAsync(subscription.Row, message.Id, message.Body, token),
            () => !again && !subscription.IsPaused, failing ? 1 : options.AtOnceMax, cancel).ConfigureAwait(false);
        subscription.Pass(round.Position);
        if (round.IsDone) window = null;
        if (delivered > 0) subscription.Change(progress => progress with { Succeeded = Now, Failures = 0, FailingSince = 0 });
        if (failure is { } answer) Failed(answer);
        if (delivered > 0 || failure is not null) changed();
    }

    private void Failed(WebhookAnswer answer)
    {
        var now = Now;
        subscription.Change(progress => GiveUp(answer, progress with
        {
            Failures = progress.Failures + 1, FailingSince = progress.FailingSince == 0 ? now : progress.FailingSince, Error = answer.Error, ErrorAt = now,
        }));
        var progress = subscription.Row.Progress;
        if (progress.Paused is { } reason) log.SubscriptionPaused(subscription.Id, reason);
        else if (progress.Failures == 1) log.SubscriptionFails(subscription.Id, answer.Error);
        var wait = Backoff.Delay(progress.Failures, options.RetryMin, options.RetryMax, options.Jitter());
        if (answer.RetryAfter is { } wish && wish > wait) wait = wish < options.RetryAfterMax ? wish : options.RetryAfterMax;
        Volatile.Write(ref nextTry, now + (long)wait.TotalMicroseconds);
    }

    private SubscriptionProgress GiveUp(WebhookAnswer answer, SubscriptionProgress progress)
    {
        const int Gone = 410;
        if (answer.Status == Gone) return progress with { Paused = "the receiver answered 410: it is gone" };
        var failing = TimeSpan.FromMicroseconds(progress.ErrorAt - progress.FailingSince);
        return failing < options.GiveUpTime ? progress : progress with { Paused = $"the receiver took nothing for {failing.TotalHours:0} hours; the last error: {answer.Error}" };
    }

    private async ValueTask CloseAsync()
    {
        again = false;   // first: an erasure from here on is seen by the next look
        if (window is not null) subscription.Pass(window.Position);
        window = null;
        if (feed is not null) await feed.DisposeAsync().ConfigureAwait(false);
        feed = null;
    }

    private void OnFailed(Exception error)
    {
        log.SubscriptionHeldUp(error, subscription.Id, options.RetryMin.TotalSeconds);
        subscription.Change(progress => progress with { Error = $"the host could not read the journal: {error.GetType().Name}", ErrorAt = Now });
        changed();
    }

    private long Now => options.Time.GetUtcNow().ToUnixMicroseconds();
}
