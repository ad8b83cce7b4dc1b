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

    public static async Task<IReadOnlyList<Result>> RunAsync()
    {
        using var data = new ScratchDirectory();
        var load = RailLoad.Make(Travellers);
        var (customer, suspended) = await WeighAsync(data.Path, load);
        return
        [
            new("Memory of a customer with traits and consents, no case", Result.Number(customer, "bytes")),
            new("Memory of a suspended case (rail trip)", Result.Number(suspended, "bytes"), "≤ 2,048 bytes"),
            new("Activation of an idle customer (rail trip)", Result.Number(await ActivateAsync(data.Path, load), "µs"), "≤ 300 µs"),
        ];
    }

    private static async Task<(double Customer, double Case)> WeighAsync(string data, RailLoad load)
    {
        await using var host = await BenchHost.OpenAsync(data, load.Start);
        var empty = Rounds.LiveBytes();
        await SendAsync(host, load, type => type is RailEvents.CustomerUpdated or RailEvents.ConsentChanged);
        var known = Rounds.LiveBytes();
        await SendAsync(host, load, type => type == RailEvents.Booked);
        var booked = Rounds.LiveBytes();
        GC.KeepAlive(load);
        return ((known - empty) / (double)Travellers, (booked - known) / (double)Travellers);
    }

    private static async Task SendAsync(BenchHost host, RailLoad load, Func<string, bool> wanted)
    {
        foreach (var batch in load.Signals.Select(s => s.Signal).Where(s => wanted(s.Type)).Chunk(512)) RailLoad.Check(await host.Customers.SignalAsync(batch));
    }

    /// <summary>Reads each customer once, one after the other, in a host that has none in memory. Microseconds, median; pages of the file are in memory.</summary>
    private static async Task<double> ActivateAsync(string data, RailLoad load)
    {
        await using var host = await BenchHost.OpenAsync(data, load.Steps[^1].At);
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
