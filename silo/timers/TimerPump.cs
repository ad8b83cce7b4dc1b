using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Pumps;
using JourneyOrchestrator.Silo.Telemetry;
using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.Silo.Timers;

/// <summary>
/// Turns due timers into inputs of their customers, in due order. A timer leaves the store with the turn that it causes, so one that
/// was handed over and not handled comes again: after a crash every timer that fell due meanwhile fires, once.
/// </summary>
public sealed class TimerPump : IAsyncDisposable
{
    private readonly IJournalStore store;
    private readonly ICustomerInbox inbox;
    private readonly TimerPumpOptions options;
    private readonly ILogger log;
    private readonly PumpLoop loop;
    private readonly SemaphoreSlim running = new(1, 1);
    private readonly HashSet<TimerRow> stuck = [];
    private readonly Dictionary<TimerRow, (int Tries, long Until)> held = [];   // of the loop alone

    public TimerPump(IJournalStore store, ICustomerInbox inbox, TimerPumpOptions options, ILogger log)
    {
        (this.store, this.inbox, this.options, this.log) = (store, inbox, options, log);
        loop = new PumpLoop(LookAsync, OnFailed, options.RetryTime, options.Time);
    }

    /// <summary>Fires timers by the clock from now on.</summary>
    public void Start() => loop.Start();

    /// <summary>Timers were set: the next one may be due earlier than thought.</summary>
    public void Wake() => loop.Wake();

    public async ValueTask DisposeAsync()
    {
        await loop.DisposeAsync().ConfigureAwait(false);
        running.Dispose();
    }

    /// <summary>Fires all that is due at a moment, also what these turns set that is due by then; ends when nothing is left.</summary>
    /// <returns>Timers fired.</returns>
    /// <exception cref="IOException">Some customers could not take theirs; those timers are still there.</exception>
    public async Task<int> RunDueAsync(DateTimeOffset now, CancellationToken cancel = default)
    {
        var (fired, failed) = await RunAsync(now, [], cancel).ConfigureAwait(false);
        return failed == 0 ? fired : throw new IOException($"{failed} due timers could not be handled now.");
    }

    /// <param name="failed">Those to be left alone; gets those whose customers could not take them.</param>
    private async Task<(int Fired, int Failed)> RunAsync(DateTimeOffset now, HashSet<TimerRow> failed, CancellationToken cancel)
    {
        await running.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var (fired, before) = (new HashSet<TimerRow>(), failed.Count);
            while (await RunOnceAsync(now.ToUnixMicroseconds(), fired, failed, cancel).ConfigureAwait(false)) { }
            return (fired.Count, failed.Count - before);
        }
        finally
        {
            running.Release();
        }
    }

    /// <summary>One pass over everything due; false when there was nothing new. Fired rows that are still there were not removed by
    /// their turns: they are reported and left alone, so that they can't keep the pump busy.</summary>
    /// <param name="failed">Gets those whose customers could not take them; they wait for the next look, and hold up nobody else's.</param>
    private async Task<bool> RunOnceAsync(long now, HashSet<TimerRow> fired, HashSet<TimerRow> failed, CancellationToken cancel)
    {
        var any = false;
        for (var after = default(TimerRow); ;)
        {
            var page = await store.DueTimersAsync(now, after, options.BatchMax, cancel).ConfigureAwait(false);
            if (page.Count == 0) return any;
            after = page[^1];
            var due = page.Where(row => !stuck.Contains(row) && !failed.Contains(row) && !IsStuck(row, fired)).ToList();
            if (due.Count == 0) continue;
            failed.UnionWith(await FireAsync(due, cancel).ConfigureAwait(false));
            fired.UnionWith(due.Where(row => !failed.Contains(row)));
            any = true;
        }
    }

    private bool IsStuck(TimerRow row, HashSet<TimerRow> fired)
    {
        if (!fired.Contains(row)) return false;
        stuck.Add(row);
        log.TimerStuck(row.Timer, row.Customer);
        return true;
    }

    /// <returns>Those that could not be handled.</returns>
    private async Task<IEnumerable<TimerRow>> FireAsync(List<TimerRow> due, CancellationToken cancel)
    {
        var deliveries = due.ConvertAll(row =>
            Delivery.To(row.Customer, new Input.TimerDue(row.Timer, UnixTime.FromMicroseconds(row.Due))) with { Trace = row.Trace });
        var receipts = await inbox.HandleAsync(deliveries, cancel).ConfigureAwait(false);
        Measure(due);
        return due.Where((_, i) => receipts[i].Kind == ReceiptKind.Unavailable);
    }

    private void Measure(List<TimerRow> due)
    {
        if (!Instruments.TimerLag.Enabled) return;
        var now = options.Time.GetUtcNow();
        foreach (var row in due) Instruments.TimerLag.Record((now - UnixTime.FromMicroseconds(row.Due)).TotalSeconds);
    }

    private async Task<TimeSpan> LookAsync(CancellationToken cancel)
    {
        if (!inbox.Writes) return options.PollTime;
        var now = options.Time.GetUtcNow();
        var failed = held.Where(row => row.Value.Until > now.ToUnixMicroseconds()).Select(row => row.Key).ToHashSet();
        var waiting = failed.ToHashSet();
        await RunAsync(now, failed, cancel).ConfigureAwait(false);
        failed.ExceptWith(waiting);
        HoldUp(failed, waiting, now);
        var next = await TimeToNextAsync(cancel).ConfigureAwait(false);
        return held.Count == 0 ? next : Earlier(next, UnixTime.FromMicroseconds(held.Values.Min(row => row.Until)) - now);
    }

    /// <summary>A timer whose customer can't take it, since the journal is damaged for instance, is tried with growing pauses: it neither keeps the pump busy nor fills the log.</summary>
    private void HoldUp(HashSet<TimerRow> failed, HashSet<TimerRow> waiting, DateTimeOffset now)
    {
        foreach (var row in held.Keys.Where(row => !failed.Contains(row) && !waiting.Contains(row)).ToList()) held.Remove(row);
        if (!inbox.Writes) return;   // nobody's fault: all are due when it writes again
        foreach (var row in failed)
        {
            var tries = held.GetValueOrDefault(row).Tries + 1;
            held[row] = (tries, (now + Backoff.Delay(tries, options.RetryTime, options.RetryMax, jitter: 1)).ToUnixMicroseconds());
        }
        if (failed.Count > 0) log.TimersPutOff(failed.Count);
    }

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other > TimeSpan.Zero ? other : TimeSpan.Zero;

    /// <summary>That the store can't write is in the log already, once.</summary>
    private void OnFailed(Exception error)
    {
        if (inbox.Writes) log.TimersHeldUp(error, options.RetryTime.TotalSeconds);
    }

    private async Task<TimeSpan> TimeToNextAsync(CancellationToken cancel)
    {
        var now = options.Time.GetUtcNow().ToUnixMicroseconds();
        var next = await store.NextTimerAsync(new TimerRow(now, long.MaxValue, long.MaxValue), cancel).ConfigureAwait(false);
        var wait = next == long.MaxValue ? options.PollTime : TimeSpan.FromMicroseconds(next - now);
        return wait < options.PollTime ? wait : options.PollTime;
    }
}
