using JourneyOrchestrator.ClientApi.Http;
using JourneyOrchestrator.Silo.Commands;

namespace JourneyOrchestrator.Silo.Hosting;

/// <summary>Checks where the host is about to listen. There are no API keys in this version, so only loopback is safe.</summary>
public static class ListenAddresses
{
    /// <exception cref="RefusedException">An address is malformed, not HTTP, or reachable from other machines.</exception>
    public static IReadOnlyList<string> Check(string urls)
    {
        var addresses = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (addresses.Length == 0) throw new RefusedException("--urls is empty. Use for instance --urls http://127.0.0.1:5080.");
        foreach (var address in addresses) CheckOne(address);
        return addresses;
    }

    private static void CheckOne(string address)
    {
        // Kestrel takes * and + for "any address"; Uri does not know them.
        var any = address.Contains("//*", StringComparison.Ordinal) || address.Contains("//+", StringComparison.Ordinal);
        if (any || (Uri.TryCreate(address, UriKind.Absolute, out var uri) && !Loopback.Is(uri.Host)))
            throw new RefusedException(
                $"--urls {address} can be reached from other machines, and there are no API keys. Use a loopback address, for instance http://127.0.0.1:5080.");
        if (uri is null || uri.Scheme != Uri.UriSchemeHttp || uri.PathAndQuery != "/")
            throw new RefusedException($"--urls {address} is not an address of the form http://127.0.0.1:5080.");
    }
}
