using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Pumps;
using JourneyOrchestrator.Silo.Telemetry;
using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.Silo.Topics;

/// <summary>
/// Puts events on topics and brings them to the followers. An event is written once; a cursor over its followers, the most urgent
/// first, says how far it has come and outlives a crash. A follower hears the events of a topic in their order, each once: the
/// turn knows the position up to which the customer has seen the topic.
/// </summary>
public sealed class TopicFanOut : IAsyncDisposable
{
    private readonly IJournalStore store;
    private readonly ICustomerInbox inbox;
    private readonly IPersonKeys keys;
    private readonly TopicOptions options;
    private readonly ILogger log;
    private readonly PumpLoop loop;
    private readonly SemaphoreSlim running = new(1, 1);
    private readonly SemaphoreSlim round = new(1, 1);
    private int waiting;   // operators who wait for the end of the round

    public TopicFanOut(IJournalStore store, ICustomerInbox inbox, IPersonKeys keys, TopicOptions options, ILogger log)
    {
        (this.store, this.inbox, this.keys, this.options, this.log) = (store, inbox, keys, options, log);
        Rates = new FanOutRates(options.Time);
        loop = new PumpLoop(LookAsync, OnFailed, options.RetryTime, options.Time);
    }

    /// <summary>Brings events to followers as they are published, and those that were on their way when the last process ended.</summary>
    public void Start() => loop.Start();

    /// <summary>Events were published, perhaps by another host, or followers can be told again.</summary>
    public void Wake() => loop.Wake();

    public async ValueTask DisposeAsync()
    {
        await loop.DisposeAsync().ConfigureAwait(false);
        running.Dispose();
        round.Dispose();
    }

    /// <summary>Puts events on a topic; durable and on their way when this ends. A receipt's number is the position on the topic.</summary>
    public async ValueTask<Receipt[]> PublishAsync(string topic, IReadOnlyList<Signal> events, CancellationToken cancel = default)
    {
        var at = options.Time.GetUtcNow();
        var span = PublishSpan.Start(topic, events);
        var rows = PublishSpan.Mark(span, events).Select(e => TopicEvents.ToRow(topic, e, keys, at)).ToList();
        try
        {
            var appended = await inbox.WriteAsync(() => store.AppendTopicAsync(rows, cancel)).ConfigureAwait(false);
            loop.Wake();
            return [.. appended.Select(ToReceipt)];
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Whatever kept the store from writing, the caller is told to send again, as for signals of customers.
            var problem = (error as StoreUnwritableException)?.Problem;
            if (problem is null) log.TopicEventsNotWritten(error, rows.Count);
            Spans.Fail(span, error.GetType().FullName!);
            return [.. rows.Select(_ => new Receipt(ReceiptKind.Unavailable, 0, problem ?? NotStored))];
        }
        finally
        {
            Spans.Stop(span);
        }
    }

    /// <summary>How fast events reach their followers.</summary>
    internal FanOutRates Rates { get; }

    /// <summary>An event as the store keeps it.</summary>
    internal TopicEventRow RowOf(string topic, Signal signal) => TopicEvents.ToRow(topic, signal, keys, options.Time.GetUtcNow());

    /// <summary>Does something while nobody is being told: what it holds up or ends reaches nobody when it has ended. Then looks what there is to tell.</summary>
    internal async ValueTask<T> BetweenRoundsAsync<T>(Func<ValueTask<T>> act, CancellationToken cancel)
    {
        Interlocked.Increment(ref waiting);
        try
        {
            await round.WaitAsync(cancel).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
        try
        {
            return await inbox.WriteAsync(act).ConfigureAwait(false);
        }
        finally
        {
            round.Release();
            loop.Wake();
        }
    }

    /// <summary>Tells followers until no event is on its way any more.</summary>
    /// <returns>Followers told.</returns>
    /// <exception cref="IOException">Some followers could not be told now; the cursors stay before them.</exception>
    public async Task<long> DrainAsync(CancellationToken cancel = default)
    {
        await running.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var (told, heldUp) = (0L, new HashSet<(long, long)>());
            while (await RoundAsync(heldUp, cancel).ConfigureAwait(false) is { } more) told += more;
            return heldUp.Count == 0 ? told : throw new IOException($"Followers of {heldUp.Select(lane => lane.Item1).Distinct().Count()} topics could not be told now.");
        }
        finally
        {
            running.Release();
        }
    }

