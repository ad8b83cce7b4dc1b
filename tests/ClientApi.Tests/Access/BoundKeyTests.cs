using System.Net.Http.Headers;

namespace JourneyOrchestrator.ClientApi.Tests.Access;

/// <summary>A key for one customer: each call, made for that customer and as another.</summary>
public sealed class BoundKeyTests(KeyedHost host) : IClassFixture<KeyedHost>, IAsyncLifetime
{
    private readonly string mark = Guid.NewGuid().ToString("N")[..8];

    private string anna = "", bert = "", key = "";

    private string Visitor => "anon:" + mark;

    /// <summary>Two customers, each with a case and a task, and a key for the first.</summary>
    public async Task InitializeAsync()
    {
        (anna, bert) = ("anna" + mark, "bert" + mark);
        foreach (var customer in new[] { anna, bert })
        {
            await host.EventAsync("1", customer, "customer.updated", """{"name":"Meier"}""");
            await host.EventAsync("2", customer, "care.requested", $$"""{"booking":"{{customer}}","rating":1,"text":"{{customer}} was let down"}""");
        }
        key = await host.AddAsync("ingest,read,act", anna);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_own_card_history_export_and_stream_are_read_and_no_others()
    {
        foreach (var path in new[] { "", "/history", "/export", "?at=2099-01-01T00:00:00Z" })
        {
            Assert.Equal((path, 200), (path, (await GetAsync($"/v1/customers/{anna}{path}")).Status));
            foreach (var other in new[] { bert, "nobody", anna.ToUpperInvariant(), $"{anna}%2F..%2F{bert}" })
                IsOther("/id", await GetAsync($"/v1/customers/{other}{path}"));
        }
        IsOther("/id", await GetAsync($"/v1/customers/{bert}/stream"));
        using var http = new HttpClient { BaseAddress = host.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var reading = await StreamReading.OpenAsync(http, $"/v1/customers/{anna}/stream?after=0");
        Assert.Equal(anna, (await reading.EntryAsync()).Customer);
    }

    [Theory]
    [InlineData("GET", "/v1/customers")]
    [InlineData("GET", "/v1/customers?search={anna}")]
    [InlineData("GET", "/v1/stream")]
    [InlineData("POST", "/v1/topics/t/events")]
    [InlineData("GET", "/v1/journeys")]
    public async Task What_is_about_many_is_refused(string method, string path)
    {
        var answer = await host.AsAsync(key, new HttpMethod(method), path.Replace("{anna}", anna, StringComparison.Ordinal), method == "POST" ? EventText.Good("1", anna) : null, EventText.One);
        Assert.Equal(403, answer.Status);
        Assert.Equal([("Authorization", "bound-key")], answer.Errors);
    }

    [Theory]
    [InlineData("DELETE", "/v1/customers/{anna}")]
    [InlineData("GET", "/v1/dead-letters")]
    [InlineData("GET", "/v1/set-aside")]
    [InlineData("POST", "/v1/set-aside/1-1/replay")]
    [InlineData("POST", "/v1/journeys")]
    public async Task What_needs_more_than_such_a_key_can_have_is_refused(string method, string path) =>
        Assert.Equal(403, (await host.AsAsync(key, new HttpMethod(method), path.Replace("{anna}", anna, StringComparison.Ordinal))).Status);

    [Fact]
    public async Task Events_are_taken_of_the_own_subject_only()
    {
        IsOther("/subject", await PostAsync("/v1/events", EventText.Good("9", bert), EventText.One));
        Assert.Equal(200, (await PostAsync("/v1/events", EventText.Good("9", anna), EventText.One)).Status);
        foreach (var (body, type) in new[]
        {
            ($"[{EventText.Good("10", anna)},{EventText.Good("10", bert)},{EventText.Good("11", anna)}]", EventText.Batch),
            ($"{EventText.Good("12", anna)}\n{EventText.Good("12", bert)}\n{EventText.Good("13", anna)}\n", EventText.Lines),
        })
        {
            var answer = await PostAsync("/v1/events", body, type);
            Assert.Equal((200, 2), (answer.Status, answer.Json.GetProperty("accepted").GetInt32()));
            var rejected = Assert.Single(answer.Json.GetProperty("rejected").EnumerateArray());
            Assert.Equal((1, "other-customer"), (rejected.GetProperty("index").GetInt32(), rejected.GetProperty("errors")[0].GetProperty("code").GetString()));
        }
        Assert.Equal(2, (await host.GetAsync($"/v1/customers/{bert}/history")).Json.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Tracking_calls_are_taken_of_the_own_user_only_and_join_nobody()
    {
        Assert.Equal(200, (await PostAsync("/v1/track", $$"""{"userId":"{{anna}}","event":"seen","messageId":"t1"}""")).Status);
        var refused = await PostAsync("/v1/track", $$"""{"userId":"{{bert}}","event":"seen","messageId":"t2"}""");
        Assert.Contains(("/subject", "other-customer"), refused.Errors);
        Assert.Equal(200, (await PostAsync("/v1/identify", $$$"""{"userId":"{{{anna}}}","anonymousId":"x{{{mark}}}","traits":{"plan":"gold"},"messageId":"t3"}""")).Status);
        Assert.Equal(404, (await host.GetAsync($"/v1/customers/anon:x{mark}")).Status);
        Assert.Equal("gold", (await host.GetAsync($"/v1/customers/{anna}")).Json.GetProperty("traits").GetProperty("plan").GetString());
        Assert.NotEqual(200, (await PostAsync("/v1/alias", $$"""{"previousId":"y{{mark}}","userId":"{{anna}}","messageId":"t4"}""")).Status);
    }

    [Fact]
    public async Task Cases_and_tasks_of_others_are_as_if_they_were_not_there()
    {
        var (ownCase, ownTask) = await WorkAsync(anna);
        var (otherCase, otherTask) = await WorkAsync(bert);
        var by = """{"by":"anna"}""";
        foreach (var (method, path) in new[]
        {
            ("GET", "/v1/cases/{case}"), ("GET", "/v1/cases/{case}/explain"), ("POST", "/v1/cases/{case}/suspend"), ("POST", "/v1/cases/{case}/resume"),
            ("POST", "/v1/cases/{case}/cancel"), ("POST", "/v1/cases/{case}/reopen"), ("POST", "/v1/cases/{case}/close"), ("POST", "/v1/cases/{case}/items/1/start"), ("POST", "/v1/cases/{case}/move"), ("PUT", "/v1/cases/{case}/roles/payer"), ("DELETE", "/v1/cases/{case}/roles/payer"), ("POST", "/v1/cases/{case}/plan"), ("PUT", "/v1/cases/{case}/file/order"),
            ("GET", "/v1/tasks/{task}"), ("POST", "/v1/tasks/{task}/claim"), ("POST", "/v1/tasks/{task}/release"), ("POST", "/v1/tasks/{task}/complete"), ("POST", "/v1/tasks/{task}/delegate"),
        })
        {
            string Of(string @case, string task) => path.Replace("{case}", @case, StringComparison.Ordinal).Replace("{task}", task, StringComparison.Ordinal);
            var answer = await host.AsAsync(key, new HttpMethod(method), Of(otherCase, otherTask), method != "GET" ? by : null);
            var unknown = await host.AsAsync(key, new HttpMethod(method), Of("999999-1", "999999-1-t1"), method != "GET" ? by : null);
            Assert.Equal((path, 404, 404), (path, answer.Status, unknown.Status));
            Assert.Equal(unknown.Text.Replace("999999-1-t1", otherTask, StringComparison.Ordinal).Replace("999999-1", otherCase, StringComparison.Ordinal), answer.Text);
        }
        Assert.Equal(200, (await GetAsync("/v1/cases/" + ownCase)).Status);
        Assert.Equal(200, (await GetAsync($"/v1/cases/{ownCase}/explain")).Status);
        // A task for staff is none of the customer's, whose key may act.
        foreach (var act in new[] { $"/v1/tasks/{ownTask}/claim", $"/v1/tasks/{ownTask}/complete", $"/v1/cases/{ownCase}/items/callBack/skip", $"/v1/cases/{ownCase}/items/callBack/terminate" })
        {
            var refused = await PostAsync(act, """{"by":"anna","outcome":"settled"}""");
            Assert.Equal((act, 403), (act, refused.Status));
            Assert.Equal([("Authorization", "role")], refused.Errors);
            Assert.Contains("'care'", refused.Text, StringComparison.Ordinal);
        }
        Assert.Equal("open", (await host.GetAsync("/v1/tasks/" + otherTask)).Json.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Lists_of_tasks_hold_the_own_ones()
    {
        foreach (var query in new[] { "", "?role=care", "?customer=" + anna })
            Assert.Equal([anna], (await GetAsync("/v1/tasks" + query)).Json.GetProperty("items").EnumerateArray().Select(task => task.GetProperty("customer").GetString()).Distinct());
        IsOther("?customer", await GetAsync("/v1/tasks?customer=" + bert));
    }

    [Fact]
    public async Task Cases_are_started_and_consents_given_for_the_own_customer_only()
    {
        var consent = """{"purpose":"reminder","channel":"email","granted":true,"wording":"v1","source":"app","by":"anna"}""";
        Assert.Equal(200, (await host.AsAsync(key, HttpMethod.Put, $"/v1/customers/{anna}/consents", consent)).Status);
        IsOther("/id", await host.AsAsync(key, HttpMethod.Put, $"/v1/customers/{bert}/consents", consent));
        string Start(string customer) => $$$"""{"customer":"{{{customer}}}","journey":"care-case","key":"by-hand","input":{}}""";
        Assert.Equal(201, (await PostAsync("/v1/cases", Start(anna))).Status);
        IsOther("/customer", await PostAsync("/v1/cases", Start(bert)));
        IsOther("/customer", await PostAsync("/v1/cases", Start("nobody" + mark)));
        Assert.Equal(0, (await host.GetAsync($"/v1/customers/{bert}")).Json.GetProperty("consents").GetArrayLength());
    }

    [Fact]
    public async Task A_visitors_key_neither_joins_a_customer_nor_shows_whom_the_visitor_became()
    {
        await host.EventAsync("1", Visitor, "care.requested", """{"booking":"v","rating":1,"text":"lost"}""");
        var visitors = await host.AddAsync("ingest,read,act", Visitor);
        var (own, task) = await WorkAsync(Visitor);
        var join = $$$"""{"specversion":"1.0","id":"j","source":"/app","type":"customer.identified","subject":"{{{Visitor}}}","data":{"customer":"{{{bert}}}"}}""";
        IsOther("/data/customer", await host.AsAsync(visitors, HttpMethod.Post, "/v1/events", join, EventText.One));
        Assert.Equal(Visitor, (await host.AsAsync(visitors, HttpMethod.Get, "/v1/customers/" + Visitor)).Json.GetProperty("id").GetString());

        Assert.Equal(200, (await host.PostAsync("/v1/events", join, EventText.One)).Status);
        Assert.Equal(bert, (await host.GetAsync("/v1/customers/" + Visitor)).Json.GetProperty("id").GetString());
        foreach (var path in new[] { $"/v1/customers/{Visitor}", $"/v1/customers/{Visitor}?at=2099-01-01T00:00:00Z", $"/v1/customers/{Visitor}/history", $"/v1/customers/{Visitor}/export", $"/v1/customers/{Visitor}/stream", $"/v1/cases/{own}", $"/v1/cases/{own}/explain", $"/v1/tasks/{task}" })
        {
            var answer = await host.AsAsync(visitors, HttpMethod.Get, path);
            Assert.Equal((path, 404), (path, answer.Status));
            Assert.DoesNotContain(bert, answer.Text, StringComparison.Ordinal);
        }
        Assert.Equal(0, (await host.AsAsync(visitors, HttpMethod.Get, "/v1/tasks")).Json.GetProperty("items").GetArrayLength());
        Assert.Equal(404, (await host.AsAsync(visitors, HttpMethod.Put, $"/v1/customers/{Visitor}/consents", """{"purpose":"p","channel":"email","granted":true,"wording":"v1","source":"app","by":"x"}""")).Status);
        Assert.Equal(404, (await host.AsAsync(visitors, HttpMethod.Post, "/v1/cases", $$$"""{"customer":"{{{Visitor}}}","journey":"care-case","key":"k","input":{}}""")).Status);
        Assert.Equal(0, (await host.GetAsync($"/v1/customers/{bert}")).Json.GetProperty("consents").GetArrayLength());

        // What came along with the visitor is the customer's now.
        var customers = await host.AddAsync("read", bert);
        Assert.Equal(bert, (await host.AsAsync(customers, HttpMethod.Get, "/v1/cases/" + own)).Json.GetProperty("customer").GetString());
    }

    [Fact]
    public async Task Such_a_key_takes_no_more_than_its_share_of_streams()
    {
        using var http = new HttpClient { BaseAddress = host.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var open = new List<StreamReading>();
        while (await StreamReading.OpenAsync(http, $"/v1/customers/{anna}/stream") is var reading)
        {
            open.Add(reading);
            if (!reading.Response.IsSuccessStatusCode) break;
        }
        Assert.Equal((17, 503), (open.Count, (int)open[^1].Response.StatusCode));
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", host.All);
        using (var others = await StreamReading.OpenAsync(http, $"/v1/customers/{anna}/stream")) Assert.True(others.Response.IsSuccessStatusCode);

        open.ForEach(reading => reading.Dispose());
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        while (true)
        {
            using var again = await StreamReading.OpenAsync(http, $"/v1/customers/{anna}/stream");
            if (again.Response.IsSuccessStatusCode) break;
            await Task.Delay(50);
        }
    }

    [Fact]
    public async Task Assistants_see_the_own_customer_only()
    {
        async Task<string> CallAsync(string tool, string arguments) => (await PostAsync(
            "/mcp", $$$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"{{{tool}}}","arguments":{{{arguments}}}}}""")).Json.GetProperty("result").GetProperty("structuredContent").GetRawText();

        Assert.Contains($"\"{anna}\"", await CallAsync("find_customer", """{"search":"meier"}"""), StringComparison.Ordinal);
        Assert.DoesNotContain(bert, await CallAsync("find_customer", """{"search":"meier"}"""), StringComparison.Ordinal);
        Assert.Contains("not-yours", await CallAsync("get_customer_card", $$"""{"customer":"{{bert}}"}"""), StringComparison.Ordinal);
        Assert.Contains("Meier", await CallAsync("get_customer_card", $$"""{"customer":"{{anna}}"}"""), StringComparison.Ordinal);
        Assert.DoesNotContain(bert, await CallAsync("list_open_tasks", "{}"), StringComparison.Ordinal);
        Assert.Contains("unknown", await CallAsync("get_case", $$"""{"case":"{{(await WorkAsync(bert)).Case}}"}"""), StringComparison.Ordinal);
    }

    private Task<Answer> GetAsync(string path) => host.AsAsync(key, HttpMethod.Get, path);

    private Task<Answer> PostAsync(string path, string body, string contentType = "application/json") => host.AsAsync(key, HttpMethod.Post, path, body, contentType);

    private async Task<(string Case, string Task)> WorkAsync(string customer)
    {
        var task = (await host.GetAsync("/v1/tasks?customer=" + customer)).Json.GetProperty("items")[0];
        return (task.GetProperty("caseId").GetString()!, task.GetProperty("id").GetString()!);
    }

    private static void IsOther(string field, Answer answer)
    {
        Assert.Equal(403, answer.Status);
        Assert.Equal([(field, "other-customer")], answer.Errors);
    }
}
