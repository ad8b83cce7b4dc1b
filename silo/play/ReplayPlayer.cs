using System.Diagnostics;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Hosting;
using JourneyOrchestrator.Silo.Replay;

namespace JourneyOrchestrator.Silo.Play;

/// <summary>How far a replay is. <paramref name="Clock"/>: the virtual time. <paramref name="Lag"/>: real time from when the signals of the last moment
/// were due until all that followed from them was done.</summary>
internal readonly record struct ReplayProgress(int Done, int Total, double SignalsPerSecond, TimeSpan Lag, DateTimeOffset Clock);

/// <summary>
/// Plays signals on a virtual clock, through the parser and the customers that the doors use: the clock goes to the next signal or timer, or to the next
/// round of whoever works on tasks; what is due then is done to the end, then it goes on.
/// </summary>
/// <param name="tail">Virtual time that is still played after the last signal: cases end, answers are waited for.</param>
/// <param name="staff">Works on the tasks of people; null: nobody does.</param>
internal sealed class ReplayPlayer(Timeline timeline, TimeSpan tail, ReplayClock clock, Orchestrator orchestrator, PlayCount report, PlayStaff? staff = null)
{
    private readonly Stopwatch elapsed = new();
    private int done;

    /// <param name="speed">How many times real time; null: as fast as it goes.</param>
    public async Task<TimeSpan> RunAsync(double? speed, IProgress<ReplayProgress> progress, CancellationToken cancel)
    {
        elapsed.Start();
        var batch = new List<ReplaySignal>();
        foreach (var signal in timeline.Signals())
        {
            if (batch.Count > 0 && batch[0].At != signal.At)
            {
                await PlayAsync(batch, speed, progress, cancel);
                batch.Clear();
            }
            batch.Add(signal);
        }
        if (batch.Count > 0) await PlayAsync(batch, speed, progress, cancel);
        await PassAsync(clock.GetUtcNow() + tail, cancel);
        return elapsed.Elapsed;
    }

    private async Task PlayAsync(List<ReplaySignal> batch, double? speed, IProgress<ReplayProgress> progress, CancellationToken cancel)
    {
        var at = batch[0].At.ToDateTimeOffset();
        var due = speed is { } times ? (at - timeline.Start.ToDateTimeOffset()) / times : elapsed.Elapsed;
        if (due > elapsed.Elapsed) await Task.Delay(due - elapsed.Elapsed, cancel);
        await PassAsync(at, cancel);
        clock.MoveTo(at);
        await SendAsync(batch, at, cancel);
        await orchestrator.DrainAsync(at, cancel);
        done += batch.Count;
        progress.Report(new ReplayProgress(done, timeline.Count, done / elapsed.Elapsed.TotalSeconds, elapsed.Elapsed - due, at));
    }

    /// <summary>Time passes up to a moment: timers, and rounds of the staff.</summary>
    private async Task PassAsync(DateTimeOffset until, CancellationToken cancel)
    {
        while (staff is not null && PlayStaff.NextRound(clock.GetUtcNow()) is var round && round <= until)
        {
            await RunTimersAsync(round, cancel);
            clock.MoveTo(round);
            await staff.RoundAsync(round, cancel);
            await orchestrator.DrainAsync(round, cancel);
        }
        await RunTimersAsync(until, cancel);
    }

    /// <summary>Fires the timers up to a moment, each at its own time.</summary>
    private async Task RunTimersAsync(DateTimeOffset until, CancellationToken cancel)
    {
        while (await orchestrator.NextTimerAsync(clock.GetUtcNow(), cancel) is { } next && next <= until)
        {
            clock.MoveTo(next);
            await orchestrator.DrainAsync(next, cancel);
        }
    }

    /// <summary>Signals of one moment, in order; neighbours that go to customers are sent together, as an app would send a batch.</summary>
    private async Task SendAsync(List<ReplaySignal> batch, DateTimeOffset now, CancellationToken cancel)
    {
        for (var from = 0; from < batch.Count;)
        {
            var to = from + 1;
            while (to < batch.Count && batch[to].Topic == batch[from].Topic) to++;
            Signal[] signals = [.. batch[from..to].Select(s => ReplayCloudEvents.Parse(s, now))];
            if (batch[from].Topic is null) await orchestrator.Customers.DrainTopicsAsync(cancel); // news of a train reaches its travellers before they act
            var began = Stopwatch.GetTimestamp();
            var receipts = batch[from].Topic is { } topic
                ? await orchestrator.Customers.PublishAsync(topic, signals, cancel)
                : await orchestrator.Customers.SignalAsync(signals, cancel);
            var turn = Stopwatch.GetElapsedTime(began);
            foreach (var receipt in receipts)
            {
                if (receipt.Kind is not (ReceiptKind.Accepted or ReceiptKind.Duplicate))
                    throw new InvalidOperationException($"A signal of the replay was not accepted: {receipt.Kind} {receipt.Problem?.Message}");
                report.Signal(turn);
            }
            from = to;
        }
    }
}
