using System.Text.Json;

namespace JourneyOrchestrator.Silo.Replay.Rail;

/// <summary>One stop in the data of <c>train.updated</c>.</summary>
internal static class StopJson
{
    public static void Stop(this Utf8JsonWriter json, RailStop stop, StopState state, bool causes)
    {
        json.Text("station", stop.Station);
        if (stop.PlannedArr is not null) json.Arrival(stop, state);
        if (stop.PlannedDep is not null) json.Departure(stop, state);
        if (!causes) return;
        json.WriteStartArray("causes");
        foreach (var cause in stop.Causes.Split(' ', StringSplitOptions.RemoveEmptyEntries)) json.WriteStringValue(cause);
        json.WriteEndArray();
    }

    private static void Arrival(this Utf8JsonWriter json, RailStop stop, StopState state)
    {
        var platform = state.ArrivalPlatform(stop);
        json.Time("plannedArr", stop.PlannedArr);
        json.Time("expectedArr", state.ArrivalAt(stop));
        json.Minutes("delayArr", state.DelayArr);
        json.Text("platformArr", platform);
        json.WriteBoolean("platformArrChanged", platform != stop.PlatformArr);
        json.WriteBoolean("cancelledArr", state.CancelledArr);
    }

    private static void Departure(this Utf8JsonWriter json, RailStop stop, StopState state)
    {
        var platform = state.DeparturePlatform(stop);
        json.Time("plannedDep", stop.PlannedDep);
        json.Time("expectedDep", state.DepartureAt(stop));
        json.Minutes("delayDep", state.DelayDep);
        json.Text("platformDep", platform);
        json.WriteBoolean("platformDepChanged", platform != stop.PlatformDep);
        json.WriteBoolean("cancelledDep", state.CancelledDep);
    }
}
