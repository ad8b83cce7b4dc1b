using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace JourneyOrchestrator.Operations.Tests.Harness;

/// <summary>A call that was received.</summary>
internal sealed record Call(string Path, string? ContentType, string? TraceParent, byte[] Body);

/// <summary>A server that keeps whatever is posted to it and answers 200.</summary>
internal sealed class Receiver : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly Task loop;

    public Receiver()
    {
        Port = FreePort();
        listener.Prefixes.Add($"{Url}/");
        listener.Start();
        loop = Task.Run(ReceiveAsync);
    }

    public int Port { get; }

    public string Url => $"http://127.0.0.1:{Port}";

    public ConcurrentQueue<Call> Calls { get; } = [];

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
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return; // stopped
            }
            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            Calls.Enqueue(new Call(context.Request.Url!.AbsolutePath, context.Request.ContentType, context.Request.Headers["traceparent"], body.ToArray()));
            context.Response.Close();
        }
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
