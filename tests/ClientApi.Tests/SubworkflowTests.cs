using System.Text.Json;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>Workflows that run workflows, published over HTTP and run by the real host, across restarts.</summary>
public sealed class SubworkflowTests(RealHost host) : IClassFixture<RealHost>
{
    private const string Line = """{"type":"Elsa.WriteLine","id":"w","text":"x"}""";

    private static string Definition(string id, string activities, string options = "{}") => $$"""
        {"definitionId":"{{id}}","name":"{{id}}","options":{{options}},"inputs":[{"name":"Message","type":"String"},{"name":"Item","type":"Object"}],"outputs":[{"name":"Answer","type":"Object"}],
         "variables":[{"id":"r","name":"r","typeName":"Object"}],"root":{"type":"Elsa.Sequence","id":"s","activities":[{{activities}}]} }
        """;

    private static string Event(string name) => $$"""{"type":"Elsa.Event","id":"{{name}}","eventName":"{{name}}"}""";

    private static string Output(string script) => $$"""{"type":"Elsa.SetOutput","id":"out","outputName":"Answer","outputValue":{"typeName":"Object","expression":{"type":"JavaScript","value":"{{script}}"} } }""";

    private static string Call(string type, string workflow, bool wait, string more = "") =>
        $$"""{"type":"Elsa.{{type}}","id":"call","workflowDefinitionId":"{{workflow}}","waitForCompletion":{{(wait ? "true" : "false")}},"result":{"memoryReference":{"id":"r"} }{{more}} }""";

    private async Task<int> PublishAsync(string definition)
    {
        var answer = await host.PostAsync("/v1/journeys?publish=true", definition);
        Assert.True(answer.Status == 201, answer.Text);
        return answer.Json.GetProperty("version").GetInt32();
    }

    private async Task StartAsync(string customer, string journey)
    {
        await host.EventAsync("visit", customer, "visit");
        var answer = await host.PostAsync("/v1/cases", $$"""{"customer":"{{customer}}","journey":"{{journey}}"}""");
        Assert.True(answer.Status == 201, answer.Text);
    }

    private async Task<ILookup<string, JsonElement>> CasesAsync(string customer) =>
        (await host.GetAsync($"/v1/customers/{customer}")).Json.GetProperty("cases").EnumerateArray().ToLookup(c => c.GetProperty("journey").GetString()!);

    private async Task<string> StatesAsync(string customer, string journey) => string.Join(' ', (await CasesAsync(customer))[journey].Select(c => c.GetProperty("state").GetString()));

    [Fact]
    public async Task A_caller_waits_across_restarts_and_goes_on_with_the_output()
    {
        await PublishAsync(Definition("wait-child", $"{Event("go")},{Output("6 * 7")}"));
        var branch = """{"type":"Elsa.If","id":"if","condition":{"typeName":"Boolean","expression":{"type":"JavaScript","value":"getR().output.Answer == 42"} },"then":{"type":"Elsa.Event","id":"last","eventName":"last"} }""";
        await PublishAsync(Definition("wait-parent", $"{Call("ExecuteWorkflow", "wait-child", true)},{branch}"));
        await StartAsync("wanda", "wait-parent");
        await host.RestartAsync();
        Assert.Equal(("active", "active"), (await StatesAsync("wanda", "wait-parent"), await StatesAsync("wanda", "wait-child")));

        await host.EventAsync("1", "wanda", "go");
        await host.RestartAsync();
        Assert.Equal(("active", "completed"), (await StatesAsync("wanda", "wait-parent"), await StatesAsync("wanda", "wait-child")));
        await host.EventAsync("2", "wanda", "last");
        Assert.Equal("completed", await StatesAsync("wanda", "wait-parent"));
    }

    [Fact]
    public async Task A_dispatched_workflow_runs_on_when_its_caller_is_done_or_cancelled()
    {
        await PublishAsync(Definition("loose-child", Event("go")));
        await PublishAsync(Definition("loose-parent", $"{Call("DispatchWorkflow", "loose-child", false)},{Event("more")}"));
        await StartAsync("lou", "loose-parent");
        var id = (await CasesAsync("lou"))["loose-parent"].Single().GetProperty("id").GetString();
        await host.PostAsync($"/v1/cases/{id}/cancel", """{"by":"kim"}""");
        await host.RestartAsync();
        Assert.Equal(("terminated", "active"), (await StatesAsync("lou", "loose-parent"), await StatesAsync("lou", "loose-child")));
        await host.EventAsync("1", "lou", "go");
        Assert.Equal("completed", await StatesAsync("lou", "loose-child"));
    }

