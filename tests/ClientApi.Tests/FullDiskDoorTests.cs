using JourneyOrchestrator.Silo.Sqlite;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>The doors of a real host whose journal may not grow any more.</summary>
public sealed class FullDiskDoorTests : IAsyncLifetime
{
    private readonly RealHost host = new();
    private string subscription = null!;

    public async Task InitializeAsync()
    {
        host.Settings = settings => settings with { Store = new SqliteStoreOptions { PagesMax = 600 } };
        await host.InitializeAsync();
        subscription = (await SubscribeAsync()).Json.GetProperty("id").GetString()!;
        var text = new string('x', 10_000);
        for (var i = 0; (await host.EventAsync($"{i}", $"c{i}", "customer.updated", $$"""{"text":"{{text}}"}""")).Status == 200; i++) Assert.True(i < 10_000, "It never was full.");
    }

    public Task DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task What_would_change_something_is_refused_with_the_same_words_everywhere()
    {
        var refused = new List<Answer> { await SubscribeAsync() };
        foreach (var (method, path) in ((string, string)[])[
            ("POST", $"/v1/subscriptions/{subscription}/pause"), ("POST", $"/v1/subscriptions/{subscription}/resume"), ("POST", $"/v1/subscriptions/{subscription}/rotate"),
            ("DELETE", $"/v1/subscriptions/{subscription}"), ("DELETE", "/v1/customers/c0")])
            refused.Add(await host.SendAsync(new HttpMethod(method), path));

        Assert.All(refused, answer => Assert.Equal((503, "read-only"), (answer.Status, answer.Errors.Single().Code)));
        Assert.Equal("active", (await host.GetAsync($"/v1/subscriptions/{subscription}")).Json.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Who_read_is_told_though_it_could_not_be_written()
    {
        Assert.Equal(200, (await host.GetAsync("/v1/customers/c0")).Status);

        var reads = await host.GetAsync("/v1/customers/c0/reads");
        Assert.Equal(["card"], reads.Json.GetProperty("items").EnumerateArray().Select(read => read.GetProperty("call").GetString()));
    }

    private Task<Answer> SubscribeAsync() => host.PostAsync("/v1/subscriptions", """{"url":"https://example.org/hook","types":["customer.joined"]}""");
}
