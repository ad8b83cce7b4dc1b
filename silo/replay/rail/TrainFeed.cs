using NodaTime;
using NodaTime.Text;

namespace JourneyOrchestrator.Silo.Replay.Rail;

/// <summary>
/// The carrier's feed: for each run that somebody uses an event at each snapshot at which something new was known of a stop
/// that somebody uses. The event holds the whole known state of these stops.
/// </summary>
internal sealed class TrainFeed(RailData data)
{
    private static readonly InstantPattern Stamp = InstantPattern.CreateWithInvariantCulture("yyyyMMdd'T'HHmm'Z'");

    /// <summary>The updates of the runs of these rides, in no order.</summary>
    public IEnumerable<Scheduled> Of(IEnumerable<Leg> rides) =>
        rides.SelectMany(leg => new[] { leg.From, leg.To })
            .Distinct().GroupBy(stop => stop.Trip, stop => stop)
            .SelectMany(run => Updates(run.Key, [.. run.OrderBy(stop => stop.Seq)]));

    private IEnumerable<Scheduled> Updates(RailTrip trip, RailStop[] stops)
    {
        var told = new (StopState State, bool Causes)[stops.Length];
        foreach (var at in Instants(stops))
        {
            var known = stops.Select(stop => (State: data.Known(stop, at), Causes: CausesKnown(stop, at))).ToArray();
            if (known.Zip(told).All(pair => pair.First.State.SameAs(pair.Second.State) && pair.First.Causes == pair.Second.Causes)) continue;
            told = known;
            yield return new Scheduled(at, Rank.Train, trip.Topic, () => Update(trip, stops, at));
        }
    }

    private SortedSet<Instant> Instants(RailStop[] stops)
    {
        var instants = new SortedSet<Instant>();
        foreach (var stop in stops)
        {
            foreach (var state in data.History(stop)) instants.Add(state.At);
            if (stop is { Causes.Length: > 0, LastSeen: { } last }) instants.Add(last);
        }
        return instants;
    }

    /// <summary>The file gives the causes in the end only; they were certainly known with the stop's last update.</summary>
    private static bool CausesKnown(RailStop stop, Instant at) => stop.Causes.Length > 0 && stop.LastSeen <= at;

    private ReplaySignal Update(RailTrip trip, RailStop[] stops, Instant at) =>
        new(at, null, trip.Topic, RailEvents.FeedSource, $"{RailEvents.TripId(trip)}:{Stamp.Format(at)}", RailEvents.TrainUpdated, Json.Write(json =>
        {
            json.Text("train", trip.Name);
            json.Text("category", trip.Category);
            json.Text("number", trip.Number);
            json.WriteString("trip", RailEvents.TripId(trip));
            json.WriteString("date", LocalDatePattern.Iso.Format(trip.Date));
            json.Object("stops", all =>
            {
                foreach (var stop in stops) all.Object(RailEvents.StopId(stop), one => one.Stop(stop, data.Known(stop, at), CausesKnown(stop, at)));
            });
        }));
}
