using System.Diagnostics;
using JourneyOrchestrator.Bench.Loads;

namespace JourneyOrchestrator.Bench.Cluster;

/// <summary>One event to followers who are with both silos, each told in a durable turn.</summary>
internal static class ManyFollowers
{
    /// <returns>Followers made a second.</returns>
    public static async Task<double> MakeAsync(Silos silos, int followers)
    {
        await silos.Node(0).Customers.SaveJourneyAsync(await CrisisLoad.JourneyAsync(), publish: true);
        var began = Stopwatch.GetTimestamp();
        await CrisisLoad.SendAsync(Enumerable.Range(0, followers).Select(CrisisLoad.Begun), (number, call, cancel) => silos.Node(number % 2).Customers.SignalAsync(call, cancel));
        return followers / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <returns>Followers told a second.</returns>
    public static async Task<double> TellAsync(Silos silos, int followers)
    {
        var began = Stopwatch.GetTimestamp();
        Accepted.Check(await silos.Node(0).Customers.PublishAsync(CrisisLoad.Topic, [CrisisLoad.Announced]));
        while ((await silos.Node(0).Topics.FanOutsAsync(0, 1)).Items.Count > 0) await Task.Delay(20);
        var told = Stopwatch.GetElapsedTime(began);
        CrisisLoad.CheckTold((await silos.Node(0).Topics.EventsAsync(CrisisLoad.Topic, long.MaxValue, 1)).Items[0], followers);
        return followers / told.TotalSeconds;
    }
}
