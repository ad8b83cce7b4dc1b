using System.Globalization;
using System.Text;
using JourneyOrchestrator.ClientApi.Http.Access;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Hosting;
using JourneyOrchestrator.Silo.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Playwright;

namespace Browser.Tests;

/// <summary>The real host on a directory of its own, with a few customers, and a Chromium before it.</summary>
public class PagesHost : IAsyncLifetime
{
    /// <summary>A name that would run as script if it were ever rendered as anything but text.</summary>
    public const string Hostile = "<img src=x onerror=\"document.title='owned'\">";

    private readonly string directory = Directory.CreateTempSubdirectory("journey-pages-").FullName;
    private readonly HttpClient client = new();
    private Orchestrator orchestrator = null!;
    private WebApplication app = null!;
    private IPlaywright playwright = null!;
    private IBrowser browser = null!;

    /// <summary>API keys; null: none are configured.</summary>
    internal IApiKeys? Keys { get; init; }

    /// <summary>The key that the customers are made with.</summary>
    internal string? Key { get; init; }

    protected string Data => directory;

    public string Url { get; private set; } = "";

    internal ICustomers Customers => orchestrator.Customers;

    internal ITopics Topics => orchestrator.Customers.Topics;

    public async Task InitializeAsync()
    {
        if (Parts.Missing is not null) return;
        if (Key is not null) client.DefaultRequestHeaders.Authorization = new("Bearer", Key);
        await PrepareAsync();
        orchestrator = await Orchestrator.OpenAsync(new OrchestratorSettings(directory), NullLoggerFactory.Instance);
        app = HostComposition.Build(["http://127.0.0.1:0"], orchestrator.Customers, TimeProvider.System, new DoorServices { Subscriptions = orchestrator.Subscriptions, Topics = orchestrator.Customers.Topics, Keys = Keys });
        orchestrator.StartPumps();
        await app.StartAsync();
        Url = app.Urls.Single();
        await FillAsync();
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Parts.Chromium, Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        });
    }

    /// <summary>Puts something into the directory before the host opens it.</summary>
    protected virtual Task PrepareAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        client.Dispose();
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        if (app is not null) await app.DisposeAsync();
        if (orchestrator is not null) await orchestrator.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    /// <summary>A page of a browser that was never here before.</summary>
    public async Task<Visit> VisitAsync(string path = "", string locale = "en-GB", ColorScheme scheme = ColorScheme.Light, int width = 1280, string? at = null)
    {
        var url = at ?? Url;
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = url, Locale = locale, ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 900 }, TimezoneId = "Europe/Paris",
        });
        var visit = new Visit(context, await context.NewPageAsync(), url);
        await visit.Page.GotoAsync($"{url}/{path}");
        await Assertions.Expect(visit.Page.Locator("h1")).ToBeVisibleAsync();
        return visit;
    }

    public Task EventAsync(string id, string subject, string type, string data) => PostAsync(
        "/v1/events", $$"""{"specversion":"1.0","id":"{{id}}","source":"/test","type":"{{type}}","subject":"{{subject}}","data":{{data}}}""", "application/cloudevents+json");

    /// <summary>A case of a person's care, with its open task.</summary>
    public Task CareAsync(string customer, string booking) =>
        EventAsync($"care-{booking}", customer, "care.requested", $$"""{"booking":"{{booking}}","rating":1,"text":"Nobody told me."}""");

    public Task PostAsync(string path, string body, string type = "application/json") => SendAsync(HttpMethod.Post, path, body, type);

    public Task PutAsync(string path, string body) => SendAsync(HttpMethod.Put, path, body, "application/json");

    private async Task SendAsync(HttpMethod method, string path, string body, string type)
    {
        using var request = new HttpRequestMessage(method, new Uri(Url + path)) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = new(type);
        using var answer = await client.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {await answer.Content.ReadAsStringAsync()}");
    }

    private async Task FillAsync()
    {
        await EventAsync("1", "ada", "customer.updated", """{"name":"Ada Lovelace","language":"en","channel":"email"}""");
        await EventAsync("2", "ada", "customer.consent.changed", """{"purpose":"trip-updates","channel":"email","granted":true,"wording":"2025-06"}""");
        await EventAsync("3", "ada", "trip.booked", Trip(DateTimeOffset.UtcNow.AddDays(3)));
        await EventAsync("4", "grace", "customer.updated", """{"name":"Grace Hopper"}""");
        await EventAsync("5", "mallory", "customer.updated", $$"""{"name":{{System.Text.Json.JsonSerializer.Serialize(Hostile)}}}""");
        await PostAsync("/v1/journeys?publish=true", await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "loop.json")));
    }

    private static string Trip(DateTimeOffset departure)
    {
        var (leaves, comes) = (Text(departure), Text(departure.AddHours(2)));
        return $$"""
            {"booking":"RT7K2Q9A","traveller":"ada","payer":"ada","prescriber":"ada","timezone":"Europe/Berlin","minimumTransferMinutes":8,"class":2,
             "assisted":false,"hurry":false,"arrival":{"exits":{"1":"A"},"exit":"A"},"price":{"amount":4990,"currency":"EUR"},
             "legs":[{"topic":"train:ICE-597:test:1","train":"ICE 597","trip":"1","type":"F","from":{"station":"Berlin Hbf","stop":"1"},
                      "to":{"station":"Leipzig Hbf","stop":"2"},"plannedDep":"{{leaves}}","plannedArr":"{{comes}}","platformDep":"3","platformArr":"9"}]}
            """;
    }

    private static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
