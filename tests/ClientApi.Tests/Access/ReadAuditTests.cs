using System.Text.Json;

namespace JourneyOrchestrator.ClientApi.Tests.Access;

/// <summary>Who read whose data is noted, whichever door it was read through.</summary>
public sealed class ReadAuditTests(KeyedHost host) : IClassFixture<KeyedHost>
{
    [Fact]
    public async Task Every_door_notes_who_read_what()
    {
        var (customer, name) = ("audited" + Guid.NewGuid().ToString("N")[..8], "desk-" + Guid.NewGuid().ToString("N")[..8]);
        await host.EventAsync("1", customer, "care.requested", $$"""{"booking":"b","rating":1,"text":"lost"}""");
        var task = (await host.GetAsync("/v1/tasks?customer=" + customer)).Json.GetProperty("items")[0];
        var (@case, id) = (task.GetProperty("caseId").GetString()!, task.GetProperty("id").GetString()!);
        Assert.Empty(await ReadsAsync(customer));

        var desk = host.Write(name, "read,act");
        while (host.Keys!.Find(desk) is null) await Task.Delay(20);
        foreach (var path in new[] { $"/v1/customers/{customer}", $"/v1/customers/{customer}?at=2099-01-01T00:00:00Z", $"/v1/customers/{customer}/history", $"/v1/cases/{@case}", $"/v1/cases/{@case}/explain", $"/v1/tasks/{id}" })
            Assert.Equal((path, 200), (path, (await host.AsAsync(desk, HttpMethod.Get, path)).Status));
        await ToolAsync(desk, "get_customer_card", $$"""{"customer":"{{customer}}"}""");
        await ToolAsync(desk, "get_case", $$"""{"case":"{{@case}}"}""");
        await ToolAsync(desk, "explain_case", $$"""{"case":"{{@case}}"}""");
        await ToolAsync(desk, "complete_task", $$"""{"task":"{{id}}","outcome":"settled"}""");
        using var http = new HttpClient { BaseAddress = host.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", desk);
        using (var stream = await StreamReading.OpenAsync(http, $"/v1/customers/{customer}/stream?after=0")) await stream.EntryAsync();
        var export = (await host.AsAsync(desk, HttpMethod.Get, $"/v1/customers/{customer}/export")).Json;

        var expected = new[] { "card", "history", "case", "explain", "task", "stream", "export", "mcp:get_customer_card", "mcp:get_case", "mcp:explain_case", "mcp:complete_task" };
        var reads = await ReadsAsync(customer);
        Assert.All(reads, read => Assert.Equal(name, read.GetProperty("key").GetString()));
        Assert.Equal(expected.Order(StringComparer.Ordinal), reads.Select(CallOf).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(2, reads.Where(read => CallOf(read) == "card").Sum(read => read.GetProperty("count").GetInt32()));
        Assert.Equal(expected.Order(StringComparer.Ordinal), export.GetProperty("reads").EnumerateArray().Select(CallOf).Distinct().Order(StringComparer.Ordinal));

        var erased = (await host.SendAsync(HttpMethod.Delete, "/v1/customers/" + customer)).Json;
        Assert.Equal(reads.Count, erased.GetProperty("removed").GetProperty("reads").GetInt32());
        Assert.Equal(410, (await host.GetAsync($"/v1/customers/{customer}/reads")).Status);
    }

    [Fact]
    public async Task What_is_refused_or_not_there_is_no_read()
    {
        var customer = "unread" + Guid.NewGuid().ToString("N")[..8];
        await host.EventAsync("1", customer, "visit");
        var other = await host.AddAsync("read", "somebody-else");
        await host.AsAsync(null, HttpMethod.Get, "/v1/customers/" + customer);
        await host.AsAsync(other, HttpMethod.Get, "/v1/customers/" + customer);
        await host.GetAsync($"/v1/customers/{customer}?at=2001-01-01T00:00:00Z");

        Assert.Empty(await ReadsAsync(customer));
        Assert.Equal(404, (await host.GetAsync("/v1/customers/nobody/reads")).Status);
    }

    [Fact]
    public async Task A_customers_own_key_shows_who_read_its_data_and_not_who_read_others()
    {
        var customer = "own" + Guid.NewGuid().ToString("N")[..8];
        await host.EventAsync("1", customer, "visit");
        await host.GetAsync("/v1/customers/" + customer);
        var key = await host.AddAsync("read", customer);

        Assert.Equal("all", (await host.AsAsync(key, HttpMethod.Get, $"/v1/customers/{customer}/reads")).Json.GetProperty("items")[0].GetProperty("key").GetString());
        Assert.Equal(403, (await host.AsAsync(key, HttpMethod.Get, "/v1/customers/other/reads")).Status);
    }

    private static string CallOf(JsonElement read) => read.GetProperty("call").GetString()!;

    private async Task<IReadOnlyList<JsonElement>> ReadsAsync(string customer) =>
        [.. (await host.GetAsync($"/v1/customers/{customer}/reads")).Json.GetProperty("items").EnumerateArray()];

    private async Task ToolAsync(string key, string tool, string arguments)
    {
        var answer = await host.AsAsync(key, HttpMethod.Post, "/mcp", $$$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"{{{tool}}}","arguments":{{{arguments}}}}}""");
        Assert.False(answer.Json.GetProperty("result").TryGetProperty("isError", out var failed) && failed.GetBoolean(), answer.Text);
    }
}
