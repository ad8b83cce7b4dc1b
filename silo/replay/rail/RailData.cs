using NodaTime;

namespace JourneyOrchestrator.Silo.Replay.Rail;

/// <summary>Plan and knowledge of one span of days: all trips and, for each stop, what was known when. Immutable.</summary>
public sealed class RailData
{
    private readonly StopState[] _states;
    private readonly int[] _stateStarts;

    /// <param name="trips">By id.</param>
    /// <param name="stops">All stops of the trips; a stop's place is its index.</param>
    /// <param name="states">Grouped by stop index, each group in order of time.</param>
    /// <param name="stateStarts">Where the group of each stop starts, and after the last one the end.</param>
    /// <param name="snapshots">All snapshots, ascending.</param>
    internal RailData(RailTrip[] trips, RailStop[] stops, StopState[] states, int[] stateStarts, Instant[] snapshots)
    {
        (Trips, Stops, Snapshots) = (trips, stops, snapshots);
        (_states, _stateStarts) = (states, stateStarts);
    }

    /// <summary>All trips, by id.</summary>
    public IReadOnlyList<RailTrip> Trips { get; }

    /// <summary>All stops; <see cref="RailStop.Index"/> is the place.</summary>
    public IReadOnlyList<RailStop> Stops { get; }

    /// <summary>Every snapshot, also those that changed nothing here; ascending, at least two.</summary>
    public IReadOnlyList<Instant> Snapshots { get; }

    /// <summary>Start of what can be replayed: the second snapshot, as the first one of a crawl is partial.</summary>
    public Instant WindowStart => Snapshots[1];

    /// <summary>All that became known of a stop, in order of time.</summary>
    public ReadOnlySpan<StopState> History(RailStop stop) =>
        _states.AsSpan(_stateStarts[stop.Index].._stateStarts[stop.Index + 1]);

    /// <summary>What was known of a stop at an instant: the newest state at or before it; the default when there is none.</summary>
    public StopState Known(RailStop stop, Instant at)
    {
        var history = History(stop);
        for (var i = history.Length - 1; i >= 0; i--)
            if (history[i].At <= at) return history[i];
        return default;
    }

    /// <summary>What is known in the end. It is how it really was, unless the last update was a forecast.</summary>
    public StopState Final(RailStop stop) => History(stop) is [.., var last] ? last : default;
}
