using System.Diagnostics;
using JourneyOrchestrator.Bench.Hosts;
using JourneyOrchestrator.Bench.Loads;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Silo.Replay.Rail;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Bench.Measures;

/// <summary>Whether a signal costs more when there are more customers, or more entries of one.</summary>
internal static class GrowthMeasure
{
    private const int Travellers = 1_000;
    private const int RoundCount = 3;
    private const int Regulars = 256;
    private const int Entries = 1_000;
    private const int Window = 100;

    public static async Task<IReadOnlyList<Result>> RunAsync(Places places)
    {
        using Place many = places.New(), regulars = places.New();
        await ManyCustomers.PrepareAsync(many);
        var load = RailLoad.Make(RoundCount * Travellers);
        await Rounds.WarmUpAsync(() => SmallAsync(places, load, 0));
        List<double> few = [], lots = [];
        for (var round = 0; round < RoundCount; round++)
        {
            few.Add(await SmallAsync(places, load, round));
            lots.Add(await SendAsync(many, load, round));
        }
        var (first, last) = await AgeAsync(regulars, load);
        return
        [
            new("Cost per signal, 1,000 customers on disk", Result.Number(Rounds.Median(few), "µs")),
            new("Cost per signal, 1,000,000 customers on disk", Result.Number(Rounds.Median(lots), "µs")),
            new("Growth from 1,000 to 1,000,000 customers", Result.Percent(Rounds.Median(lots.Zip(few, (l, f) => l / f)), 1), "80 to 120 %"),
            new($"Growth from entries 1-{Window} to {Entries - Window + 1}-{Entries} of a customer", Result.Percent(last, first), "80 to 120 %"),
        ];
    }

    private static async Task<double> SmallAsync(Places places, RailLoad load, int round)
    {
        using var small = places.New();
        return await SendAsync(small, load, round);
    }

    /// <summary>Wall time of a signal of 1,000 newcomers and their trips, in microseconds.</summary>
    private static async Task<double> SendAsync(Place place, RailLoad load, int round)
    {
        await using var host = await BenchHost.OpenAsync(place, load.Start);
        var signals = load.Signals.Where((s, _) => Number(s.Signal.Subject) / Travellers == round).ToArray();
        var elapsed = await Doors.InProcessAsync(host, new LoadStep(load.Start, signals, []));
        return elapsed.TotalMicroseconds / signals.Length;
    }

    private static int Number(string traveller) => int.Parse(traveller.AsSpan(traveller.IndexOf('-', StringComparison.Ordinal) + 1), System.Globalization.CultureInfo.InvariantCulture) - 1;

    /// <summary>Customers with a trip that waits, and app visits that no journey listens to; wall time of the first and of the last hundred per customer.</summary>
    private static async Task<(double First, double Last)> AgeAsync(Place place, RailLoad load)
    {
        await using var host = await BenchHost.OpenAsync(place, load.Start);
        var booked = load.Signals.Select(s => s.Signal).Where(s => s.Type == RailEvents.Booked).Take(Regulars).ToArray();
        Accepted.Check(await host.Customers.SignalAsync(booked));
        var milliseconds = new List<double>();
        for (var round = 0; round < Entries; round++)
        {
            Signal[] visits = [.. booked.Select(b => new Signal($"visit-{round}", "/bench/app", "app.opened", b.Subject, null, Value.Null))];
            var began = Stopwatch.GetTimestamp();
            Accepted.Check(await host.Customers.SignalAsync(visits));
            milliseconds.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        return (milliseconds.Take(Window).Average(), milliseconds.TakeLast(Window).Average());
    }
}