    [Fact]
    public async Task Bulk_starts_one_for_each_item_and_is_done_when_all_are()
    {
        await PublishAsync(Definition("bulk-child", Event("go")));
        var items = """{"typeName":"Object","expression":{"type":"Cel","value":"['a', 'b', 'c']"} }""";
        await PublishAsync(Definition("bulk-parent", $$"""{"type":"Elsa.BulkDispatchWorkflows","id":"bulk","workflowDefinitionId":"bulk-child","items":{{items}} }"""));
        await StartAsync("bo", "bulk-parent");
        await host.RestartAsync();
        Assert.Equal(("active", "active active active"), (await StatesAsync("bo", "bulk-parent"), await StatesAsync("bo", "bulk-child")));
        await host.EventAsync("1", "bo", "go");
        Assert.Equal(("completed", "completed completed completed"), (await StatesAsync("bo", "bulk-parent"), await StatesAsync("bo", "bulk-child")));
    }

    [Fact]
    public async Task A_workflow_that_fails_is_an_incident_of_its_caller()
    {
        await PublishAsync(Definition("fail-child", """{"type":"Elsa.Fault","id":"f","message":"No stock"}"""));
        await PublishAsync(Definition("fail-parent", Call("ExecuteWorkflow", "fail-child", true)));
        await StartAsync("fay", "fail-parent");
        var incident = Assert.Single((await CasesAsync("fay"))["fail-parent"].Single().GetProperty("incidents").EnumerateArray());
        Assert.StartsWith("The workflow 'fail-child' that was called failed", incident.GetProperty("message").GetString(), StringComparison.Ordinal);

        await host.RestartAsync();
        var child = (await CasesAsync("fay"))["fail-child"].Single().GetProperty("id").GetString();
        Assert.Equal(200, (await host.PostAsync($"/v1/cases/{child}/items/f/skip", """{"by":"kim"}""")).Status);
        Assert.Equal(("completed", "completed"), (await StatesAsync("fay", "fail-parent"), await StatesAsync("fay", "fail-child")));
    }

    [Fact]
    public async Task A_workflow_used_as_activity_is_bound_when_its_user_is_published_also_after_a_restart()
    {
        const string usable = """{"usableAsActivity":true}""";
        var first = await PublishAsync(Definition("part", $"{Event("one")},{Line}", usable));
        var user = Definition("whole", """{"type":"Part","id":"use","workflowDefinitionId":"part","message":"hello"}""");
        Assert.Equal(1, await PublishAsync(user));
        Assert.Equal(first + 1, await PublishAsync(Definition("part", $"{Event("two")},{Line}", usable)));
        await host.RestartAsync();

        await StartAsync("una", "whole");
        await host.EventAsync("1", "una", "two");
        Assert.Equal("active", await StatesAsync("una", "whole"));
        await host.EventAsync("2", "una", "one");
        Assert.Equal("completed", await StatesAsync("una", "whole"));

        // Published again it is bound anew, once.
        Assert.Equal((2, 2), (await PublishAsync(user), await PublishAsync(user)));
        using var client = new Client.JourneyClient(host.Address);
        Assert.Equal(["part 1", "part 2"], (await client.JourneyAsync("whole"))!.Versions.SelectMany(v => v.Uses!).Select(u => $"{u.Journey} {u.Version}"));
        Assert.All((await client.JourneyAsync("part"))!.Versions, v => Assert.Null(v.Uses));
        await StartAsync("ute", "whole");
        await host.EventAsync("3", "ute", "two");
        Assert.Equal("completed", await StatesAsync("ute", "whole"));
    }

    [Theory]
    [InlineData("J801", """{"type":"Elsa.ExecuteWorkflow","id":"call","workflowDefinitionId":"nobody"}""")]
    [InlineData("J801", """{"type":"Nobody","id":"call","workflowDefinitionId":"nobody"}""")]
    [InlineData("J803", """{"type":"Elsa.ExecuteWorkflow","id":"call","workflowDefinitionId":"refused"}""")]
    public async Task What_is_not_published_or_calls_itself_is_refused(string code, string activity)
    {
        var answer = await host.PostAsync("/v1/journeys?publish=true", Definition("refused", activity));
        Assert.Equal((400, ("call", code)), (answer.Status, answer.Errors.Single()));
        Assert.Equal(404, (await host.GetAsync("/v1/journeys/refused")).Status);
    }

    [Fact]
    public async Task A_circle_of_two_is_refused_with_its_way()
    {
        await PublishAsync(Definition("ping", Line));
        await PublishAsync(Definition("pong", Call("ExecuteWorkflow", "ping", true)));
        var answer = await host.PostAsync("/v1/journeys?publish=true", Definition("ping", Call("ExecuteWorkflow", "pong", true)));
        Assert.Equal(400, answer.Status);
        Assert.Contains("ping > pong > ping", answer.Text, StringComparison.Ordinal);
    }
}
