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

    public TopicFanOut(IJournalStore store, ICustomerInbox inbox, IPersonKeys keys, TopicOptions options, ILogger log)
    {
        (this.store, this.inbox, this.keys, this.options, this.log) = (store, inbox, keys, options, log);
        loop = new PumpLoop(LookAsync, OnFailed, options.RetryTime, options.Time);
    }

    /// <summary>Brings events to followers as they are published, and those that were on their way when the last process ended.</summary>
    public void Start() => loop.Start();

    /// <summary>Events were published, perhaps by another host.</summary>
    public void Wake() => loop.Wake();

    public async ValueTask DisposeAsync()
    {
        await loop.DisposeAsync().ConfigureAwait(false);
        running.Dispose();
    }

    /// <summary>Puts events on a topic; durable and on their way when this ends. A receipt's number is the position on the topic.</summary>
    public async ValueTask<Receipt[]> PublishAsync(string topic, IReadOnlyList<Signal> events, CancellationToken cancel = default)
    {
        var at = options.Time.GetUtcNow();
        var span = PublishSpan.Start(topic, events);
        var rows = PublishSpan.Mark(span, events).Select(e => TopicEvents.ToRow(topic, e, keys, at)).ToList();
        try
        {
            var appended = await store.AppendTopicAsync(rows, cancel).ConfigureAwait(false);
            loop.Wake();
            return [.. appended.Select(ToReceipt)];
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Whatever kept the store from writing, the caller is told to send again, as for signals of customers.
            log.LogError(error, "{Count} topic events could not be written.", rows.Count);
            Spans.Fail(span, error.GetType().FullName!);
            return [.. rows.Select(_ => Unavailable)];
        }
        finally
        {
            Spans.Stop(span);
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
            for (; ; )
            {
                var open = await store.OpenFanOutsAsync(options.FanOutsMax, cancel).ConfigureAwait(false);
                var next = open.DistinctBy(FanOutStep.LaneOf).Where(f => !heldUp.Contains(FanOutStep.LaneOf(f))).ToList();
                if (next.Count == 0) break;
                told += await RoundAsync(next, heldUp, cancel).ConfigureAwait(false);
            }
            return heldUp.Count == 0 ? told : throw new IOException($"Followers of {heldUp.Select(lane => lane.Item1).Distinct().Count()} topics could not be told now.");
        }
        finally
        {
            running.Release();
        }
    }

    /// <summary>One step of each topic's oldest event; a later event of the same topic waits its turn, so that nobody hears it too early.</summary>
    /// <param name="heldUp">Gets the lanes in which nobody can be told now; the others go on.</param>
    private async Task<int> RoundAsync(List<FanOut> open, HashSet<(long, long)> heldUp, CancellationToken cancel)
    {
        var steps = new List<FanOutStep>();
        var deliveries = new List<Delivery>();
        foreach (var fanOut in open)
        {
            var followers = await store.FollowersAsync(fanOut, options.FollowersMax, cancel).ConfigureAwait(false);
            steps.Add(new FanOutStep(fanOut, followers, deliveries.Count, options.FollowersMax));
            if (followers.Count == 0) continue;
            var input = new Input.Topic(fanOut.Topic, fanOut.Position, CloudEventJson.Read(fanOut.Event));
            foreach (var follower in followers) deliveries.Add(Delivery.To(follower.Customer, input));
        }
        var receipts = await inbox.HandleAsync(deliveries, cancel).ConfigureAwait(false);
        var told = receipts.Count(r => r.Kind != ReceiptKind.Unavailable);
        Measure(steps, told);
        foreach (var step in steps)
            if (!await step.AdvanceAsync(store, receipts, told > 0, cancel).ConfigureAwait(false)) heldUp.Add(FanOutStep.LaneOf(step.FanOut));
        return told;
    }

    private void Measure(List<FanOutStep> steps, int told)
    {
        Instruments.FanOutTold.Add(told);
        if (!Instruments.FanOutLag.Enabled) return;
        var now = options.Time.GetUtcNow();
        foreach (var step in steps)
            if (step.Followers.Count > 0) Instruments.FanOutLag.Record((now - UnixTime.FromMicroseconds(step.FanOut.At)).TotalSeconds);
    }

    private static Receipt Unavailable { get; } = new(ReceiptKind.Unavailable, 0, new Problem(
        "", "unavailable", "The event was not stored: the host could not write it.", "Send it again."));

    private static Receipt ToReceipt(TopicAppend append) => append switch
    {
        { Reused: true } => new Receipt(ReceiptKind.Reused, append.Position, new Problem(
            "/id", "id-reused", "An event of this source and id came before with other content.", "Give each event an id of its own.")),
        { Duplicate: true } => new Receipt(ReceiptKind.Duplicate, append.Position),
        _ => Receipt.Accepted(append.Position),
    };

    private async Task<TimeSpan> LookAsync(CancellationToken cancel)
    {
        await DrainAsync(cancel).ConfigureAwait(false);
        return Timeout.InfiniteTimeSpan;
    }

    private void OnFailed(Exception error) =>
        log.LogError(error, "Topic events are held up; trying again in {Seconds} s.", options.RetryTime.TotalSeconds);
}
