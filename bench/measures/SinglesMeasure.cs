using System.Diagnostics;
using JourneyOrchestrator.Bench.Hosts;
using JourneyOrchestrator.Bench.Loads;

namespace JourneyOrchestrator.Bench.Measures;

/// <summary>Signals of the rail journey as requests of their own, many connections at a time, each waiting for its answer before it sends again.</summary>
internal static class SinglesMeasure
{
    private const int Travellers = 2_000;
    private const int Connections = 128;
    private const int WarmUpRounds = 2;
    private const int RoundCount = 5;

    public static async Task<IReadOnlyList<Result>> RunAsync()
    {
        var load = RailLoad.Make(Travellers);
        for (var i = 0; i < WarmUpRounds; i++) await RoundAsync(load);
        var rounds = new List<double>();
        for (var i = 0; i < RoundCount; i++) rounds.Add(await RoundAsync(load));
        return [new("Rail journey over HTTP, one signal a request, 128 connections", Result.Number(Rounds.Median(rounds), "signals/s"), "≥ 15,000 signals/s")];
    }

    private static async Task<double> RoundAsync(RailLoad load)
    {
        using var data = new ScratchDirectory();
        await using var host = await BenchHost.OpenAsync(data.Path, load.Start);
        await using var web = await WebHost.StartAsync(host);
        var connections = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => RawConnection.OpenAsync(web.Address)));
        var elapsed = TimeSpan.Zero;
        foreach (var step in load.Steps)
        {
            await RailLoad.ReachAsync(host, step);
            elapsed += await SendAsync(connections, web.Address, step);
            await RailLoad.PublishAsync(host, step);
        }
        foreach (var connection in connections) connection.Dispose();
        return load.Signals.Count() / elapsed.TotalSeconds;
    }

    /// <summary>The signals of one traveller go over one connection, in order.</summary>
    private static async Task<TimeSpan> SendAsync(RawConnection[] connections, Uri address, LoadStep step)
    {
        var queues = step.Signals.GroupBy(s => s.Signal.Subject, StringComparer.Ordinal)
            .GroupBy(traveller => (uint)string.GetHashCode(traveller.Key, StringComparison.Ordinal) % Connections)
            .Select(share => (Connection: connections[share.Key], Requests: share.SelectMany(s => s)
                .Select(s => RawConnection.Post(address, "/v1/events", "application/cloudevents+json", s.Json.Span)).ToArray())).ToArray();
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(queues.Select(queue => Task.Run(async () =>
        {
            foreach (var request in queue.Requests) await queue.Connection.CallAsync(request);
        })));
        return Stopwatch.GetElapsedTime(began);
    }
}
