using JourneyOrchestrator.ClientApi.Http;
using JourneyOrchestrator.Silo.Commands;

namespace JourneyOrchestrator.Silo.Hosting;

/// <summary>Checks where the host is about to listen. Where other machines can reach it, callers need API keys.</summary>
public static class ListenAddresses
{
    /// <param name="keys">There are API keys.</param>
    /// <exception cref="RefusedException">An address is malformed, not HTTP, or reachable from other machines while there are no keys.</exception>
    public static IReadOnlyList<string> Check(string urls, bool keys = false)
    {
        var addresses = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (addresses.Length == 0) throw new RefusedException("--urls is empty. Use for instance --urls http://127.0.0.1:5080.");
        foreach (var address in addresses) CheckOne(address, keys);
        return addresses;
    }

    /// <summary>True when other machines can reach one of the addresses.</summary>
    public static bool AreOpen(IEnumerable<string> addresses) => addresses.Any(IsOpen);

    private static void CheckOne(string address, bool keys)
    {
        if (IsOpen(address) && !keys)
            throw new RefusedException(
                $"--urls {address} can be reached from other machines, and there are no API keys. Make one with 'keys add', or use a loopback address, for instance http://127.0.0.1:5080.");
        // A star stands for a host here only so that the rest of the address can be read.
        var named = IsAny(address) ? address.Replace("//*", "//any", StringComparison.Ordinal).Replace("//+", "//any", StringComparison.Ordinal) : address;
        if (!Uri.TryCreate(named, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp || uri.PathAndQuery != "/")
            throw new RefusedException($"--urls {address} is not an address of the form http://127.0.0.1:5080.");
    }

    private static bool IsOpen(string address) => IsAny(address) || (Uri.TryCreate(address, UriKind.Absolute, out var uri) && !Loopback.Is(uri.Host));

    // Kestrel takes * and + for "any address"; Uri does not know them.
    private static bool IsAny(string address) => address.Contains("//*", StringComparison.Ordinal) || address.Contains("//+", StringComparison.Ordinal);
}
