using System.Text.Json;

namespace JourneyOrchestrator.Silo.Replay.Rail;

/// <summary>The data of <c>trip.booked</c>.</summary>
internal static class BookingJson
{
    public static void Booking(this Utf8JsonWriter json, Traveller traveller, StationGuide guide)
    {
        var booking = traveller.Booking;
        json.Text("booking", booking.Reference);
        json.Text("traveller", traveller.Id);
        json.Text("payer", booking.Payer);
        json.Text("prescriber", booking.Prescriber);
        json.Text("timezone", RailTime.Zone);
        json.WriteStartArray("legs");
        foreach (var leg in booking.Legs)
        {
            json.WriteStartObject();
            json.Ride(leg);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteNumber("minimumTransferMinutes", Rail.Booking.MinimumTransferMinutes);
        json.WriteNumber("class", booking.Class);
        if (booking.Seat is { } seat) json.Object("seat", o => { o.Text("coach", seat.Coach); o.Text("place", seat.Place); });
        json.WriteBoolean("assisted", booking.Assisted);
        json.WriteBoolean("hurry", booking.Hurry);
        if (booking.CarPark is { } car) json.Object("car", o => { o.Text("station", booking.Destination.Station); o.Text("carPark", car); });
        json.Object("arrival", o => o.Arrival(guide, booking.CarPark));
        json.Object("price", o => { o.WriteNumber("amount", booking.PriceCents); o.Text("currency", "EUR"); });
    }

    private static void Arrival(this Utf8JsonWriter json, StationGuide guide, string? carPark)
    {
        json.Object("exits", exits =>
        {
            foreach (var (platform, exit) in guide.Exits) exits.Text(platform, exit);
        });
        json.Text("exit", guide.MainExit);
        if (carPark is not null) json.Text("carParkExit", guide.CarParkExit(carPark));
    }
}
