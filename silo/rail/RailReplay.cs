using System.Diagnostics;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Hosting;
using JourneyOrchestrator.Silo.Replay;
using JourneyOrchestrator.Silo.Replay.Rail;

namespace JourneyOrchestrator.Silo.Rail;

/// <summary>How far a replay is. <paramref name="Clock"/>: the virtual time. <paramref name="Lag"/>: real time from when the signals of the last moment
/// were due until all that followed from them was done.</summary>
internal readonly record struct ReplayProgress(int Done, int Total, double SignalsPerSecond, TimeSpan Lag, DateTimeOffset Clock);

/// <summary>
/// Plays real trains and generated travellers on a virtual clock, through the parser and the customers that the doors use: the clock goes to the next
/// signal or timer, what is due then is done to the end, then it goes on.
/// </summary>
internal sealed class RailReplay(RailScenario scenario, ReplayClock clock, Orchestrator orchestrator, ReportBuilder report)
{
    /// <summary>Virtual time that is still played after the last signal: trips end, feedback is waited for.</summary>
    private static readonly TimeSpan Tail = TimeSpan.FromDays(4);

    private readonly Stopwatch elapsed = new();
    private int done;

    /// <param name="speed">How many times real time; null: as fast as it goes.</param>
    public async Task<TimeSpan> RunAsync(double? speed, IProgress<ReplayProgress> progress, CancellationToken cancel)
    {
        elapsed.Start();
        var batch = new List<RailSignal>();
        foreach (var signal in scenario.Timeline.Signals())
        {
            if (batch.Count > 0 && batch[0].At != signal.At)
            {
                await PlayAsync(batch, speed, progress, cancel);
                batch.Clear();
            }
            batch.Add(signal);
        }
        if (batch.Count > 0) await PlayAsync(batch, speed, progress, cancel);
        await RunTimersAsync(clock.GetUtcNow() + Tail, cancel);
        return elapsed.Elapsed;
    }

    private async Task PlayAsync(List<RailSignal> batch, double? speed, IProgress<ReplayProgress> progress, CancellationToken cancel)
    {
        var at = batch[0].At.ToDateTimeOffset();
        var due = speed is { } times ? (at - scenario.Timeline.Start.ToDateTimeOffset()) / times : elapsed.Elapsed;
        if (due > elapsed.Elapsed) await Task.Delay(due - elapsed.Elapsed, cancel);
        await RunTimersAsync(at, cancel);
        clock.MoveTo(at);
        await SendAsync(batch, at, cancel);
        await orchestrator.DrainAsync(at, cancel);
        done += batch.Count;
        progress.Report(new ReplayProgress(done, scenario.Timeline.Count, done / elapsed.Elapsed.TotalSeconds, elapsed.Elapsed - due, at));
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
    private async Task SendAsync(List<RailSignal> batch, DateTimeOffset now, CancellationToken cancel)
    {
        for (var from = 0; from < batch.Count;)
        {
            var to = from + 1;
            while (to < batch.Count && batch[to].Topic == batch[from].Topic) to++;
            Signal[] signals = [.. batch[from..to].Select(s => RailCloudEvents.Parse(s, now))];
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
