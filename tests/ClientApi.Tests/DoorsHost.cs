using System.Net.Http.Headers;
using System.Text;
using JourneyOrchestrator.ClientApi.Http;
using JourneyOrchestrator.ClientApi.Tests.Description;
using JourneyOrchestrator.Grains.Ports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>The doors on a real Kestrel at a free loopback port, before a fake of the customers.</summary>
public sealed class DoorsHost : IAsyncLifetime
{
    private WebApplication app = null!;

    internal FakeCustomers Customers { get; } = new();

    internal BodyRoom Room { get; init; } = new();

    public HttpClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(options => options.Limits.MaxRequestBodySize = null);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ICustomers>(Customers);
        builder.Services.AddSingleton(Room);
        builder.Services.AddDoors();
        app = builder.Build();
        app.MapDoors();
        await app.StartAsync();
        Client = new HttpClient(new ContractHandler()) { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }

    public Task<Answer> PostAsync(string path, string contentType, string body) => PostAsync(path, contentType, Encoding.UTF8.GetBytes(body));

    public async Task<Answer> PostAsync(string path, string? contentType, byte[] body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        if (contentType is not null) request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await SendAsync(request);
    }

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        return await SendAsync(request);
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var response = await Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new Answer((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, text);
    }
}
