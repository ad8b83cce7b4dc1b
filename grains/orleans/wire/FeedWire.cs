using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Orleans.Wire;

/// <summary>What is said about feeds, and sent to them.</summary>
public static class FeedWire
{
    private sealed record Taken(FeedTally? Tally, string? Error);

    public static byte[] Write(Value document) => WireJson.Write(document);

    public static Value Document(byte[] utf8) => WireJson.Read<Value>(utf8);

    public static byte[] Write(IReadOnlyList<FeedStatus> feeds) => WireJson.Write(feeds);

    public static IReadOnlyList<FeedStatus> List(byte[] utf8) => WireJson.Read<List<FeedStatus>>(utf8);

    public static byte[] Write(FeedTally tally) => WireJson.Write(new Taken(tally, null));

    public static byte[] Write(FeedException error) => WireJson.Write(new Taken(null, error.Message));

    /// <exception cref="FeedException">What was sent can't be used.</exception>
    public static FeedTally Tally(byte[] utf8)
    {
        var taken = WireJson.Read<Taken>(utf8);
        return taken.Tally ?? throw new FeedException(taken.Error ?? "It was not taken.");
    }
}
