using JourneyOrchestrator.Silo.Hosting;
using JourneyOrchestrator.Silo.Play;
using JourneyOrchestrator.Silo.Replay.Crisis;

namespace JourneyOrchestrator.Silo.Crisis;

/// <summary><c>replay crisis</c>: a storm, a strike and a cyber incident, and generated customers whom they touch.</summary>
internal static class CrisisRun
{
    /// <summary>Virtual time that is still played after the last signal: trips end, what is owed is paid.</summary>
    private static readonly TimeSpan Tail = TimeSpan.FromDays(15);

    public static async Task<CrisisReport> RunAsync(CrisisScenario scenario, ulong seed, OrchestratorSettings place, double? speed, ILoggerFactory logs, CancellationToken cancel)
    {
        var count = new CrisisCount();
        var customers = scenario.Customers.Select(c => (c.Person.Id, (Story)new ConcernedStory(count, c)));
        var desks = Disruption.All.Select(d => (CrisisSignals.DeskOf(d), (Story)new ConcernedStory(count, null)));
        var play = new CustomerPlay<CrisisCount>(scenario.Timeline, Tail, seed, count, customers.Concat(desks));
        return count.Build(scenario.Customers.Count, await play.RunAsync(place, speed, logs, cancel));
    }
}
