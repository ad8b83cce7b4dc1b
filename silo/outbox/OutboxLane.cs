using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Pumps;
using JourneyOrchestrator.Silo.Telemetry;
using JourneyOrchestrator.Workflows.Facts;
using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.Silo.Outbox;

/// <summary>Carries out the effects of one kind.</summary>
internal sealed class OutboxLane : IAsyncDisposable
{
    private readonly IJournalStore store;
    private readonly ICustomerInbox inbox;
    private readonly EffectGate gate;
    private readonly IEffectSender sender;
    private readonly OutboxOptions options;
    private readonly ILogger log;
    private readonly PumpLoop loop;
    private readonly SemaphoreSlim running = new(1, 1);
    private readonly List<Try> unnoted = [];   // under running

    public OutboxLane(IJournalStore store, ICustomerInbox inbox, EffectGate gate, IEffectSender sender, OutboxOptions options, ILogger log)
    {
        (this.store, this.inbox, this.gate, this.sender, this.options, this.log) = (store, inbox, gate, sender, options, log);
        loop = new PumpLoop(LookAsync, OnFailed, options.RetryMin, options.Time) { GatherTime = options.GatherTime };
    }

    /// <param name="Trace">The span of the try, which the turn that hears of it belongs to; null: none.</param>
    /// <param name="NoteUntil">How long its end is tried to be noted: not as long as it is lent.</param>
    private readonly record struct Try(OutboxItem Item, SendResult Result, string? Trace, DateTimeOffset NoteUntil);

    /// <summary>Carries out effects by the clock from now on.</summary>
    public void Start() => loop.Start();

    /// <summary>Effects were queued, perhaps of this kind.</summary>
    public void Wake() => loop.Wake();

    public async ValueTask DisposeAsync()
    {
        await loop.DisposeAsync().ConfigureAwait(false);
        running.Dispose();
    }

