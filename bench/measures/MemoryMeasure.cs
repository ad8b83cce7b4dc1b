using System.Diagnostics;
using JourneyOrchestrator.Bench.Hosts;
using JourneyOrchestrator.Bench.Loads;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Replay.Rail;

namespace JourneyOrchestrator.Bench.Measures;

/// <summary>What customers with a rail trip that waits weigh in memory, and how long it takes to bring one back into it.</summary>
internal static class MemoryMeasure
{
    private const int Travellers = 4_000;

    public static async Task<IReadOnlyList<Result>> RunAsync(Places places)
    {
        using var place = places.New();
        var load = RailLoad.Make(Travellers);
        var (live, resting) = await WeighAsync(place, load);
        return
        [
            new("Memory of a customer with traits and consents, live", Result.Number(live.Customer, "bytes")),
            new("Memory of a suspended case (rail trip), live", Result.Number(live.Case, "bytes")),
            new("Memory of a customer with traits and consents, at rest after 5 s", Result.Number(resting.Customer, "bytes")),
            new("Memory of a suspended case (rail trip), at rest after 5 s", Result.Number(resting.Case, "bytes"), "≤ 2,048 bytes"),
            new("Waking a resting customer (rail trip)", Result.Number(await WakeAsync(place, load), "µs")),
            new("Activation of an idle customer (rail trip)", Result.Number(await ActivateAsync(place, load), "µs"), "≤ 300 µs"),
        ];
    }

    private readonly record struct Weight(double Customer, double Case);

    private static async Task<(Weight Live, Weight Resting)> WeighAsync(Place place, RailLoad load)
    {
        await using var host = await BenchHost.OpenAsync(place, load.Start);
        var empty = Rounds.LiveBytes();
        await SendAsync(host, load, type => type is RailEvents.CustomerUpdated or RailEvents.ConsentChanged);
        var (known, knownAtRest) = await BothAsync(host);
        await SendAsync(host, load, type => type == RailEvents.Booked);
        var (booked, bookedAtRest) = await BothAsync(host);
        GC.KeepAlive(load);
        return (new((known - empty) / (double)Travellers, (booked - known) / (double)Travellers),
            new((knownAtRest - empty) / (double)Travellers, (bookedAtRest - knownAtRest) / (double)Travellers));
    }

    private static async Task<(long Live, long Resting)> BothAsync(BenchHost host)
    {
        var live = Rounds.LiveBytes();
        await host.Customers.RestAllAsync();
        return (live, Rounds.LiveBytes());
    }

    private static async Task SendAsync(BenchHost host, RailLoad load, Func<string, bool> wanted)
    {
        foreach (var batch in load.Signals.Select(s => s.Signal).Where(s => wanted(s.Type)).Chunk(512)) Accepted.Check(await host.Customers.SignalAsync(batch));
    }

    /// <summary>Reads each customer once, one after the other, when all rest in memory. Microseconds, median.</summary>
    private static async Task<double> WakeAsync(Place place, RailLoad load)
    {
        await using var host = await BenchHost.OpenAsync(place, load.Steps[^1].At);
        await ReadEachAsync(host, load);
        await host.Customers.RestAllAsync();
        return await ReadEachAsync(host, load);
    }

    /// <summary>Reads each customer once, one after the other, in a host that has none in memory. Microseconds, median; pages of the file are in memory.</summary>
    private static async Task<double> ActivateAsync(Place place, RailLoad load)
    {
        await using var host = await BenchHost.OpenAsync(place, load.Steps[^1].At);
        return await ReadEachAsync(host, load);
    }

    private static async Task<double> ReadEachAsync(BenchHost host, RailLoad load)
    {
        var microseconds = new List<double>();
        foreach (var id in load.Signals.Select(s => s.Signal.Subject).Distinct())
        {
            var began = Stopwatch.GetTimestamp();
            var read = await host.Customers.ReadAsync(id, state => state.Cases.Count);
            microseconds.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds);
            if (read is not { Status: ReadStatus.Found, Value: 1 }) throw new InvalidOperationException($"{id} is {read.Status}.");
        }
        return Rounds.Median(microseconds.Skip(microseconds.Count / 4));
    }
}
