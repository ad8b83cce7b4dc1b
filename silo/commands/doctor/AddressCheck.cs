using System.Net;
using System.Net.Sockets;

namespace JourneyOrchestrator.Silo.Commands.Doctor;

/// <summary>Whether a host can listen at an address; when one does already, how it is.</summary>
internal static class AddressCheck
{
    /// <exception cref="SocketException">The address is not of this machine.</exception>
    /// <exception cref="IOException">Somebody listens there who is no host, or a host that takes no signals.</exception>
    public static async Task<Finding> LookAsync(string url, CancellationToken cancel)
    {
        var address = ListenAddresses.UriOf(url)!;
        var host = address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback : IPAddress.Parse(address.Host.Trim('[', ']'));
        try
        {
            using var listener = new TcpListener(host, address.Port);
            listener.Start();
            return new Finding($"{address.Authority} is free");
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return await AskAsync(url, address, cancel);
        }
    }

    private static async Task<Finding> AskAsync(string url, Uri address, CancellationToken cancel)
    {
        try
        {
            var (isReady, status, answer) = await Health.AskAsync(url, cancel);
            return isReady ? new Finding($"a host listens at {address.Authority}: {answer}") : throw new IOException($"{address.Authority} answers {status}: {answer}");
        }
        catch (HttpRequestException error)
        {
            throw new IOException($"{address.Authority} is in use, and not by a host: {error.Message}", error);
        }
    }
}
