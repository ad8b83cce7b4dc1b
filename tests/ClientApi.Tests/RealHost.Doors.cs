using System.Net.Http.Headers;
using System.Text;
using JourneyOrchestrator.ClientApi.Http.Access;
using JourneyOrchestrator.ClientApi.Http.Streams;
using JourneyOrchestrator.ClientApi.Tests.Description;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>The doors of the host, and calls to them. What is behind them is the embedded host here, and a cluster where other tests link this file.</summary>
public partial class RealHost
{
    private WebApplication app = null!;
    private HttpClient client = null!;

    public Uri Address => client.BaseAddress!;

    /// <summary>Limits of live streams from the next start on.</summary>
    internal StreamOptions Streams { get; set; } = new();

    /// <summary>API keys from the next start on; null: none are configured.</summary>
    internal IApiKeys? Keys { get; set; }

    /// <summary>The key sent with each call from now on; null: none.</summary>
    internal string? Key { get; set; }

    /// <summary>Every call that there is.</summary>
    internal IReadOnlyList<Endpoint> Endpoints => app.Services.GetRequiredService<EndpointDataSource>().Endpoints;

    /// <summary>Who makes the calls from now on; null: whoever the host says.</summary>
    internal Caller? Caller { get; set; }

    private async Task OpenDoorsAsync(ICustomers customers, DoorServices services)
    {
        app = HostComposition.Build(["http://127.0.0.1:0"], customers, TimeProvider.System, services);
        app.Use((context, next) =>
        {
            if (Caller is not null) context.Features.Set(Caller);
            return next(context);
        });
        await app.StartAsync();
        client = new HttpClient(new ContractHandler()) { BaseAddress = new Uri(app.Urls.Single()) };
    }

    private async Task CloseDoorsAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }

    /// <summary>Ends the doors as a process does that is told to end.</summary>
    public Task StopDoorsAsync() => app.StopAsync();

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