    /// <summary>Carries out all that is due at a moment, also what follows from it; tries put off beyond it stay.</summary>
    /// <returns>Tries made.</returns>
    /// <exception cref="IOException">Some customers could not be told; they are told at the next look.</exception>
    public async Task<int> DrainAsync(DateTimeOffset now, CancellationToken cancel = default)
    {
        await running.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var tries = 0;
            if (unnoted.Count > 0 && inbox.Writes) await NoteAsync(now, cancel).ConfigureAwait(false);
            for (; ; )
            {
                if (!inbox.Writes) return tries;   // that it was sent could not be noted: it would be sent again and again
                var until = (now + options.LeaseTime).ToUnixMicroseconds();
                var items = await inbox.WriteAsync(() => store.LeaseOutboxAsync(sender.Kind, now.ToUnixMicroseconds(), until, options.BatchMax, cancel)).ConfigureAwait(false);
                if (items.Count == 0) break;
                tries += items.Count;
                await CarryOutAsync(items, now, cancel).ConfigureAwait(false);
            }
            return unnoted.Count == 0 ? tries : throw new IOException($"{unnoted.Count} customers could not be told how their effects ended.");
        }
        finally
        {
            running.Release();
        }
    }

    private async Task CarryOutAsync(IReadOnlyList<OutboxItem> items, DateTimeOffset now, CancellationToken cancel)
    {
        var tries = new Try[items.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.SendersMax, CancellationToken = cancel };
        await Parallel.ForAsync(0, items.Count, parallel, async (i, token) =>
            tries[i] = await TracedAsync(items[i], now, token).ConfigureAwait(false)).ConfigureAwait(false);

        unnoted.RemoveAll(before => items.Any(item => item.Row.Id == before.Item.Row.Id));   // lent again: the newer try counts
        unnoted.AddRange(tries);
        await NoteAsync(now, cancel).ConfigureAwait(false);
    }

    /// <summary>Notes with store and customers how tries ended. What could not be noted stays, and is noted first the next time: it is not sent again for that.
    /// What a customer could not take for long becomes a dead letter, and so is not sent again either, unless a person wants it.</summary>
    private async Task NoteAsync(DateTimeOffset now, CancellationToken cancel)
    {
        var failed = unnoted.Where(t => t.Result.End == SendEnd.Failed && !IsLast(t)).ToHashSet();
        await PutOffAsync(failed, now, dead: false, cancel).ConfigureAwait(false);
        unnoted.RemoveAll(failed.Contains);
        // A customer hears of a dead letter before it leaves the queue: a crash in between makes it one again, none in silence.
        var told = await TellAsync(unnoted, cancel).ConfigureAwait(false);
        await PutOffAsync(told.Where(t => EndOf(t.Result) == EffectEnd.Dead), now, dead: true, cancel).ConfigureAwait(false);
        unnoted.RemoveAll(told.Contains);
        var late = unnoted.Where(t => t.NoteUntil <= now).ToHashSet();
        if (late.Count == 0 || !inbox.Writes) return;
        await PutOffAsync(late.Select(t => t with { Result = t.Result with { Detail = $"ended as '{FactNames.Names<EffectEnd>.Of(EndOf(t.Result))}', which its customer could not note" } }), now, dead: true, cancel)
            .ConfigureAwait(false);
        unnoted.RemoveAll(late.Contains);
    }

    private bool IsLast(Try made) => IsLast(made.Item);

    private bool IsLast(OutboxItem item) => item.Attempts + 1 >= options.AttemptsMax;

    private async Task<Try> TracedAsync(OutboxItem item, DateTimeOffset now, CancellationToken cancel)
    {
        var span = SendSpan.Start(item);
        var result = await TryAsync(item, now, cancel).ConfigureAwait(false);
        var outcome = result.End == SendEnd.Failed && !IsLast(item) ? "failed" : FactNames.Names<EffectEnd>.Of(EndOf(result));
        SendSpan.End(span, item.Row.Kind, outcome, Later(now, options.Time.GetUtcNow()) - UnixTime.FromMicroseconds(item.Row.NotBefore));
        return new Try(item, result, span?.Id, now + (options.LeaseTime / 2));
    }

    private async Task PutOffAsync(IEnumerable<Try> failed, DateTimeOffset now, bool dead, CancellationToken cancel)
    {
        var items = failed.Select(t => PutOff(t, now, dead)).ToList();
        if (items.Count > 0) await inbox.WriteAsync(() => store.PostponeAsync(items, cancel)).ConfigureAwait(false);
    }

    private async ValueTask<SendResult> TryAsync(OutboxItem item, DateTimeOffset now, CancellationToken cancel)
    {
        try
        {
            var (sending, refusal) = await gate.OpenAsync(item, Later(now, options.Time.GetUtcNow()), cancel).ConfigureAwait(false);
            if (refusal is { } result) return result;
            using var late = new CancellationTokenSource(options.TryTime, options.Waits);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
            return await sender.SendAsync(sending!, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return SendResult.Failed("no answer in time");
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // A try that fails in a way its sender did not foresee is a failed try: it is noted with the effect and made again.
            log.EffectNotCarriedOut(error, item.Row.Id);
            return SendResult.Failed(error.GetType().Name);
        }
    }

    /// <summary>Others of its batch may have taken their time before this one had its turn.</summary>
    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private OutboxPostponement PutOff(Try failed, DateTimeOffset now, bool dead)
    {
        var attempts = failed.Item.Attempts + 1;
        var next = Later(now, options.Time.GetUtcNow()) + Backoff.Delay(attempts, options.RetryMin, options.RetryMax, options.Jitter());
        return new OutboxPostponement(failed.Item.Row.Id, next.ToUnixMicroseconds(), attempts, failed.Result.Detail ?? "", dead);
    }

    /// <summary>Tells the customers how their effects ended.</summary>
    /// <returns>Those whose customers took it.</returns>
    private async Task<HashSet<Try>> TellAsync(List<Try> ended, CancellationToken cancel)
    {
        if (ended.Count == 0) return [];
        var deliveries = ended.Select(t => Delivery.To(t.Item.Customer, new Input.EffectSettled(t.Item.Row.Id, EndOf(t.Result), t.Result.Detail)) with { Trace = t.Trace });
        var receipts = await inbox.HandleAsync([.. deliveries], cancel).ConfigureAwait(false);
        return [.. ended.Where((_, i) => receipts[i].Kind != ReceiptKind.Unavailable)];
    }

    private static EffectEnd EndOf(SendResult result) => result.End switch
    {
        SendEnd.Sent => EffectEnd.Sent,
        SendEnd.Withheld => EffectEnd.Withheld,
        SendEnd.Superseded => EffectEnd.Superseded,
        _ => EffectEnd.Dead,
    };

    private async Task<TimeSpan> LookAsync(CancellationToken cancel)
    {
        var now = options.Time.GetUtcNow();
        await DrainAsync(now, cancel).ConfigureAwait(false);
        if (!inbox.Writes) return options.PollTime;
        var next = await store.NextEffectAsync(sender.Kind, now.ToUnixMicroseconds(), cancel).ConfigureAwait(false);
        if (next == long.MaxValue) return options.PollTime;
        var wait = UnixTime.FromMicroseconds(next) - options.Time.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait < options.PollTime ? wait : options.PollTime;
    }

    /// <summary>That the store can't write is in the log already, once.</summary>
    private void OnFailed(Exception error)
    {
        if (inbox.Writes) log.OutboxHeldUp(error, sender.Kind);
    }
}
