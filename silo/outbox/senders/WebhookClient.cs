using System.Net;
using System.Net.Sockets;

namespace JourneyOrchestrator.Silo.Outbox.Senders;

/// <summary>A name that was to be called leads to a private address.</summary>
public sealed class PrivateAddressException(string host) : IOException($"'{host}' leads to a private address.");

/// <summary>The HTTP client of outgoing webhooks.</summary>
public static class WebhookClient
{
    /// <summary>
    /// A client that follows no redirect, keeps no cookies and asks no proxy. Unless allowed it connects to public addresses only; the address is
    /// checked when it connects, on the very address it connects to, so that a name that resolves differently the second time gains nothing.
    /// </summary>
    public static HttpClient Create(bool allowPrivate) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,   // the sender says what the receiver is told of the trace
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectTimeout = TimeSpan.FromSeconds(5),
        ConnectCallback = (context, cancel) => ConnectAsync(context.DnsEndPoint, allowPrivate, cancel),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,   // the relay limits each try
    };

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint target, bool allowPrivate, CancellationToken cancel)
    {
        var addresses = IPAddress.TryParse(target.Host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(target.Host, cancel).ConfigureAwait(false);
        var allowed = allowPrivate ? addresses : Array.FindAll(addresses, address => !PrivateAddresses.Contain(address));
        if (allowed.Length == 0) throw new PrivateAddressException(target.Host);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, target.Port, cancel).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
