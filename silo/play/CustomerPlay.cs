using JourneyOrchestrator.Silo.Hosting;
using JourneyOrchestrator.Silo.Replay;

namespace JourneyOrchestrator.Silo.Play;

/// <summary>A replay of generated customers from seed to report, with staff, a back office and a progress bar.</summary>
/// <typeparam name="TCount">What is counted.</typeparam>
internal sealed record CustomerPlay<TCount>(Timeline Timeline, TimeSpan Tail, ulong Seed, TCount Count, IEnumerable<(string Customer, Story Story)> Stories) where TCount : PlayCount
{
    /// <param name="place">Where the journal goes; the rest is the replay's own.</param>
    public async Task<TimeSpan> RunAsync(OrchestratorSettings place, double? speed, ILoggerFactory logs, CancellationToken cancel)
    {
        var clock = new ReplayClock(Timeline.Start.ToDateTimeOffset());
        var office = new BackOffice(Seed);
        var settings = place with { Time = clock, IdleTime = Timeout.InfiniteTimeSpan, RestTime = Timeout.InfiniteTimeSpan, ByHand = true, MessageSender = new SilentMessages(), WebhookSender = office };
        await using var orchestrator = await Orchestrator.OpenAsync(settings, logs, cancel);
        office.Answer(orchestrator.Customers);
        var player = new ReplayPlayer(Timeline, Tail, clock, orchestrator, Count, new PlayStaff(orchestrator.Customers, Seed));
        var elapsed = await PlayProgress.ShowAsync(Timeline.Count, shown => player.RunAsync(speed, shown, cancel));
        foreach (var (customer, story) in Stories) await JournalReader.ReadAsync(orchestrator.Customers, customer, story, Count, cancel);
        return elapsed;
    }
}
