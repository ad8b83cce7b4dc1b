using NodaTime;

namespace JourneyOrchestrator.Silo.Replay.Rail;

/// <summary>The plan by station: where one can get on, in order of planned departure, and how far one can go from there.</summary>
public sealed class Departures
{
    private static readonly IReadOnlyList<RailStop> None = [];

    private readonly Dictionary<string, List<RailStop>> _byStation = new(StringComparer.Ordinal);

    /// <summary>Makes the index of all stops with a planned departure.</summary>
    public Departures(RailData data)
    {
        foreach (var stop in data.Stops.Where(s => s.PlannedDep is not null))
        {
            if (!_byStation.TryGetValue(stop.Station, out var list)) _byStation.Add(stop.Station, list = []);
            list.Add(stop);
        }
        foreach (var list in _byStation.Values)
            list.Sort((a, b) => (a.PlannedDep!.Value, a.Index).CompareTo((b.PlannedDep!.Value, b.Index)));
    }

    /// <summary>Stops of a station with a planned departure from <paramref name="first"/> to <paramref name="last"/>, in that order.</summary>
    public IEnumerable<RailStop> Between(string station, Instant first, Instant last)
    {
        var list = _byStation.TryGetValue(station, out var known) ? known : None;
        for (var i = FirstAt(list, first); i < list.Count && list[i].PlannedDep <= last; i++) yield return list[i];
    }

    /// <summary>Where one can alight who boards here: later stops of the run with a later planned arrival, at another station.</summary>
    public static IEnumerable<RailStop> Ahead(RailStop from) =>
        from.Trip.Stops.Where(s => s.Seq > from.Seq && s.PlannedArr > from.PlannedDep && s.Station != from.Station);

    private static int FirstAt(IReadOnlyList<RailStop> list, Instant first)
    {
        var (low, high) = (0, list.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (list[middle].PlannedDep < first) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
