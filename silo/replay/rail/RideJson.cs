using System.Text.Json;

namespace JourneyOrchestrator.Silo.Replay.Rail;

/// <summary>Rides and places as events tell of them.</summary>
internal static class RideJson
{
    /// <summary>A ride in the shape of <c>legs[]</c> of <c>trip.booked</c>, without the enclosing braces.</summary>
    public static void Ride(this Utf8JsonWriter json, Leg leg)
    {
        json.Text("topic", leg.Trip.Topic);
        json.Text("train", leg.Trip.Name);
        json.WriteString("trip", RailEvents.TripId(leg.Trip));
        json.Text("type", leg.Trip.Type);
        json.Object("from", from => from.Place(leg.From));
        json.Object("to", to => to.Place(leg.To));
        json.Time("plannedDep", leg.PlannedDep);
        json.Time("plannedArr", leg.PlannedArr);
        json.Text("platformDep", leg.From.PlatformDep);
        json.Text("platformArr", leg.To.PlatformArr);
    }

    private static void Place(this Utf8JsonWriter json, RailStop stop)
    {
        json.Text("station", stop.Station);
        json.WriteString("stop", RailEvents.StopId(stop));
    }
}
