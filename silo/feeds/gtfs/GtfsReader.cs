using Google.Protobuf;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Feeds.Gtfs.Wire;

namespace JourneyOrchestrator.Silo.Feeds.Gtfs;

/// <summary>Reads a GTFS-realtime feed as a whole: a part of one, or something else, gives nothing.</summary>
internal static class GtfsReader
{
    private const int FullDataset = 0;

    /// <exception cref="FeedException">It is no whole feed of a kind that is read here.</exception>
    public static FeedMessage Read(ReadOnlyMemory<byte> bytes)
    {
        FeedMessage feed;
        try
        {
            feed = FeedMessage.Parser.ParseFrom(bytes.Span);
        }
        catch (InvalidProtocolBufferException error)
        {
            throw new FeedException($"It is no GTFS-realtime feed, or a part of it is missing: {error.Message}");
        }
        if (feed.Header is not { HasGtfsRealtimeVersion: true } header) throw new FeedException("It is no GTFS-realtime feed: it has no header.");
        if (header.Incrementality != FullDataset) throw new FeedException("It holds changes only (DIFFERENTIAL); only feeds that hold everything (FULL_DATASET) are read.");
        return feed;
    }
}
