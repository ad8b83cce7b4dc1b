namespace JourneyOrchestrator.Silo.Replay.Rail;

/// <summary>What shop, gates and trains send about generated travellers and recorded trains.</summary>
public sealed class RailTimeline(RailData data, Departures departures, IReadOnlyList<Traveller> travellers) : Timeline(Schedule(data, departures, travellers))
{
    private static IEnumerable<Scheduled> Schedule(RailData data, Departures departures, IReadOnlyList<Traveller> travellers)
    {
        var taken = new RidesTaken(data, new LaterTrains(data, departures));
        var customers = new CustomerSignals(data, taken);
        var rides = travellers.SelectMany(t => t.Booking.Legs.Concat(taken.Of(t.Booking).Select(ride => ride.Leg)));
        return [.. travellers.SelectMany(customers.Of), .. new TrainFeed(data).Of(rides)];
    }
}
