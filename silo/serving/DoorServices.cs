using JourneyOrchestrator.ClientApi.Http.Access;
using JourneyOrchestrator.ClientApi.Http.Streams;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Serving;

/// <summary>What a host brings for its doors besides customers and clock; null: it has none.</summary>
public sealed record DoorServices
{
    public StreamOptions Streams { get; init; } = new();

    public ISubscriptions? Subscriptions { get; init; }

    public required ITopics Topics { get; init; }

    public IFeeds? Feeds { get; init; }

    public IApiKeys? Keys { get; init; }

    /// <summary>How the log is written.</summary>
    public LogFormat Log { get; init; }

    public IDataDisk? Disk { get; init; }
}
