using JourneyOrchestrator.Silo.Replay.Rail;

namespace JourneyOrchestrator.Silo.Rail;

/// <summary>What a replay plays: the data, the travellers made from them, and all their signals in order.</summary>
internal sealed record RailScenario(RailData Data, LaterTrains Later, IReadOnlyList<Traveller> Travellers, RailTimeline Timeline)
{
    /// <exception cref="Replay.ReplayInputException">A file can't be read.</exception>
    public static RailScenario Read(string stops, string changes, int travellers, ulong seed) => Of(RailFiles.Read(stops, changes), travellers, seed);

    /// <exception cref="Replay.ReplayInputException">No train of the data can be boarded.</exception>
    public static RailScenario Of(RailData data, int travellers, ulong seed)
    {
        var departures = new Departures(data);
        var made = new TravellerGenerator(data, departures, seed).Make(travellers);
        return new RailScenario(data, new LaterTrains(data, departures), made, new RailTimeline(data, departures, made));
    }
}
