using System.Net.Http.Headers;
using System.Text;
using JourneyOrchestrator.ClientApi.Http.Access;
using JourneyOrchestrator.ClientApi.Http.Streams;
using JourneyOrchestrator.ClientApi.Tests.Description;
using JourneyOrchestrator.Silo.Feeds;
using JourneyOrchestrator.Silo.Hosting;
using JourneyOrchestrator.Silo.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>The real host, doors to disk, on a directory of its own; it can be closed and opened again.</summary>
public class RealHost : IAsyncLifetime
{
    private readonly string directory = Directory.CreateTempSubdirectory("journey-doors-").FullName;
    private Orchestrator orchestrator = null!;
    private WebApplication app = null!;
    private HttpClient client = null!;
    private FeedHost? feeds;

    public string Data => directory;

    public Uri Address => client.BaseAddress!;

    /// <summary>Limits of live streams from the next start on.</summary>
    internal StreamOptions Streams { get; set; } = new();

    /// <summary>API keys from the next start on; null: none are configured.</summary>
    internal IApiKeys? Keys { get; set; }

    /// <summary>Feeds from the next start on; null: none.</summary>
    internal FeedList? Feeds { get; set; }

    /// <summary>The key sent with each call from now on; null: none.</summary>
    internal string? Key { get; set; }

    /// <summary>Every call that there is.</summary>
    internal IReadOnlyList<Endpoint> Endpoints => app.Services.GetRequiredService<EndpointDataSource>().Endpoints;

    /// <summary>Who makes the calls from now on; null: whoever the host says.</summary>
    internal Caller? Caller { get; set; }

    /// <summary>What else differs from the defaults from the next start on.</summary>
    internal Func<OrchestratorSettings, OrchestratorSettings> Settings { get; set; } = settings => settings;

    public async Task InitializeAsync()
    {
        orchestrator = await Orchestrator.OpenAsync(Settings(new OrchestratorSettings(directory)), NullLoggerFactory.Instance);
        feeds = Feeds is null ? null : new FeedHost(Feeds, orchestrator.Customers, TimeProvider.System, NullLogger.Instance);
        var services = new DoorServices { Streams = Streams, Subscriptions = orchestrator.Subscriptions, Topics = orchestrator.Customers.Topics, Keys = Keys, Feeds = feeds, Disk = new DataDisk(directory) };
        app = HostComposition.Build(["http://127.0.0.1:0"], orchestrator.Customers, TimeProvider.System, services);
        app.Use((context, next) =>
        {
            if (Caller is not null) context.Features.Set(Caller);
            return next(context);
        });
        orchestrator.StartPumps();
        feeds?.Start();
        await app.StartAsync();
        client = new HttpClient(new ContractHandler()) { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public async Task DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(directory, recursive: true);
    }

    /// <summary>Ends the doors as a process does that is told to end.</summary>
    public Task StopDoorsAsync() => app.StopAsync();

    public Task RestartAsync() => WhileClosedAsync(() => Task.CompletedTask);

    /// <summary>Closes the host, does something with its directory, and opens it again.</summary>
    public async Task WhileClosedAsync(Func<Task> act)
    {
        await CloseAsync();
        try
        {
            await act();
        }
        finally
        {
            await InitializeAsync();
        }
    }

    private async Task CloseAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
        if (feeds is not null) await feeds.DisposeAsync();
        await orchestrator.DisposeAsync();
    }

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? body = null, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }
        if (Key is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        using var response = await client.SendAsync(request);
        return new Answer((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync());
    }

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> PostAsync(string path, string body, string contentType = "application/json") => SendAsync(HttpMethod.Post, path, body, contentType);

    public Task<Answer> EventAsync(string id, string subject, string type, string data = "{}") => PostAsync(
        "/v1/events", $$"""{"specversion":"1.0","id":"{{id}}","source":"/test","type":"{{type}}","subject":"{{subject}}","data":{{data}}}""", EventText.One);
}
