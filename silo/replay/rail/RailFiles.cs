using System.Globalization;
using NodaTime;

namespace JourneyOrchestrator.Silo.Replay.Rail;

/// <summary>Reads stops and changes (the layout is described in docs/replay.md).</summary>
public static class RailFiles
{
    private static readonly string[] StopColumns =
    [
        "trip", "seq", "station", "category", "type", "number", "line", "planned_arr", "planned_dep",
        "plat_planned_arr", "plat_planned_dep", "last_seen", "causes",
    ];

    private static readonly string[] ChangeColumns =
        ["snapshot", "trip", "seq", "delay_arr", "delay_dep", "plat_arr_changed", "plat_dep_changed", "status_arr", "status_dep"];

    /// <summary>Reads both files, each <c>.csv</c> or <c>.csv.gz</c>. Changes of stops that are not in the plan are passed over.</summary>
    /// <exception cref="ReplayInputException">A file, line or field cannot be read; names it and says what to do.</exception>
    public static RailData Read(string stopsFile, string changesFile)
    {
        var texts = new TextPool();
        var (trips, stops) = ReadStops(stopsFile, texts);
        var byKey = new Dictionary<(int Trip, int Seq), int>(stops.Length);
        foreach (var stop in stops) byKey.Add((stop.Trip.Id, stop.Seq), stop.Index);
        var (states, stopOf, snapshots) = ReadChanges(changesFile, texts, byKey);
        if (snapshots.Length < 2) throw new ReplayInputException(changesFile, 0, "snapshot", "fewer than two snapshots; a replay needs at least two.");
        var starts = Group(states, stopOf, stops.Length);
        return new RailData(trips, stops, states, starts, snapshots);
    }

    private static (RailTrip[] Trips, RailStop[] Stops) ReadStops(string file, TextPool texts)
    {
        var rows = new List<StopRow>();
        using (var csv = new CsvReader(file, StopColumns))
            while (csv.Read()) rows.Add(StopRow.Read(csv, texts));
        if (rows.Count == 0) throw new ReplayInputException(file, 0, null, "no stops; give a file with at least one train.");
        rows.Sort((a, b) => (a.Trip, a.Seq).CompareTo((b.Trip, b.Seq)));
        var (trips, stops) = (new List<RailTrip>(), new RailStop[rows.Count]);
        for (int start = 0, end; start < rows.Count; start = end)
        {
            for (end = start + 1; end < rows.Count && rows[end].Trip == rows[start].Trip; end++)
                if (rows[end].Seq == rows[end - 1].Seq)
                    throw new ReplayInputException(file, rows[end].Line, "seq", $"trip {rows[end].Trip} has stop {rows[end].Seq} twice; keep one of the rows.");
            var trip = rows[start].ToTrip();
            for (var i = start; i < end; i++) stops[i] = rows[i].ToStop(i, trip);
            trip.Stops = new ArraySegment<RailStop>(stops, start, end - start);
            trips.Add(trip);
        }
        return ([.. trips], stops);
    }

    private static (StopState[] States, int[] StopOf, Instant[] Snapshots) ReadChanges(
        string file, TextPool texts, Dictionary<(int, int), int> byKey)
    {
        var (states, stopOf, snapshots) = (new List<StopState>(), new List<int>(), new SortedSet<Instant>());
        using var csv = new CsvReader(file, ChangeColumns);
        while (csv.Read())
        {
            var at = csv.Time(0) ?? throw csv.Bad(0, "empty; write a time such as 2025-09-05T08:30.");
            snapshots.Add(at);
            if (!byKey.TryGetValue((csv.Whole(1), csv.Whole(2)), out var stop)) continue;
            var (arr, dep) = (csv.Status(7), csv.Status(8));
            states.Add(new StopState(at, csv.Minutes(3), csv.Minutes(4), texts.Get(csv.Field(5)), texts.Get(csv.Field(6)), arr, dep));
            stopOf.Add(stop);
        }
        return ([.. states], [.. stopOf], [.. snapshots]);
    }

    /// <summary>Sorts the states by stop and time, in place; answers where each stop's states start.</summary>
    private static int[] Group(StopState[] states, int[] stopOf, int stops)
    {
        var keys = new (int Stop, Instant At)[states.Length];
        var starts = new int[stops + 1];
        for (var i = 0; i < states.Length; i++)
        {
            keys[i] = (stopOf[i], states[i].At);
            starts[stopOf[i] + 1]++;
        }
        for (var i = 1; i <= stops; i++) starts[i] += starts[i - 1];
        Array.Sort(keys, states);
        return starts;
    }

    /// <summary>A row of stops until its trip is known.</summary>
    private readonly record struct StopRow(
        int Line, int Trip, int Seq, string Station, string Category, string Type, string Number, string TrainLine,
        Instant? Arr, Instant? Dep, string PlatformArr, string PlatformDep, Instant? LastSeen, string Causes)
    {
        public static StopRow Read(CsvReader csv, TextPool texts)
        {
            var (arr, dep) = (csv.Time(7), csv.Time(8));
            if (arr is null && dep is null) throw csv.Bad(7, "both planned times are empty; give planned_arr or planned_dep.");
            string Text(int column) => texts.Get(csv.Field(column));
            return new StopRow(
                csv.Line, csv.Whole(0), csv.Whole(1), Text(2), Text(3), Text(4), Text(5), Text(6), arr, dep, Text(9), Text(10), csv.Time(11), Text(12));
        }

        public RailTrip ToTrip() => new(Trip, Category, Type, Number, TrainLine, RailTime.DateOf((Arr ?? Dep)!.Value));

        public RailStop ToStop(int index, RailTrip trip) =>
            new(index, trip, Seq, Station, Arr, Dep, PlatformArr, PlatformDep, LastSeen, Causes);
    }

    private static Instant? Time(this CsvReader csv, int column)
    {
        var text = csv.Field(column);
        if (text.IsEmpty) return null;
        return RailTime.TryParse(text, out var instant)
            ? instant
            : throw csv.Bad(column, $"'{text}' is not a local time; write it as 2025-09-05T08:30.");
    }

    private static int Whole(this CsvReader csv, int column) =>
        int.TryParse(csv.Field(column), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw csv.Bad(column, $"'{csv.Field(column)}' is not a whole number from 0 on.");

    private static short? Minutes(this CsvReader csv, int column)
    {
        var text = csv.Field(column);
        if (text.IsEmpty) return null;
        return short.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var minutes)
            ? minutes
            : throw csv.Bad(column, $"'{text}' is not a number of minutes; leave it empty or write one such as -3 or 12.");
    }

    /// <summary>True when cancelled.</summary>
    private static bool Status(this CsvReader csv, int column) => csv.Field(column) switch
    {
        "c" => true,
        "" or "p" or "a" => false,
        var other => throw csv.Bad(column, $"'{other}' is not a status; leave it empty or write c, p or a."),
    };
}
