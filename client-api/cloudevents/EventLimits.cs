namespace JourneyOrchestrator.ClientApi.CloudEvents;

/// <summary>Limits of what comes in.</summary>
public static class EventLimits
{
    /// <summary>Bytes of one event, and of every other request body.</summary>
    public const int BodyBytesMax = 1024 * 1024;

    /// <summary>UTF-8 bytes of <c>id</c>, <c>source</c>, <c>type</c>, <c>subject</c>, of a topic's name and of a customer id.</summary>
    public const int NameBytesMax = 256;

    /// <summary>How far a sender's clock may be ahead.</summary>
    public static readonly TimeSpan ClockAheadMax = TimeSpan.FromMinutes(5);
}
