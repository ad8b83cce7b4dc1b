using System.Net;

namespace JourneyOrchestrator.ClientApi.Http.Access;

/// <summary>Tells this machine's own addresses from others.</summary>
public static class Loopback
{
    /// <param name="host">A host name or an address; IPv6 with or without brackets.</param>
    public static bool Is(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
