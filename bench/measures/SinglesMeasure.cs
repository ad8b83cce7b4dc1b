using System.Diagnostics;
using JourneyOrchestrator.Bench.Hosts;
using JourneyOrchestrator.Bench.Loads;

namespace JourneyOrchestrator.Bench.Measures;

/// <summary>Signals of the rail journey as requests of their own, many connections at a time, each waiting for its answer before it sends again.</summary>
internal static class SinglesMeasure
{
    private const int Travellers = 2_000;
    private const int Connections = 128;
    private const int RoundCount = 5;

    public static async Task<IReadOnlyList<Result>> RunAsync(Places places)
    {
        var load = RailLoad.Make(Travellers);
        await Rounds.WarmUpAsync(() => RoundAsync(places, load));
        var rounds = new List<Round>();
        for (var i = 0; i < RoundCount; i++) rounds.Add(await RoundAsync(places, load));
        double Median(Func<Round, double> one) => Rounds.Median(rounds.Select(one));
        return
        [
            new("Rail journey over HTTP, one signal a request, 128 connections", Result.Number(Median(r => r.PerSecond), "signals/s"), "≥ 15,000 signals/s"),
            new("Processor time of such a request, client and host", Result.Number(Median(r => r.Processor), "µs")),
            new("Allocated for such a request, client and host", Result.Number(Median(r => r.Allocated), "bytes")),
            new("Turns in one transaction", Result.Number(Median(r => r.Turns), "turns")),
        ];
    }

    private static async Task<Round> RoundAsync(Places places, RailLoad load)
    {
        using var place = places.New();
        await using var host = await BenchHost.OpenAsync(place, load.Start);
        await using var web = await WebHost.StartAsync(host);
        var connections = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => RawConnection.OpenAsync(web.Address)));
        await web.WarmUpAsync();
        var (elapsed, processor, allocated, transactions, turns) = (TimeSpan.Zero, TimeSpan.Zero, 0L, 0, 0.0);
        foreach (var step in load.Steps)
        {
            await RailLoad.ReachAsync(host, step);
            var queues = Queues(connections, web.Address, step);
            var (before, bytesBefore, written) = (Rounds.Processor, GC.GetTotalAllocatedBytes(), host.Store.Written);
            elapsed += await SendAsync(queues);
            processor += Rounds.Processor - before;
            allocated += GC.GetTotalAllocatedBytes() - bytesBefore;
            transactions += host.Store.Written.Transactions - written.Transactions;
            turns += host.Store.Written.Turns - written.Turns;
            await RailLoad.PublishAsync(host, step);
        }
        foreach (var connection in connections) connection.Dispose();
        var signals = (double)load.Signals.Count();
        return new Round(signals / elapsed.TotalSeconds, processor.TotalMicroseconds / signals, allocated / signals, turns / transactions);
    }

    /// <summary>The signals of one traveller go over one connection, in order.</summary>
    private static Queue[] Queues(RawConnection[] connections, Uri address, LoadStep step) =>
    [
        .. step.Signals.GroupBy(s => s.Signal.Subject, StringComparer.Ordinal)
            .GroupBy(traveller => (uint)string.GetHashCode(traveller.Key, StringComparison.Ordinal) % Connections)
            .Select(share => new Queue(connections[share.Key], [.. share.SelectMany(s => s)
                .Select(s => RawConnection.Post(address, "/v1/events", "application/cloudevents+json", s.Json.Span))])),
    ];

    private static async Task<TimeSpan> SendAsync(Queue[] queues)
    {
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(queues.Select(queue => Task.Run(async () =>
        {
            foreach (var request in queue.Requests) await queue.Connection.CallAsync(request);
        })));
        return Stopwatch.GetElapsedTime(began);
    }

    private readonly record struct Queue(RawConnection Connection, byte[][] Requests);

    /// <summary>Processor time is in microseconds, allocation in bytes per signal; turns are those of a transaction.</summary>
    private readonly record struct Round(double PerSecond, double Processor, double Allocated, double Turns);
}
