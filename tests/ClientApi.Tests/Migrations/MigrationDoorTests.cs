using System.Text.Json;
using JourneyOrchestrator.ClientApi.Client;

namespace JourneyOrchestrator.ClientApi.Tests.Migrations;

/// <summary>Migration through the doors of a real host: what it answers, and what stands when everything comes at once.</summary>
public sealed class MigrationDoorTests(RealHost host) : IClassFixture<RealHost>, IAsyncLifetime
{
    private const string Kim = """{"version":2,"by":"kim","reason":"new rules"}""";

    public async Task InitializeAsync()
    {
        foreach (var version in new[] { First, Second, Wrong })
        {
            var saved = await host.PostAsync("/v1/journeys?publish=true", version);
            Assert.True(saved.Status == 201, saved.Text);
            if (saved.Json.GetProperty("version").GetInt32() >= 3) break;
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_dry_run_answers_what_the_move_answers_then()
    {
        var id = await StartAsync("dora");
        var foretold = await host.PostAsync($"/v1/cases/{id}/migrate?dryRun=true", Kim);
        Assert.Equal(1, (await host.GetAsync($"/v1/cases/{id}")).Json.GetProperty("version").GetInt32());

        var done = await host.PostAsync($"/v1/cases/{id}/migrate", Kim);

        Assert.Equal((200, 200), (foretold.Status, done.Status));
        Assert.Equal(done.Text, foretold.Text.Replace("\"moved\":false", "\"moved\":true", StringComparison.Ordinal));
        Assert.Equal(["new"], Nodes(done.Json, "added"));
        Assert.Equal(["old"], Nodes(done.Json, "dropped"));
        Assert.Equal(2, (await host.GetAsync($"/v1/cases/{id}")).Json.GetProperty("version").GetInt32());
        var task = (await host.GetAsync("/v1/tasks?customer=dora")).Json.GetProperty("items").EnumerateArray().Select(t => t.GetProperty("title").GetString()!).ToArray();
        Assert.Contains("Ask again", task);
        Assert.DoesNotContain("Old", task);
    }

    [Fact]
    public async Task Explain_shows_the_move_with_its_author_and_its_reason()
    {
        var id = await StartAsync("ella");
        await host.PostAsync($"/v1/cases/{id}/migrate", Kim);
        var steps = (await host.GetAsync($"/v1/cases/{id}/explain")).Json.GetProperty("steps").EnumerateArray().ToArray();
        var moved = steps.Single(s => s.GetProperty("type").GetString() == "case.migrated");
        Assert.Equal((1, 2), (moved.GetProperty("from").GetInt32(), moved.GetProperty("to").GetInt32()));
        Assert.Equal(("kim", "new rules"), (moved.GetProperty("rule").GetProperty("by").GetString(), moved.GetProperty("rule").GetProperty("reason").GetString()));
        Assert.Equal("case.migrate", moved.GetProperty("input").GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_conflict_is_a_problem_that_names_the_item_and_changes_nothing()
    {
        var id = await StartAsync("cora");
        var before = (await host.GetAsync($"/v1/cases/{id}")).Text;

        var refused = await host.PostAsync($"/v1/cases/{id}/migrate", """{"version":3,"by":"kim"}""");

        Assert.Equal((409, "application/problem+json"), (refused.Status, refused.MediaType));
        Assert.Equal([("/version", "migration-type-changed")], refused.Errors);
        Assert.Equal(["old"], Nodes(refused.Json, "conflicts"));
        Assert.Equal(before, (await host.GetAsync($"/v1/cases/{id}")).Text);
        Assert.Equal(["old"], Nodes((await host.PostAsync($"/v1/cases/{id}/migrate?dryRun=true", """{"version":3,"by":"kim"}""")).Json, "conflicts"));
    }

    [Theory]
    [InlineData("""{"version":1,"by":"kim"}""", 409, "/version", "migration-same-version")]
    [InlineData("""{"version":99,"by":"kim"}""", 404, "/version", "migration-unknown-version")]
    [InlineData("""{"version":0,"by":"kim"}""", 400, "/version", "wrong-type")]
    [InlineData("""{"by":"kim"}""", 400, "/version", "missing")]
    [InlineData("""{"version":2}""", 400, "/by", "missing")]
    [InlineData("""{"version":2,"by":"kim","reason":5}""", 400, "/reason", "wrong-type")]
    [InlineData("""[]""", 400, "", "not-an-object")]
    [InlineData("""{"version":""", 400, "", "malformed-json")]
    public async Task Wrong_requests_name_the_field(string body, int status, string field, string code)
    {
        var id = await StartAsync("wanda");
        var answer = await host.PostAsync($"/v1/cases/{id}/migrate", body);
        Assert.Equal(status, answer.Status);
        Assert.Equal((field, code), Assert.Single(answer.Errors));
    }

    [Fact]
    public async Task A_case_that_has_ended_stays_as_it_is()
    {
        var id = await StartAsync("edna");
        await host.PostAsync($"/v1/cases/{id}/cancel", """{"by":"kim"}""");
        var answer = await host.PostAsync($"/v1/cases/{id}/migrate", Kim);
        Assert.Equal(409, answer.Status);
        Assert.Equal(("/id", "migration-case-ended"), Assert.Single(answer.Errors));
    }

    [Fact]
    public async Task All_cases_of_a_version_move_page_by_page_and_what_can_not_is_counted()
    {
        using var client = new JourneyClient(host.Address);
        var ids = new List<string>();
        for (var i = 0; i < 5; i++) ids.Add(await StartAsync($"bulk-{i}"));

        var (rehearsed, refused) = (await AllAsync(client, 2, dryRun: true), await AllAsync(client, 3, dryRun: false));
        Assert.Equal(1, (await client.CaseAsync(ids[0]))!.Version);
        var moved = await AllAsync(client, 2, dryRun: false);
        var again = await AllAsync(client, 2, dryRun: false);

        Assert.True(moved.Sum(m => m.Moved) >= 5);
        Assert.Equal(rehearsed.Sum(m => m.Moved), moved.Sum(m => m.Moved));
        Assert.Equal(refused.Sum(m => m.Cases), refused.SelectMany(m => m.Refused).Where(r => r.Code == "migration-type-changed").Sum(r => r.Cases));
        Assert.Equal(0, again.Sum(m => m.Cases));
        foreach (var id in ids) Assert.Equal(2, (await client.CaseAsync(id))!.Version);
        Assert.All(moved, page => Assert.InRange(page.Customers, 0, 3));
    }

    private static async Task<List<Client.Migrations>> AllAsync(JourneyClient client, int to, bool dryRun)
    {
        List<Client.Migrations> pages = [];
        string? after = null;
        do
        {
            pages.Add(await client.MigrateCasesAsync("moving", 1, to, "kim", dryRun: dryRun, limit: 3, after: after));
            after = pages[^1].Next;
        }
        while (after is not null);
        return pages;
    }

    /// <summary>An event, a task and two moves of each of many customers, all at once: each counts once.</summary>
    [Fact]
    public async Task What_comes_at_the_same_time_as_a_move_is_neither_lost_nor_doubled()
    {
        const int People = 30;
        var cases = await Task.WhenAll(Enumerable.Range(0, People).Select(i => StartAsync($"rush-{i}")));
        var tasks = new string[People];
        for (var i = 0; i < People; i++) tasks[i] = await TaskAsync($"rush-{i}", "ask");

        var calls = Enumerable.Range(0, People).SelectMany(i => new Func<Task<Answer>>[]
        {
            () => host.EventAsync($"go-{i}", $"rush-{i}", "go"),
            () => host.EventAsync($"go-{i}", $"rush-{i}", "go"),
            () => host.PostAsync($"/v1/tasks/{tasks[i]}/complete", """{"by":"kim"}"""),
            () => host.PostAsync($"/v1/tasks/{tasks[i]}/complete", """{"by":"lee"}"""),
            () => host.PostAsync($"/v1/cases/{cases[i]}/migrate", Kim),
            () => host.PostAsync($"/v1/cases/{cases[i]}/migrate", Kim),
            () => host.PostAsync($"/v1/cases/{cases[i]}/migrate?dryRun=true", Kim),
        }).ToArray();
        new Random(7).Shuffle(calls);
        var answers = await Task.WhenAll(calls.Select(call => call()));

        Assert.DoesNotContain(answers, a => a.Status is not (200 or 409));
        for (var i = 0; i < People; i++)
        {
            var facts = (await host.GetAsync($"/v1/customers/rush-{i}/history?limit=1000")).Json.GetProperty("items").EnumerateArray().SelectMany(e => e.GetProperty("facts").EnumerateArray()).ToArray();
            int Count(string type) => facts.Count(f => f.GetProperty("type").GetString() == type);
            Assert.Equal((1, 1, 2), (Count("case.migrated"), Count("task.completed"), Count("message.queued")));
            var whole = (await host.GetAsync($"/v1/cases/{cases[i]}")).Json;
            var states = whole.GetProperty("items").EnumerateArray().Select(item => $"{item.GetProperty("node").GetString()} {item.GetProperty("state").GetString()}").Order(StringComparer.Ordinal);
            Assert.Equal(["all completed", "ask completed", "go completed", "main active", "new active", "old terminated", "open active", "saidAsk completed", "saidGo completed"], states);
        }
    }

    private async Task<string> StartAsync(string customer)
    {
        await host.EventAsync($"hello-{customer}", customer, "hello");
        var answer = await host.PostAsync("/v1/cases", $$"""{"customer":"{{customer}}","journey":"moving","version":1,"by":"kim"}""");
        Assert.True(answer.Status == 201, answer.Text);
        return answer.Json.GetProperty("id").GetString()!;
    }

    private async Task<string> TaskAsync(string customer, string title) =>
        (await host.GetAsync($"/v1/tasks?customer={customer}")).Json.GetProperty("items").EnumerateArray().Single(t => t.GetProperty("title").GetString() == title).GetProperty("id").GetString()!;

    private static IEnumerable<string> Nodes(JsonElement answer, string list) => answer.GetProperty(list).EnumerateArray().Select(item => item.GetProperty("node").GetString()!);

    private static string First => Journey($"{HumanTask("ask", "ask")},{HumanTask("old", "Old")},{Milestone("all", "go.occur", "ask.complete")}");

    private static string Second => Journey($"{Milestone("all", "ask.complete", "go.occur")},{HumanTask("new", "New")},{HumanTask("ask", "Ask again")}");

    private static string Wrong => Journey($"{HumanTask("ask", "ask")},{Milestone("old")}");

    private static string Journey(string items) => $$"""
        {"definitionId":"moving","name":"Moving","root":{"id":"main","type":"Journey.Stage","version":1,"activities":[
          {"id":"go","type":"Elsa.Event","version":1,"eventName":{{Literal("go")}}},{{Message("saidGo", "go.occur")}},{{Message("saidAsk", "ask.complete")}},{{HumanTask("open", "Open")}},{{items}}]} }
        """;

    private static string HumanTask(string id, string title) => $$"""{"id":"{{id}}","type":"Journey.HumanTask","version":1,"role":{{Literal("desk")}},"title":{{Literal(title)}} }""";

    private static string Milestone(string id, params string[] parts) => $$"""{"id":"{{id}}","type":"Journey.Milestone","version":1{{Entry(parts)}} }""";

    private static string Message(string id, string part) =>
        $$"""{"id":"{{id}}","type":"Journey.SendMessage","version":1,"channel":{{Literal("sms")}},"purpose":{{Literal("order")}},"template":{{Literal(id)}},"text":{{Literal("Hello")}},"basis":"contract"{{Entry(part)}} }""";

    private static string Entry(params string[] parts) => parts.Length == 0 ? "" :
        $",\"entryCriteria\":[{{\"onParts\":[{string.Join(',', parts.Select(p => p.Split('.')).Select(p => $"{{\"source\":\"{p[0]}\",\"standardEvent\":\"{p[1]}\"}}"))}]}}]";

    private static string Literal(string value) => $$"""{"typeName":"String","expression":{"type":"Literal","value":"{{value}}"} }""";
}
