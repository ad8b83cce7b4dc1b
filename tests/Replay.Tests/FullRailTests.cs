using JourneyOrchestrator.Silo.Replay.Rail;
using NodaTime;

namespace Replay.Tests;

/// <summary>Figures that the description of the full files states, reproduced by our reading of them.</summary>
public sealed class FullRailTests
{
    private static readonly Lazy<RailData> Full = new(() =>
        RailFiles.Read(Path.Combine(Sample.Shared, "stops.csv.gz"), Path.Combine(Sample.Shared, "changes.csv.gz")));

    private static readonly Instant FirstFull = Instant.FromUtc(2025, 9, 2, 14, 15);

    [FullRailFact]
    public void Rows_trips_stations_and_states_are_all_there()
    {
        var data = Full.Value;
        Assert.Equal((80_163, 19_044, 126), (data.Stops.Count, data.Trips.Count, data.Stops.Select(s => s.Station).Distinct().Count()));
        Assert.Equal(156_394 - 40_405, data.Stops.Sum(s => data.History(s).Length));
        Assert.Equal(FirstFull, data.WindowStart);
    }

    [FullRailFact]
    public void Ten_minutes_before_the_arrival_its_delay_is_known_to_1_282_minutes()
    {
        var (data, live, zero, platform, planned, changed, seen) = (Full.Value, new ErrorScore(), new ErrorScore(), 0, 0, 0, 0);
        foreach (var stop in data.Stops)
        {
            var final = data.Final(stop);
            if (stop.PlannedArr is null || final.CancelledArr || final.CancelledDep || final.DelayArr is not { } delay) continue;
            var at = final.ArrivalAt(stop)!.Value - Duration.FromMinutes(10);
            if (at < FirstFull) continue;
            var known = data.Known(stop, at);
            live.Add((known.DelayArr ?? 0) - delay);
            zero.Add(delay);
            var real = final.ArrivalPlatform(stop);
            if (stop.PlatformArr.Length == 0) real = ""; // without a planned platform there is none that could change
            if (real.Length == 0 || known.ArrivalPlatform(stop) == real) platform++;
            if (stop.PlatformArr == real) planned++;
            else
            {
                changed++;
                if (known.ArrivalPlatform(stop) == real) seen++;
            }
        }
        Assert.Equal(63_525, live.N);
        Assert.Equal((1.282, 0.859), (Math.Round(live.MeanAbsoluteError, 3), Math.Round(live.Within2, 3)));
        Assert.Equal((2.402, 0.788), (Math.Round(zero.MeanAbsoluteError, 3), Math.Round(zero.Within2, 3)));
        Assert.Equal((0.9867, 0.9848), (Math.Round((double)platform / live.N, 4), Math.Round((double)planned / live.N, 4)));
        Assert.Equal((136, 968), (seen, changed));
    }

    [FullRailFact]
    public void Of_3651_transfers_from_regional_to_long_distance_trains_448_were_missed()
    {
        var (data, departures, first) = (Full.Value, new Departures(Full.Value), Instant.FromUtc(2025, 9, 2, 15, 0));
        var (pairs, missed, changed, both) = (0, 0, 0, 0);
        foreach (var arrival in data.Stops.Where(s => s.Trip.Type == "N" && s.PlannedArr >= first && Ran(data, s)))
        {
            var final = data.Final(arrival);
            if (final.DelayArr is null) continue;
            var planned = arrival.PlannedArr!.Value;
            foreach (var next in departures.Between(arrival.Station, planned + Duration.FromMinutes(6), planned + Duration.FromMinutes(20)))
            {
                if (next.Trip.Type != "F" || next.Trip == arrival.Trip || !Ran(data, next)) continue;
                var late = final.ArrivalAt(arrival) + Duration.FromMinutes(5) > data.Final(next).DepartureAt(next);
                var moved = final.ArrivalPlatform(arrival) != arrival.PlatformArr;
                (pairs, missed, changed, both) = (pairs + 1, missed + (late ? 1 : 0), changed + (moved ? 1 : 0), both + (late && moved ? 1 : 0));
            }
        }
        Assert.Equal((3_651, 448, 435, 68), (pairs, missed, changed, both));
    }

    [FullRailFact]
    public void Five_thousand_travellers_give_an_ordered_timeline_with_lost_connections()
    {
        var (data, departures) = (Full.Value, new Departures(Full.Value));
        var travellers = new TravellerGenerator(data, departures, 1).Make(5_000);
        var timeline = new RailTimeline(data, departures, travellers);
        var truth = new ConnectionTruth(data, new RidesTaken(data, new LaterTrains(data, departures)));
        Assert.All(timeline.Signals().Zip(timeline.Signals().Skip(1)), pair => Assert.True(pair.First.At <= pair.Second.At));
        Assert.InRange(travellers.Count(t => t.Booking.Legs.Count == 2), 1_800, 2_100);
        Assert.InRange(travellers.Count(t => truth.KnowableAt(t.Booking) is not null), 100, 1_000);
        Assert.InRange(travellers.Count(t => truth.Missed(t.Booking)), 100, 1_000);
    }

    private static bool Ran(RailData data, RailStop stop) => data.Final(stop) is { CancelledArr: false, CancelledDep: false };
}
