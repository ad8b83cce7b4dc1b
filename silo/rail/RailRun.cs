using System.Globalization;
using JourneyOrchestrator.Silo.Hosting;
using JourneyOrchestrator.Silo.Replay;
using JourneyOrchestrator.Silo.Replay.Rail;
using Spectre.Console;

namespace JourneyOrchestrator.Silo.Rail;

/// <summary>A replay from files to report, with a progress bar.</summary>
internal static class RailRun
{
    public static async Task<ReplayReport> RunAsync(RailScenario scenario, string data, double? speed, ILoggerFactory logs, CancellationToken cancel)
    {
        var clock = new ReplayClock(scenario.Timeline.Start.ToDateTimeOffset());
        var service = new ReaccommodationSender(new ReaccommodationService(scenario.Data, scenario.Later));
        var settings = new OrchestratorSettings(data) { Time = clock, IdleTime = Timeout.InfiniteTimeSpan, ByHand = true, MessageSender = new SilentMessages(), WebhookSender = service };
        await using var orchestrator = await Orchestrator.OpenAsync(settings, logs, cancel);
        service.Answer(orchestrator.Customers);
        var report = new ReportBuilder(scenario.Data, scenario.Travellers);
        var elapsed = await PlayAsync(new RailReplay(scenario, clock, orchestrator, report), scenario.Timeline.Count, speed, cancel);
        await new JournalReader(orchestrator.Customers, scenario, report).ReadAsync(cancel);
        return report.Build(elapsed);
    }

    private static async Task<TimeSpan> PlayAsync(RailReplay replay, int total, double? speed, CancellationToken cancel)
    {
        var elapsed = TimeSpan.Zero;
        await Bars().Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async bars =>
            {
                var bar = bars.AddTask("signals", maxValue: total);
                var progress = new Direct(p =>
                {
                    bar.Value = p.Done;
                    bar.Description = string.Create(CultureInfo.InvariantCulture, $"{p.Clock:ddd HH:mm}  {p.SignalsPerSecond:F0} signals/s");
                });
                elapsed = await replay.RunAsync(speed, progress, cancel);
                bar.Value = total;
            });
        return elapsed;
    }

    /// <summary>On standard error: standard output is the report, whole and nothing else, however long the play took.</summary>
    private static IAnsiConsole Bars() => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    /// <summary>Reports in the caller's own time: <see cref="Progress{T}"/> would reorder.</summary>
    private sealed class Direct(Action<ReplayProgress> show) : IProgress<ReplayProgress>
    {
        public void Report(ReplayProgress value) => show(value);
    }
}
