using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace JourneyOrchestrator.Operations.Tests.Harness;

/// <summary>A call that was received.</summary>
internal sealed record Call(string Path, string? ContentType, string? TraceParent, byte[] Body);

/// <summary>A server that keeps whatever is posted to it and answers 200.</summary>
internal sealed class Receiver : IDisposable
{
    private readonly HttpListener listener;
    private readonly Task loop;

    public Receiver()
    {
        (listener, Port) = Listen();
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
            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            Calls.Enqueue(new Call(context.Request.Url!.AbsolutePath, context.Request.ContentType, context.Request.Headers["traceparent"], body.ToArray()));
            context.Response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
        {
            // The sender was killed in the middle of its call: it has said nothing, or waits for no answer.
        }
    }

    /// <summary>Listens at a port that is free; tries others when somebody else was faster.</summary>
    private static (HttpListener Listener, int Port) Listen()
    {
        const int TriesMax = 10;
        for (var tries = 1; ; tries++)
        {
            var port = FreePort();
            var listener = new HttpListener { Prefixes = { $"http://127.0.0.1:{port}/" } };
            try
            {
                listener.Start();
                return (listener, port);
            }
            catch (HttpListenerException) when (tries < TriesMax)
            {
                listener.Close();
            }
        }
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
