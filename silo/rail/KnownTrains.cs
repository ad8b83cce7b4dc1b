using JourneyOrchestrator.Silo.Replay.Rail;
using JourneyOrchestrator.Workflows.Values;
using NodaTime;

namespace JourneyOrchestrator.Silo.Rail;

/// <summary>What the rail journey knows of its trains: its variables <c>known</c> and <c>told</c>. Only rides taken as booked are judged.</summary>
internal sealed class KnownTrains(Booking booking)
{
    private Value trains;

    /// <summary>The leg and platform that were told last, if the leg is still on the train that was booked.</summary>
    public (int Leg, string Platform)? LastTold { get; private set; }

    public void Learn(in Value value) => trains = value;

    public void Told(in Value value)
    {
        var map = value.Kind == ValueKind.Map ? value.AsMap() : ValueMap.Empty;
        var leg = map["leg"] is { Kind: ValueKind.Int } number ? (int)number.AsInt() : -1;
        LastTold = leg >= 0 && AsBooked(leg) ? (leg, map["platform"].ToText()) : null;
    }

    /// <summary>When each leg that is on its booked train is expected to arrive.</summary>
    public IEnumerable<(int Leg, Instant Arrival)> Arrivals()
    {
        if (trains.Kind != ValueKind.List) yield break;
        for (var leg = 0; leg < booking.Legs.Count; leg++)
            if (AsBooked(leg) && trains.AsList()[leg].AsMap()["arr"] is { Kind: ValueKind.Timestamp } arrival)
                yield return (leg, Instant.FromDateTimeOffset(arrival.AsTimestamp()));
    }

    private bool AsBooked(int leg) =>
        trains.Kind == ValueKind.List && leg < trains.AsList().Length && leg < booking.Legs.Count
        && trains.AsList()[leg].AsMap()["trip"].ToText() == RailEvents.TripId(booking.Legs[leg].Trip);
}
