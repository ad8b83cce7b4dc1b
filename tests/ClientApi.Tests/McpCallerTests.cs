using System.Text.Json;
using System.Text.Json.Nodes;
using JourneyOrchestrator.ClientApi.Http.Access;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>What a key with few scopes, or for one customer, sees and does through MCP.</summary>
public sealed class McpCallerTests(RealHost host) : IClassFixture<RealHost>, IAsyncLifetime
{
    private string anna = "", bert = "";

    /// <summary>Two customers, each with a case and a task.</summary>
    public async Task InitializeAsync()
    {
        var mark = Guid.NewGuid().ToString("N")[..8];
        (anna, bert) = ("anna" + mark, "bert" + mark);
        foreach (var (customer, name) in new[] { (anna, "Anna Meier"), (bert, "Bert Meier") })
        {
            await host.EventAsync("1", customer, "customer.updated", $$"""{"name":"{{name}}"}""");
            await host.EventAsync("2", customer, "care.requested", $$"""{"booking":"{{customer}}","rating":1,"text":"{{customer}} was let down"}""");
        }
    }

    public Task DisposeAsync()
    {
        host.Caller = null;
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_key_for_one_customer_sees_and_does_nothing_of_another()
    {
        var (own, other) = (await CaseAsync(anna), await CaseAsync(bert));
        host.Caller = new Caller("anna's app", Scopes.All, anna);

        Assert.Equal([anna], (await CallAsync("find_customer", $$"""{"search":"meier"}""")).Content.GetProperty("customers").EnumerateArray().Select(c => c.GetProperty("id").GetString()));
        Assert.Equal(0, (await CallAsync("find_customer", $$"""{"search":"bert"}""")).Content.GetProperty("customers").GetArrayLength());
        Assert.Equal(0, (await CallAsync("find_customer", $$"""{"search":"{{bert}}"}""")).Content.GetProperty("customers").GetArrayLength());
        Assert.Equal(1, (await CallAsync("find_customer", $$"""{"search":"{{anna}}"}""")).Content.GetProperty("customers").GetArrayLength());
        Assert.Equal("not-yours", (await CallAsync("get_customer_card", $$"""{"customer":"{{bert}}"}""")).Code);
        Assert.Equal("not-yours", (await CallAsync("get_customer_card", """{"customer":"nobody"}""")).Code);
        foreach (var tool in new[] { "get_case", "explain_case" })
        {
            var refused = await CallAsync(tool, $$"""{"case":"{{other}}"}""");
            Assert.Equal("unknown", refused.Code);
            // In the very words that stand for a case that nobody has.
            Assert.Equal(refused.Text.Replace(other, "999-1", StringComparison.Ordinal), (await CallAsync(tool, """{"case":"999-1"}""")).Text);
            Assert.Null((await CallAsync(tool, $$"""{"case":"{{own}}"}""")).Code);
        }
        Assert.All((await CallAsync("list_open_tasks", "{}")).Content.GetProperty("tasks").EnumerateArray(), t => Assert.Equal(anna, t.GetProperty("customer").GetString()));
        Assert.Equal("not-yours", (await CallAsync("list_open_tasks", $$"""{"customer":"{{bert}}"}""")).Code);
        Assert.Equal("not-yours", (await CallAsync("signal_event", $$$"""{"customer":"{{{bert}}}","type":"customer.updated","data":{"name":"Eve"}}""")).Code);

        host.Caller = null;
        var task = (await CallAsync("list_open_tasks", $$"""{"customer":"{{bert}}"}""")).Content.GetProperty("tasks")[0].GetProperty("id").GetString();
        host.Caller = new Caller("anna's app", Scopes.All, anna);
        Assert.Equal("unknown", (await CallAsync("complete_task", $$"""{"task":"{{task}}","outcome":"settled"}""")).Code);
        host.Caller = null;
        Assert.Equal(1, (await CallAsync("list_open_tasks", $$"""{"customer":"{{bert}}"}""")).Content.GetProperty("tasks").GetArrayLength());
        Assert.DoesNotContain("Eve", (await CallAsync("get_customer_card", $$"""{"customer":"{{bert}}"}""")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_for_a_visitor_neither_joins_a_customer_nor_sees_the_one_the_visitor_became()
    {
        var (visitor, stranger) = ("anon:" + anna, "anon:x" + anna);
        await host.EventAsync("1", visitor, "visit");
        await host.EventAsync("1", stranger, "visit");
        host.Caller = new Caller("shop", Scopes.All, visitor);

        Assert.Null((await CallAsync("get_customer_card", $$"""{"customer":"{{visitor}}"}""")).Code);
        Assert.Equal("not-yours", (await CallAsync("signal_event", $$$"""{"customer":"{{{visitor}}}","type":"customer.identified","data":{"customer":"{{{bert}}}"}}""")).Code);
        Assert.Null((await CallAsync("get_customer_card", $$"""{"customer":"{{visitor}}"}""")).Code);

        host.Caller = null;
        await host.EventAsync("2", stranger, "customer.identified", $$"""{"customer":"{{bert}}"}""");
        host.Caller = new Caller("shop", Scopes.All, stranger);
        var card = await CallAsync("get_customer_card", $$"""{"customer":"{{stranger}}"}""");
        Assert.Equal("unknown", card.Code);
        Assert.DoesNotContain(bert, card.Text, StringComparison.Ordinal);
        Assert.Equal(0, (await CallAsync("list_open_tasks", "{}")).Content.GetProperty("tasks").GetArrayLength());
    }

    [Fact]
    public async Task A_customer_is_found_by_an_id_that_is_no_name()
    {
        await host.EventAsync("1", "onlyletters", "visit");

        var found = await CallAsync("find_customer", """{"search":"onlyletters"}""");
        Assert.Equal(["onlyletters"], found.Content.GetProperty("customers").EnumerateArray().Select(c => c.GetProperty("id").GetString()));
    }

    [Theory]
    [InlineData(Scopes.Read, "find_customer,get_customer_card,get_case,explain_case,list_open_tasks", 4)]
    [InlineData(Scopes.Act, "complete_task", 0)]
    [InlineData(Scopes.Ingest, "signal_event", 0)]
    [InlineData(Scopes.None, "", 0)]
    public async Task A_key_is_shown_the_tools_of_its_scopes_and_no_other_works(Scopes scopes, string tools, int resources)
    {
        host.Caller = new Caller("bot", scopes);

        Assert.Equal(tools, string.Join(',', (await RpcAsync("tools/list", "{}")).GetProperty("result").GetProperty("tools").EnumerateArray().Select(t => t.GetProperty("name").GetString())));
        Assert.Equal(resources, (await RpcAsync("resources/list", "{}")).GetProperty("result").GetProperty("resources").GetArrayLength());
        Assert.Equal(scopes != Scopes.Read, (await RpcAsync("resources/read", """{"uri":"journey://care-case"}""")).TryGetProperty("error", out _));
        foreach (var tool in new[] { "find_customer", "get_customer_card", "get_case", "explain_case", "list_open_tasks", "complete_task", "signal_event" })
            Assert.Equal(!tools.Split(',').Contains(tool), (await CallAsync(tool, "{}")).Code == "scope");
    }

    [Fact]
    public async Task Whoever_completes_a_task_is_named_by_the_key_unless_said_otherwise()
    {
        host.Caller = new Caller("care bot", Scopes.All);
        foreach (var (customer, by) in new[] { (anna, ""), (bert, ",\"by\":\"kim\"") })
        {
            var task = (await CallAsync("list_open_tasks", $$"""{"customer":"{{customer}}"}""")).Content.GetProperty("tasks")[0];
            Assert.Null((await CallAsync("complete_task", $$"""{"task":"{{task.GetProperty("id").GetString()}}","outcome":"settled"{{by}}}""")).Code);
            var steps = (await host.GetAsync($"/v1/cases/{task.GetProperty("caseId").GetString()}/explain")).Json.GetProperty("steps").EnumerateArray();
            var rule = steps.Single(s => s.GetProperty("type").GetString() == "task.completed").GetProperty("rule");
            Assert.Equal(by.Length == 0 ? "care bot" : "kim", rule.GetProperty("by").GetString());
        }
    }

    private async Task<string> CaseAsync(string customer) =>
        (await host.GetAsync("/v1/customers/" + customer)).Json.GetProperty("cases")[0].GetProperty("id").GetString()!;

    private async Task<(JsonElement Content, string? Code, string Text)> CallAsync(string tool, string arguments)
    {
        var result = (await RpcAsync("tools/call", $$"""{"name":"{{tool}}","arguments":{{arguments}}}""")).GetProperty("result");
        var content = result.GetProperty("structuredContent");
        var code = content.TryGetProperty("errors", out var errors) ? errors[0].GetProperty("code").GetString() : null;
        return (content, code, result.GetProperty("content")[0].GetProperty("text").GetString()!);
    }

    private async Task<JsonElement> RpcAsync(string method, string parameters)
    {
        var answer = await host.PostAsync("/mcp", new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = method, ["params"] = JsonNode.Parse(parameters) }.ToJsonString());
        Assert.Equal((200, "application/json"), (answer.Status, answer.MediaType));
        return answer.Json;
    }
}
