using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace JourneyOrchestrator.Faults.Tests;

/// <summary>A receiving server: keeps each webhook's key and body. Refuses some calls, and takes some without an answer, so that
/// tries are repeated.</summary>
internal sealed class HookReceiver : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly Task loop;
    private int calls;

    public HookReceiver()
    {
        var port = FreePort();
        Url = $"http://127.0.0.1:{port}/hook";
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
        loop = Task.Run(ReceiveAsync);
    }

    public string Url { get; }

    /// <summary>Every call, refused ones included: idempotency key and body.</summary>
    public ConcurrentQueue<(string? Key, string Body)> Calls { get; } = [];

    /// <summary>Bodies of the calls that were answered with success.</summary>
    public ConcurrentDictionary<string, int> Taken { get; } = [];

    public void Dispose()
    {
        listener.Stop();
        loop.Wait();
        listener.Close();
    }

    private async Task ReceiveAsync()
    {
        while (listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or InvalidOperationException)
            {
                return; // stopped
            }
            await TakeAsync(context);
        }
    }

    private async Task TakeAsync(HttpListenerContext context)
    {
        try
        {
            using var reader = new StreamReader(context.Request.InputStream);
            var body = await reader.ReadToEndAsync();
            Calls.Enqueue((context.Request.Headers["Idempotency-Key"], body));
            var (refuse, silent) = (++calls % 10 == 0, calls % 25 == 1);
            if (!refuse) Taken.AddOrUpdate(body, 1, (_, n) => n + 1);
            context.Response.StatusCode = refuse ? 503 : 204;
            if (silent) context.Response.Abort();
            else context.Response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
        {
            // the sender was killed before it had said all or heard the answer; it will call again
        }
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
