using JourneyOrchestrator.Silo.Hosting;
using JourneyOrchestrator.Silo.Play;
using JourneyOrchestrator.Silo.Replay;
using JourneyOrchestrator.Silo.Replay.Rail;

namespace JourneyOrchestrator.Silo.Rail;

/// <summary>A replay from files to report, with a progress bar.</summary>
internal static class RailRun
{
    /// <summary>Virtual time that is still played after the last signal: trips end, feedback is waited for.</summary>
    private static readonly TimeSpan Tail = TimeSpan.FromDays(4);

    /// <param name="place">Where the journal goes; the rest is the replay's own.</param>
    /// <param name="open">Opens doors to what is played, for who wants to watch; null: nobody does.</param>
    public static async Task<ReplayReport> RunAsync(
        RailScenario scenario, OrchestratorSettings place, double? speed, ILoggerFactory logs, CancellationToken cancel, Func<Orchestrator, Task<IAsyncDisposable>>? open = null)
    {
        var clock = new ReplayClock(scenario.Timeline.Start.ToDateTimeOffset());
        var service = new ReaccommodationSender(new ReaccommodationService(scenario.Data, scenario.Later));
        var settings = place with { Time = clock, IdleTime = Timeout.InfiniteTimeSpan, RestTime = Timeout.InfiniteTimeSpan, ByHand = true, MessageSender = new SilentMessages(), WebhookSender = service };
        await using var orchestrator = await Orchestrator.OpenAsync(settings, logs, cancel);
        service.Answer(orchestrator.Customers);
        await using var doors = open is null ? null : await open(orchestrator);
        var report = new ReportBuilder(scenario.Data, new RidesTaken(scenario.Data, scenario.Later), scenario.Travellers);
        var elapsed = await PlayProgress.ShowAsync(scenario.Timeline.Count, shown => new ReplayPlayer(scenario.Timeline, Tail, clock, orchestrator, report).RunAsync(speed, shown, cancel));
        foreach (var traveller in scenario.Travellers) await JournalReader.ReadAsync(orchestrator.Customers, traveller.Id, new TravellerStory(traveller, report), report, cancel);
        return report.Build(elapsed);
    }
}
