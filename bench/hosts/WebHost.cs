using System.Net.Http.Headers;
using JourneyOrchestrator.Silo.Hosting;
using JourneyOrchestrator.Silo.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.Bench.Hosts;

/// <summary>The doors before a host, on Kestrel and a loopback socket of this process, with a client.</summary>
internal sealed class WebHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private WebHost(WebApplication app, Uri address)
    {
        (this.app, Address) = (app, address);
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public static async Task<WebHost> StartAsync(BenchHost host)
    {
        var app = HostComposition.Build(["http://127.0.0.1:0"], host.Customers, host.Clock, new DoorServices { Topics = host.Customers.Topics });
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new WebHost(app, new Uri(address));
    }

    /// <summary>The first request of a server makes all its routes; no other does.</summary>
    public async Task WarmUpAsync()
    {
        using var answer = await Client.GetAsync(new Uri("/healthz/live", UriKind.Relative));
    }

    /// <summary>Sends events in one request.</summary>
    /// <exception cref="InvalidOperationException">They were not all taken.</exception>
    public async Task SendAsync(ReadOnlyMemory<byte> body, string mediaType)
    {
        using var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        using var answer = await Client.PostAsync(new Uri("/v1/events", UriKind.Relative), content);
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode || !text.Contains("\"rejected\":[]", StringComparison.Ordinal))
            throw new InvalidOperationException($"Events were not taken: {(int)answer.StatusCode} {text}");
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
