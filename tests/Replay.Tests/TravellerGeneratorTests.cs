using System.Text.Json;
using JourneyOrchestrator.Silo.Replay;
using JourneyOrchestrator.Silo.Replay.Rail;
using NodaTime;

namespace Replay.Tests;

public sealed class TravellerGeneratorTests
{
    private static readonly RailData Data = Sample.Read();
    private static readonly Departures Plan = new(Data);
    private static readonly IReadOnlyList<Traveller> Made = new TravellerGenerator(Data, Plan, 7).Make(1000);

    [Fact]
    public void The_same_seed_gives_the_same_travellers_and_another_seed_others()
    {
        var again = new TravellerGenerator(Data, Plan, 7).Make(1000);
        Assert.Equal(Text(Made), Text(again));
        Assert.NotEqual(Text(Made), Text(new TravellerGenerator(Data, Plan, 8).Make(1000)));
    }

    [Fact]
    public void A_traveller_does_not_depend_on_how_many_are_made() =>
        Assert.Equal(Text([.. Made.Take(50)]), Text(new TravellerGenerator(Data, Plan, 7).Make(50)));

    [Fact]
    public void The_numbers_are_those_of_SplitMix64_on_every_machine()
    {
        // The first outputs for seed 1234567 as published with the algorithm's reference implementation.
        var random = new SplitMix64(1234567);
        Assert.Equal([6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL], [random.Next(), random.Next(), random.Next()]);
    }

    [Fact]
    public void Every_leg_is_a_real_ride_to_a_later_stop_of_the_same_run() =>
        Assert.All(Made.SelectMany(t => t.Booking.Legs), leg =>
        {
            Assert.Same(leg.From.Trip, leg.To.Trip);
            Assert.True(leg.To.Seq > leg.From.Seq && leg.PlannedArr > leg.PlannedDep);
            Assert.True(leg.PlannedDep >= Data.WindowStart + Duration.FromMinutes(45));
        });

    [Fact]
    public void Transfers_are_at_one_station_between_two_runs_planned_6_to_20_minutes_apart()
    {
        var transfers = Made.Select(t => t.Booking.Legs).Where(legs => legs.Count == 2).ToList();
        Assert.InRange(transfers.Count, 300, 450);
        Assert.All(transfers, legs =>
        {
            Assert.Equal(legs[0].To.Station, legs[1].From.Station);
            Assert.NotSame(legs[0].Trip, legs[1].Trip);
            Assert.InRange((legs[1].PlannedDep - legs[0].PlannedArr).TotalMinutes, 6, 20);
        });
    }

    [Fact]
    public void Nobody_books_before_the_replay_begins_or_after_departure() =>
        Assert.All(Made, t => Assert.InRange(t.Booking.At, Data.WindowStart, t.Booking.Legs[0].PlannedDep));

    [Fact]
    public void Bookings_differ_and_payers_exist()
    {
        Assert.Equal(Made.Count, Made.Select(t => t.Booking.Reference).Distinct().Count());
        var ids = Made.Select(t => t.Id).ToHashSet();
        Assert.All(Made, t => Assert.True(ids.Contains(t.Booking.Payer) && ids.Contains(t.Booking.Prescriber)));
    }

    [Fact]
    public void There_are_enough_of_each_kind()
    {
        Assert.InRange(Made.Count(t => t.Booking.Class == 1), 100, 200);
        Assert.InRange(Made.Count(t => t.Booking.Assisted), 20, 60);
        Assert.InRange(Made.Count(t => t.Booking.Payer != t.Id), 100, 200);
        Assert.InRange(Made.Count(t => t.Behaviour.WalkOut is null), 50, 120);
        Assert.Contains(Made, t => t.Behaviour.Rating <= 2);
        Assert.Contains(Made, t => t.Booking.CarPark is not null && t.HomeStation == t.Booking.Destination.Station);
        Assert.Contains(Made, t => t.Consents.Any(c => !c.Granted));
        Assert.Contains(Made, t => t.Consents.All(c => c.Purpose != "trip-updates"));
        Assert.Equal(["", "F", "N", "S"], Made.Select(t => t.Booking.Legs[0].Trip.Type).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Data_without_a_train_to_board_are_refused()
    {
        var stops = TinyRail.StopsHeader + "1,2,Hbf,RE,N,1,1,,2025-09-05T07:20,,7,,\n1,3,Ost,RE,N,1,1,2025-09-05T07:30,,7,,,\n";
        var data = TinyRail.Data(stops, TinyRail.Changes);
        var error = Assert.Throws<ReplayInputException>(() => new TravellerGenerator(data, new Departures(data), 1));
        Assert.Contains("no train departs", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Everything about travellers as text; their legs by the numbers of the stops.</summary>
    private static string Text(IReadOnlyList<Traveller> travellers) => string.Join('\n', travellers.Select(t =>
        JsonSerializer.Serialize(new { t.Id, t.Name, t.Language, t.Channel, t.HomeStation, t.Consents, t.Behaviour.By, t.Behaviour.Rating })
        + $"{t.Behaviour.WalkOut} {t.Behaviour.FeedbackAfter} {t.Booking.Reference} {t.Booking.At} {t.Booking.Payer} {t.Booking.Prescriber} {t.Booking.Class} {t.Booking.Seat} "
        + $"{t.Booking.Assisted} {t.Booking.Hurry} {t.Booking.CarPark} {t.Booking.PriceCents} "
        + string.Join(';', t.Booking.Legs.Select(leg => $"{leg.From.Index}-{leg.To.Index}"))));
}
