using System.Buffers.Binary;
using System.Collections.Concurrent;
using JourneyOrchestrator.Operations.Tests.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace JourneyOrchestrator.Operations.Tests.Telemetry;

/// <summary>A collector that is called by gRPC, without encryption: HTTP/2, each message behind its length, the outcome in a trailer.</summary>
internal sealed class GrpcReceiver : IAsyncDisposable
{
    private const int PrefixBytes = 5;

    private readonly WebApplication app;

    private GrpcReceiver(WebApplication app) => this.app = app;

    public string Url => app.Urls.Single();

    /// <summary>The messages, under the paths that they have over plain HTTP.</summary>
    public ConcurrentQueue<Call> Calls { get; } = [];

    public static async Task<GrpcReceiver> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0")
            .ConfigureKestrel(options => options.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2));
        var receiver = new GrpcReceiver(builder.Build());
        receiver.app.Run(receiver.TakeAsync);
        await receiver.app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var bytes = body.ToArray();
        if (bytes[0] != 0 || BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(1)) != bytes.Length - PrefixBytes) throw new FormatException("Not one uncompressed message.");
        Calls.Enqueue(new Call(PathOf(context.Request.Path), context.Request.ContentType, null, bytes[PrefixBytes..]));
        context.Response.ContentType = "application/grpc";
        context.Response.AppendTrailer("grpc-status", "0");
        await context.Response.Body.WriteAsync(new byte[PrefixBytes]);
    }

    private static string PathOf(string path) => path switch
    {
        "/opentelemetry.proto.collector.trace.v1.TraceService/Export" => "/v1/traces",
        "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export" => "/v1/metrics",
        "/opentelemetry.proto.collector.logs.v1.LogsService/Export" => "/v1/logs",
        _ => path,
    };
}