    /// <summary>One step of each topic's oldest event; a later event of the same topic waits its turn, so that nobody hears it too early.</summary>
    /// <param name="heldUp">Gets the lanes in which nobody can be told now; the others go on.</param>
    /// <returns>Followers told; null when there is nobody to tell.</returns>
    private async Task<int?> RoundAsync(HashSet<(long, long)> heldUp, CancellationToken cancel)
    {
        await round.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var open = Oldest(await store.OpenFanOutsAsync(options.FanOutsMax, cancel).ConfigureAwait(false), heldUp);
            return open.Count == 0 ? null : await TellAsync(open, heldUp, cancel).ConfigureAwait(false);
        }
        finally
        {
            round.Release();
        }
    }

    /// <summary>Of each lane the oldest event, to all and to those who catch up with it: nobody is in two of them.</summary>
    private static List<FanOut> Oldest(IReadOnlyList<FanOut> open, HashSet<(long, long)> heldUp)
    {
        var oldest = new Dictionary<(long, long), long>();
        return [.. open.Where(f => FanOutStep.LaneOf(f) is var lane && !heldUp.Contains(lane) && (oldest.TryAdd(lane, f.Position) || oldest[lane] == f.Position))];
    }

    /// <summary>Tells page after page of followers, the next one while the last is still being told, so that processors and disk always have something to do.</summary>
    private async Task<int> TellAsync(List<FanOut> open, HashSet<(long, long)> heldUp, CancellationToken cancel)
    {
        var told = 0;
        FanOutPage? asked = null, next = null;
        try
        {
            for (var page = 0; open.Count > 0 && page < options.PagesMax && Volatile.Read(ref waiting) == 0; page++)
            {
                next = await FanOutPage.AskAsync(open, store, inbox, options, cancel).ConfigureAwait(false);
                if (asked is not null) told += await SettleAsync(asked, heldUp, cancel).ConfigureAwait(false);
                asked = next;
                open = [.. next.Rest.Where(f => !heldUp.Contains(FanOutStep.LaneOf(f)))];
            }
            return asked is null ? told : told + await SettleAsync(asked, heldUp, cancel).ConfigureAwait(false);
        }
        catch
        {
            // When this round is over nobody is being told any more, however it ended.
            if (next is not null) await ((Task)next.Receipts).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    /// <summary>Waits until a page is told and moves the cursors. One that is held up stays before the first who was not told: those behind are told again, which does nothing.</summary>
    private async Task<int> SettleAsync(FanOutPage page, HashSet<(long, long)> heldUp, CancellationToken cancel)
    {
        var receipts = await page.Receipts.ConfigureAwait(false);
        var told = receipts.Count(r => r.Kind != ReceiptKind.Unavailable);
        Measure(page.Steps, told);
        foreach (var step in page.Steps)
        {
            var lane = FanOutStep.LaneOf(step.FanOut);
            if (heldUp.Contains(lane)) continue;
            if (await inbox.WriteAsync(() => step.AdvanceAsync(store, receipts, told > 0, cancel)).ConfigureAwait(false)) Rates.Note(step.FanOut.Topic, step.FanOut.Position, step.Followers.Count);
            else heldUp.Add(lane);
        }
        return told;
    }

    private void Measure(IReadOnlyList<FanOutStep> steps, int told)
    {
        Instruments.FanOutTold.Add(told);
        if (!Instruments.FanOutLag.Enabled) return;
        var now = options.Time.GetUtcNow();
        foreach (var step in steps)
            if (step.Followers.Count > 0) Instruments.FanOutLag.Record((now - UnixTime.FromMicroseconds(step.FanOut.At)).TotalSeconds);
    }

    private static Problem NotStored { get; } = new("", "unavailable", "The event was not stored: the host could not write it.", "Send it again.");

    private static Receipt ToReceipt(TopicAppend append) => append switch
    {
        { Reused: true } => new Receipt(ReceiptKind.Reused, append.Position, new Problem(
            "/id", "id-reused", "An event of this source and id came before with other content.", "Give each event an id of its own.")),
        { Duplicate: true } => new Receipt(ReceiptKind.Duplicate, append.Position),
        _ => Receipt.Accepted(append.Position),
    };

    private async Task<TimeSpan> LookAsync(CancellationToken cancel)
    {
        if (inbox.Writes) await DrainAsync(cancel).ConfigureAwait(false);
        return Timeout.InfiniteTimeSpan;
    }

    /// <summary>That the store can't write is in the log already, once.</summary>
    private void OnFailed(Exception error)
    {
        if (inbox.Writes) log.TopicsHeldUp(error, options.RetryTime.TotalSeconds);
    }
}
