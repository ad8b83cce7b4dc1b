using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace JourneyOrchestrator.Silo.Serving;

/// <summary>What the server takes of clients that are slow or many, by accident or not (docs/access.md).</summary>
internal static class ServerLimits
{
    private const int ConnectionsMax = 10_000, HeadersMax = 100, HeaderBytesMax = 32 * 1024, RequestLineBytesMax = 8 * 1024;

    private static readonly TimeSpan HeadersTime = TimeSpan.FromSeconds(10), IdleTime = TimeSpan.FromSeconds(130);

    /// <summary>Slower than any line; the door for lines of events, whose senders may pause, lifts it.</summary>
    private static readonly MinDataRate BodyRate = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));

    public static void Set(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        var limits = options.Limits;
        // The doors limit bodies themselves, each event of a stream by itself.
        limits.MaxRequestBodySize = null;
        limits.MinRequestBodyDataRate = BodyRate;
        limits.RequestHeadersTimeout = HeadersTime;
        limits.KeepAliveTimeout = IdleTime;
        limits.MaxConcurrentConnections = ConnectionsMax;
        limits.MaxRequestHeaderCount = HeadersMax;
        limits.MaxRequestHeadersTotalSize = HeaderBytesMax;
        limits.MaxRequestLineSize = RequestLineBytesMax;
    }
}
