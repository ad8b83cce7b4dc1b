using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Shards;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>A change is told in the same words however late: as its case was called right after it, whatever became of the case since.</summary>
public sealed class SubscriptionLabelTests : IAsyncLifetime
{
    private const string Cases = ""","types":["case.started","case.transitioned","case.migrated","case.retired","item.created","item.transitioned","item.migrated"]""";

    private readonly SubscribedHost host = new();
    private string prompt = "", late = "";
    private HookReceiver lateReceiver = null!;

    public async Task InitializeAsync()
    {
        await host.InitializeAsync();
        lateReceiver = await HookReceiver.StartAsync();
        foreach (var definition in new[] { Journey("Ask"), Journey("Ask again") }) Assert.Equal(201, (await host.Host.PostAsync("/v1/journeys?publish=true", definition)).Status);
        (prompt, _) = await host.SubscribeAsync(Cases);
        (late, _) = await host.SubscribeAsync(Cases + ""","journey":"moving" """, lateReceiver.Url);
        await host.Host.SendAsync(HttpMethod.Post, $"/v1/subscriptions/{late}/pause");
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        await lateReceiver.DisposeAsync();
    }

    [Fact]
    public async Task Of_a_case_that_was_moved_since()
    {
        var id = await StartAsync("dora");
        await DoAsync("1", "dora", "go");
        await MoveAsync(id);
        await CancelAsync(id);

        var told = await ToldLateAsync();

        Assert.Equal([1, 2], Versions(told).Distinct());
        Assert.Equal(["Ask", "Ask again"], told.Where(call => Text(call, "node") == "ask").Select(call => Text(call, "name")!).Distinct());
        Assert.Equal(2, told.Single(call => call.Type == "case.migrated").Data.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task Of_a_visitors_case_that_was_moved_after_the_visitor_was_known()
    {
        await DoAsync("0", "ada", "hello");
        await DoAsync("1", "ada", "hello");
        var id = await StartAsync("anon:phone");
        await DoAsync("2", "anon:phone", "hello");
        Assert.Equal(200, (await host.Host.EventAsync("3", "anon:phone", "customer.identified", """{"customer":"ada"}""")).Status);
        await DoAsync("4", "ada", "go");
        await MoveAsync(id);

        var told = await ToldLateAsync();

        Assert.Equal([1, 2], Versions(told).Distinct());
        Assert.Equal(["ada", "anon:phone"], told.Select(call => call.Customer).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(1, told.First(call => call.Customer == "ada" && call.Type == "item.transitioned").Data.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task Of_a_case_that_left_the_state_since()
    {
        var id = await StartAsync("edna");
        await CancelAsync(id);
        await OtherHost.RunAsync(host.Host, new CustomersOptions { EndedCasesMax = 0, Time = new Later() }, async later =>
            Assert.Equal(ReceiptKind.Accepted, (await later.CommandAsync("edna", new Input.StartCase("moving", null, null, ValueMap.Empty, "kim"))).Kind));

        var told = await ToldLateAsync();

        Assert.Equal(410, (await host.Host.GetAsync($"/v1/cases/{id}")).Status);
        Assert.Contains(told, call => call.Type == "case.retired" && Text(call, "journey") == "moving");
        Assert.Contains(told, call => call.Type == "case.transitioned" && call.Data.GetProperty("fact").GetProperty("caseId").GetString() == id);
    }

    /// <summary>What the late one hears of the journey, after a restart; the same as the prompt one heard each time.</summary>
    private async Task<List<HookCall>> ToldLateAsync()
    {
        await host.UntilAllToldAsync(prompt);
        var expected = host.Receiver.Rest().DistinctBy(call => call.Id).ToDictionary(call => call.Id, call => call.Body);
        await host.Host.RestartAsync();
        await host.Host.SendAsync(HttpMethod.Post, $"/v1/subscriptions/{late}/resume");
        await host.UntilAllToldAsync(late);
        var told = lateReceiver.Rest();
        Assert.Equal(expected.Values.Order(StringComparer.Ordinal), told.Select(call => call.Body).Order(StringComparer.Ordinal));
        Assert.All(told, call => Assert.Equal(expected[call.Id], call.Body));
        return told;
    }

    private async Task<string> StartAsync(string customer)
    {
        await DoAsync("begin", customer, "hello");
        var answer = await host.Host.PostAsync("/v1/cases", $$"""{"customer":"{{customer}}","journey":"moving","version":1,"by":"kim"}""");
        Assert.True(answer.Status == 201, answer.Text);
        await host.UntilAllToldAsync(prompt);
        return answer.Json.GetProperty("id").GetString()!;
    }

    private Task MoveAsync(string id) => PostAsync($"/v1/cases/{id}/migrate", """{"version":2,"by":"kim"}""");

    private Task CancelAsync(string id) => PostAsync($"/v1/cases/{id}/cancel", """{"by":"kim"}""");

    private async Task PostAsync(string path, string body)
    {
        var answer = await host.Host.PostAsync(path, body);
        Assert.True(answer.Status == 200, answer.Text);
        await host.UntilAllToldAsync(prompt);
    }

    /// <summary>An event; the prompt one has heard of it when this ends.</summary>
    private async Task DoAsync(string id, string customer, string type)
    {
        Assert.Equal(200, (await host.Host.EventAsync(id, customer, type)).Status);
        await host.UntilAllToldAsync(prompt);
    }

    private static IEnumerable<int> Versions(IEnumerable<HookCall> told) => told.Select(call => call.Data.GetProperty("version").GetInt32());

    private static string? Text(HookCall call, string name) => call.Data.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static string Journey(string name) => $$"""
        {"definitionId":"moving","name":"Moving","root":{"id":"main","type":"Journey.Stage","version":1,"activities":[
          {"id":"go","type":"Elsa.Event","version":1,"eventName":{{Literal("go")}}},
          {"id":"ask","name":"{{name}}","type":"Journey.HumanTask","version":1,"role":{{Literal("desk")}},"title":{{Literal("Ask")}} }]} }
        """;

    private static string Literal(string value) => $$"""{"typeName":"String","expression":{"type":"Literal","value":"{{value}}"} }""";

    private sealed class Later : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddDays(1);
    }
}
