using NodaTime;

namespace JourneyOrchestrator.Silo.Replay.Rail;

/// <summary>A call of a run, with what one snapshot says of it. Delays in minutes.</summary>
public sealed record SnapshotStop(string Station, Instant? PlannedArr, Instant? PlannedDep, short? DelayArr, short? DelayDep, bool Cancelled);

/// <summary>A run with its calls, in order of travel.</summary>
public sealed record SnapshotRun(string Category, string Type, string Number, LocalDate Date, IReadOnlyList<SnapshotStop> Stops);

/// <summary>Makes data of a single snapshot: nothing is known before it, and what it says is how it ended.</summary>
public static class RailSnapshot
{
    /// <summary>From when travellers may book, before the first planned time.</summary>
    private static readonly Duration Before = Duration.FromHours(3);

    public static RailData Of(IReadOnlyList<SnapshotRun> runs, Instant known)
    {
        var (trips, stops, states, starts) = (new List<RailTrip>(), new List<RailStop>(), new List<StopState>(), new List<int>());
        foreach (var run in runs)
        {
            var trip = new RailTrip(trips.Count + 1, run.Category, run.Type, run.Number, "", run.Date);
            var first = stops.Count;
            foreach (var (seq, call) in run.Stops.Index())
            {
                stops.Add(new RailStop(stops.Count, trip, seq, call.Station, call.PlannedArr, call.PlannedDep, "", "", known, ""));
                starts.Add(states.Count);
                states.Add(new StopState(known, call.DelayArr, call.DelayDep, null, null, call.Cancelled, call.Cancelled));
            }
            trip.Stops = stops[first..];
            trips.Add(trip);
        }
        starts.Add(states.Count);
        var opens = stops.Min(stop => (stop.PlannedArr ?? stop.PlannedDep)!.Value) - Before;
        return new RailData([.. trips], [.. stops], [.. states], [.. starts], known > opens ? [opens, opens, known] : [known, known]);
    }
}
