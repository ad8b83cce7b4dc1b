using NodaTime;

namespace JourneyOrchestrator.Silo.Replay.Rail;

/// <summary>What shop, gate and app send about a traveller, before and during the trip.</summary>
internal sealed class CustomerSignals
{
    private const string Wording = "2025-06";

    private readonly RidesTaken _rides;
    private readonly Func<string, StationGuide> _guide;
    private readonly RailData _data;

    public CustomerSignals(RailData data, RidesTaken rides)
    {
        (_data, _rides) = (data, rides);
        var platforms = data.Stops.ToLookup(s => s.Station, s => s.PlatformArr, StringComparer.Ordinal);
        var guides = new Dictionary<string, StationGuide>(StringComparer.Ordinal);
        _guide = station => guides.TryGetValue(station, out var known) ? known : guides[station] = new StationGuide(station, platforms[station]);
    }

    /// <summary>When each signal is due, and how it is made then.</summary>
    public IEnumerable<Scheduled> Of(Traveller traveller)
    {
        var booking = traveller.Booking;
        yield return new Scheduled(booking.At, Rank.Customer, traveller.Id, () => Traits(traveller));
        foreach (var answer in traveller.Consents)
            yield return new Scheduled(booking.At, Rank.Consent, traveller.Id + answer.Purpose, () => Consent(traveller, answer));
        yield return new Scheduled(booking.At, Rank.Booking, traveller.Id, () => Booked(traveller));

        var rides = _rides.Of(booking);
        foreach (var ride in rides)
            yield return new Scheduled(ride.Departed, Rank.Traveller, $"{traveller.Id}:{ride.Number}", () => Boarded(traveller, ride));
        if (rides.Count < booking.Legs.Count || traveller.Behaviour.WalkOut is not { } walk) yield break;

        var left = rides[^1].Arrived + walk;
        yield return new Scheduled(left, Rank.Traveller, traveller.Id + ":exit", () => Exited(traveller, rides[^1].Leg.To, left));
        if (traveller.Behaviour.Rating is not { } rating) yield break;
        var told = left + traveller.Behaviour.FeedbackAfter;
        yield return new Scheduled(told, Rank.Traveller, traveller.Id + ":feedback", () => Feedback(traveller, rating, told));
    }

    private static ReplaySignal Traits(Traveller traveller) => RailEvents.OfCustomer(
        traveller.Booking.At, traveller.Id, RailEvents.ShopSource, traveller.Id + ":traits", RailEvents.CustomerUpdated, json =>
        {
            json.Text("name", traveller.Name);
            json.Text("language", traveller.Language);
            json.Text("channel", traveller.Channel);
            json.Text("homeStation", traveller.HomeStation);
        });

    private static ReplaySignal Consent(Traveller traveller, ConsentAnswer answer) => RailEvents.OfCustomer(
        traveller.Booking.At, traveller.Id, RailEvents.ShopSource, $"{traveller.Id}:consent:{answer.Purpose}", RailEvents.ConsentChanged, json =>
        {
            json.Text("purpose", answer.Purpose);
            json.Text("channel", answer.Channel);
            json.WriteBoolean("granted", answer.Granted);
            json.Text("wording", Wording);
        });

    private ReplaySignal Booked(Traveller traveller) => RailEvents.OfCustomer(
        traveller.Booking.At, traveller.Id, RailEvents.ShopSource, traveller.Booking.Reference, RailEvents.Booked,
        json => json.Booking(traveller, _guide(traveller.Booking.Destination.Station)));

    private static ReplaySignal Boarded(Traveller traveller, RideTaken ride) => RailEvents.OfCustomer(
        ride.Departed, traveller.Id, RailEvents.SourceOf(traveller.Behaviour.By),
        $"{traveller.Booking.Reference}:boarded:{ride.Number}", RailEvents.Boarded, json =>
        {
            json.Text("booking", traveller.Booking.Reference);
            json.WriteNumber("leg", ride.Number);
            json.Text("topic", ride.Leg.Trip.Topic);
            json.Text("station", ride.Leg.From.Station);
            json.Text("by", traveller.Behaviour.By);
        });

    private ReplaySignal Exited(Traveller traveller, RailStop stop, Instant at) => RailEvents.OfCustomer(
        at, traveller.Id, RailEvents.SourceOf(traveller.Behaviour.By), traveller.Booking.Reference + ":exited", RailEvents.Exited, json =>
        {
            json.Text("booking", traveller.Booking.Reference);
            json.Text("station", stop.Station);
            json.Text("exit", _guide(stop.Station).ExitAt(_data.Final(stop).ArrivalPlatform(stop)));
            json.Text("by", traveller.Behaviour.By);
        });

    private static ReplaySignal Feedback(Traveller traveller, int rating, Instant at) => RailEvents.OfCustomer(
        at, traveller.Id, RailEvents.SourceOf("app"), traveller.Booking.Reference + ":feedback", RailEvents.Feedback, json =>
        {
            json.Text("booking", traveller.Booking.Reference);
            json.WriteNumber("rating", rating);
        });
}
