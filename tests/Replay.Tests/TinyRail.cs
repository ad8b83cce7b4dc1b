using JourneyOrchestrator.Silo.Replay.Rail;
using NodaTime;

namespace Replay.Tests;

/// <summary>Four trains of one morning: a regional train that becomes late, the connection behind it, and two later ones.</summary>
internal static class TinyRail
{
    public const string StopsHeader =
        "trip,seq,station,category,type,number,line,planned_arr,planned_dep,plat_planned_arr,plat_planned_dep,last_seen,causes\n";

    public const string ChangesHeader =
        "snapshot,trip,seq,delay_arr,delay_dep,plat_arr_changed,plat_dep_changed,status_arr,status_dep\n";

    public const string Stops = StopsHeader + """
        1,2,Hbf,RE,N,52272,17,,2025-09-05T09:20,,7,2025-09-05T09:15,
        1,3,Südkreuz,RE,N,52272,17,2025-09-05T09:26,2025-09-05T09:28,7,7,2025-09-05T09:30,d47 q80
        2,1,Südkreuz,ICE,F,597,,,2025-09-05T09:33,,3,2025-09-05T09:30,
        2,2,Wittenberg,ICE,F,597,,2025-09-05T10:06,,1,,2025-09-05T09:30,
        3,1,Südkreuz,ICE,F,1005,,,2025-09-05T10:03,,3,2025-09-05T09:30,
        3,2,Wittenberg,ICE,F,1005,,2025-09-05T10:36,,1,,2025-09-05T09:30,
        4,1,Südkreuz,ICE,F,1007,,,2025-09-05T10:33,,3,2025-09-05T09:30,
        4,2,Wittenberg,ICE,F,1007,,2025-09-05T11:06,,1,,2025-09-05T09:30,

        """;

    public const string Changes = ChangesHeader + """
        2025-09-05T07:00,1,2,,,,,,
        2025-09-05T07:15,1,3,,,,,,
        2025-09-05T08:30,1,3,2,2,,,,
        2025-09-05T08:45,3,1,,,,,,c
        2025-09-05T09:15,1,3,9,9,8,8,,
        2025-09-05T09:15,2,2,0,,,,,
        2025-09-05T09:30,1,3,10,10,8,8,,
        2025-09-05T09:30,2,1,,1,,,,
        2025-09-05T09:30,9,9,1,1,,,,

        """;

    public static RailData Data(string stops = Stops, string changes = Changes)
    {
        using var files = new TempFiles();
        return RailFiles.Read(files.Write("stops.csv", stops), files.Write("changes.csv", changes));
    }

    public static Instant Local(string time) =>
        RailTime.TryParse("2025-09-05T" + time, out var instant) ? instant : throw new FormatException(time);

    public static RailStop Stop(this RailData data, int trip, int seq) => data.Stops.Single(s => s.Trip.Id == trip && s.Seq == seq);

    /// <summary>Regional train from Hbf, transfer of seven minutes at Südkreuz, long distance train to Wittenberg.</summary>
    public static Traveller Transfer(RailData data, string bookedAt = "07:20") =>
        Traveller(bookedAt, new Leg(data.Stop(1, 2), data.Stop(1, 3)), new Leg(data.Stop(2, 1), data.Stop(2, 2)));

    public static Traveller Traveller(string bookedAt, params Leg[] legs)
    {
        var booking = new Booking("RT7K2Q9A", Local(bookedAt), "payer", "t-1", legs, 2, new Seat("12", "64"), false, true, "P2", 4290);
        return new Traveller(
            "t-1", "Anna Vogel", "de", "push", null, [new ConsentAnswer("reminder", "push", true)], booking,
            new Behaviour("gate", Duration.FromMinutes(4), 2, Duration.FromMinutes(30)));
    }
}
