using System.Diagnostics;
using JourneyOrchestrator.Bench.Hosts;
using JourneyOrchestrator.Bench.Loads;

namespace JourneyOrchestrator.Bench.Measures;

/// <summary>How long a single signal waits for its acknowledgement over HTTP at 1,000 signals a second, each a request of its own.</summary>
internal static class LatencyMeasure
{
    private const int PerSecond = 1_000;
    private const int Travellers = 1_200;
    private const int WarmUp = 2_000;

    public static async Task<IReadOnlyList<Result>> RunAsync(Places places)
    {
        var load = RailLoad.Make(Travellers);
        await Rounds.WarmUpAsync(() => RoundAsync(places, load));
        var counted = await RoundAsync(places, load);
        return
        [
            new("Acknowledgement at 1,000 single signals/s over HTTP, p50", Result.Number(Rounds.Median(counted), "ms"), "≤ 2 ms"),
            new("Acknowledgement at 1,000 single signals/s over HTTP, p99", Result.Number(Rounds.Percentile(counted, 0.99), "ms"), "≤ 15 ms"),
        ];
    }

    private static async Task<double[]> RoundAsync(Places places, RailLoad load)
    {
        using var place = places.New();
        await using var host = await BenchHost.OpenAsync(place, load.Start);
        await using var web = await WebHost.StartAsync(host);
        return (await SendAsync(host, web, [.. load.Signals]))[WarmUp..];
    }

    private static async Task<double[]> SendAsync(BenchHost host, WebHost web, LoadSignal[] signals)
    {
        var calls = new Task<double>[signals.Length];
        await Schedule.RunAsync(PerSecond, signals.Length, i =>
        {
            host.Clock.MoveTo(signals[i].Signal.Time!.Value);
            calls[i] = OneAsync(web, signals[i], Stopwatch.GetTimestamp());
        });
        return await Task.WhenAll(calls);
    }

    private static async Task<double> OneAsync(WebHost web, LoadSignal signal, long began)
    {
        await web.SendAsync(signal.Json, "application/cloudevents+json");
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }
}
