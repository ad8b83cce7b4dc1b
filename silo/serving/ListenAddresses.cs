using System.Net;
using JourneyOrchestrator.ClientApi.Http.Access;

namespace JourneyOrchestrator.Silo.Serving;

/// <summary>Checks where the host is about to listen. Without API keys only loopback is safe.</summary>
public static class ListenAddresses
{
    /// <param name="keys">API keys are configured: whoever calls needs one.</param>
    /// <exception cref="RefusedException">An address is malformed, not HTTP, or reachable from other machines without keys.</exception>
    public static IReadOnlyList<string> Check(string urls, bool keys)
    {
        var addresses = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (addresses.Length == 0) throw new RefusedException("--urls is empty. Use for instance --urls http://127.0.0.1:5080.");
        foreach (var address in addresses) CheckOne(address, keys);
        return addresses;
    }

    /// <summary>The address as a URI; null: it is none. Kestrel takes * and + for "any address"; Uri does not know them.</summary>
    public static Uri? UriOf(string address)
    {
        foreach (var any in (string[])["//*", "//+"]) address = address.Replace(any, "//0.0.0.0", StringComparison.Ordinal);
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri : null;
    }

    private static void CheckOne(string address, bool keys)
    {
        var uri = UriOf(address);
        if (uri is not null && !keys && !Loopback.Is(uri.Host))
            throw new RefusedException(
                $"--urls {address} can be reached from other machines, and there are no API keys. Make one with 'silo keys add', or use a loopback address, for instance http://127.0.0.1:5080.");
        // Kestrel takes any other name for "any address", which is hardly what is meant.
        var named = uri is not null && !Loopback.Is(uri.Host) && !IPAddress.TryParse(uri.Host.Trim('[', ']'), out _);
        if (uri is null || named || uri.Scheme != Uri.UriSchemeHttp || uri.PathAndQuery != "/")
            throw new RefusedException($"--urls {address} is not an address of the form http://127.0.0.1:5080 or http://0.0.0.0:5080.");
    }
}
