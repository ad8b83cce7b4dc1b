using JourneyOrchestrator.Operations.Tests.Harness;

namespace JourneyOrchestrator.Operations.Tests.Access;

/// <summary>A key for one customer, such as that customer's own app has: it is as if there were no others.</summary>
public sealed class OneCustomerTests(KeyedHost host) : IClassFixture<KeyedHost>
{
    private string All => host.Keys["all"];

    private async Task<string> KeyForAsync(string customer)
    {
        var key = await host.AddAsync("app-of-" + customer.Replace(':', '-'), "--scopes", "ingest,read,act", "--customer", customer);
        await KeyAccessTests.UntilAsync(async () => (await host.GetAsync(key, "/v1/journeys")).Status == 200);
        return key;
    }

    [Fact]
    public async Task It_sees_its_customer_and_nobody_else()
    {
        await host.EventAsync(All, "1", "ada", "care.requested", """{"booking":"A","rating":1,"text":"Nobody told me."}""");
        await host.EventAsync(All, "1", "bob", "care.requested", """{"booking":"B","rating":1,"text":"Nobody told me."}""");
        var key = await KeyForAsync("ada");
        var (own, other) = (await CaseOfAsync("ada"), await CaseOfAsync("bob"));
        var (task, otherTask) = (await TaskOfAsync("ada"), await TaskOfAsync("bob"));

        string[] paths = ["/v1/customers/{0}", "/v1/customers/{0}/history", "/v1/customers/{0}/export", "/v1/customers/{0}/stream"];
        foreach (var path in paths)
        {
            Assert.Equal((path, 200), (path, (await host.GetAsync(key, string.Format(null, path, "ada"))).Status));
            Assert.Equal((path, 404), (path, (await host.GetAsync(key, string.Format(null, path, "bob"))).Status));
        }
        foreach (var path in new[] { "/v1/cases/{0}", "/v1/cases/{0}/explain" })
        {
            Assert.Equal((path, 200), (path, (await host.GetAsync(key, string.Format(null, path, own))).Status));
            Assert.Equal((path, 404), (path, (await host.GetAsync(key, string.Format(null, path, other))).Status));
        }
        Assert.Equal(200, (await host.GetAsync(key, $"/v1/tasks/{task}")).Status);
        Assert.Equal(404, (await host.GetAsync(key, $"/v1/tasks/{otherTask}")).Status);
        Assert.Equal("ada", Assert.Single((await host.GetAsync(key, "/v1/tasks")).Json.GetProperty("items").EnumerateArray()).GetProperty("customer").GetString());
        Assert.Empty((await host.GetAsync(key, "/v1/tasks?customer=bob")).Json.GetProperty("items").EnumerateArray());
        foreach (var path in new[] { "/v1/customers", "/v1/stream", "/v1/dead-letters" }) Assert.Equal((403, "other-customer"), KeyAccessTests.Shown(await host.GetAsync(key, path)));
    }

    [Fact]
    public async Task It_acts_for_its_customer_and_nobody_else()
    {
        await host.EventAsync(All, "1", "cleo", "care.requested", """{"booking":"C","rating":1,"text":"Nobody told me."}""");
        await host.EventAsync(All, "1", "dan", "care.requested", """{"booking":"D","rating":1,"text":"Nobody told me."}""");
        var key = await KeyForAsync("cleo");
        const string Consent = """{"purpose":"reminder","channel":"email","granted":true,"wording":"v1","source":"app","by":"cleo"}""";
        Assert.Equal(200, (await host.SendAsync(key, HttpMethod.Put, "/v1/customers/cleo/consents", Consent)).Status);
        Assert.Equal(404, (await host.SendAsync(key, HttpMethod.Put, "/v1/customers/dan/consents", Consent)).Status);
        foreach (var (owner, status) in new[] { ("cleo", 200), ("dan", 404) })
        {
            Assert.Equal(status, (await host.SendAsync(key, HttpMethod.Post, $"/v1/tasks/{await TaskOfAsync(owner)}/claim", """{"by":"app"}""")).Status);
            Assert.Equal(status, (await host.SendAsync(key, HttpMethod.Post, $"/v1/cases/{await CaseOfAsync(owner)}/suspend", """{"by":"app"}""")).Status);
        }
        Assert.Equal(404, (await host.SendAsync(key, HttpMethod.Post, "/v1/cases", """{"customer":"dan","journey":"care-case","key":"X","input":{}}""")).Status);
        Assert.Equal(403, (await host.SendAsync(key, HttpMethod.Delete, "/v1/customers/cleo")).Status);
    }

    [Fact]
    public async Task It_sends_events_of_its_customer_and_nobody_else()
    {
        var key = await KeyForAsync("eve");
        Assert.Equal(200, (await host.EventAsync(key, "1", "eve")).Status);
        Assert.Equal((403, "other-customer"), KeyAccessTests.Shown(await host.EventAsync(key, "1", "frank")));
        const string Mixed = """{"specversion":"1.0","id":"2","source":"/test","type":"t","subject":"eve"}|{"specversion":"1.0","id":"2","source":"/test","type":"t","subject":"frank"}|{"specversion":"1.0","id":"3","source":"/test","type":"t","subject":"eve"}""";
        var batch = await host.SendAsync(key, HttpMethod.Post, "/v1/events", $"[{Mixed.Replace('|', ',')}]", "application/cloudevents-batch+json");
        var lines = await host.SendAsync(key, HttpMethod.Post, "/v1/events", Mixed.Replace('|', '\n'), "application/x-ndjson");
        Assert.Equal((200, "other-customer", 2, 0), (batch.Status, batch.Code, batch.Json.GetProperty("accepted").GetInt32(), batch.Json.GetProperty("duplicates").GetInt32()));
        Assert.Equal((200, "other-customer", 0, 2), (lines.Status, lines.Code, lines.Json.GetProperty("accepted").GetInt32(), lines.Json.GetProperty("duplicates").GetInt32()));
        Assert.Equal(1, batch.Json.GetProperty("rejected")[0].GetProperty("index").GetInt32());
        Assert.Equal(403, (await host.SendAsync(key, HttpMethod.Post, "/v1/topics/t/events", """{"specversion":"1.0","id":"1","source":"/s","type":"t"}""", "application/cloudevents+json")).Status);
        var tracked = await host.SendAsync(key, HttpMethod.Post, "/v1/track", """{"messageId":"m","userId":"frank","event":"Seen"}""");
        Assert.Equal((400, "other-customer"), KeyAccessTests.Shown(tracked));
        Assert.Equal(404, (await host.GetAsync(All, "/v1/customers/frank")).Status);
    }

    [Fact]
    public async Task A_visitors_key_neither_joins_the_visitor_nor_shows_whom_it_was_joined_to()
    {
        await host.EventAsync(All, "1", "anon:phone");
        await host.EventAsync(All, "1", "gina", "customer.updated", """{"name":"Gina"}""");
        var key = await KeyForAsync("anon:phone");
        Assert.Equal(200, (await host.GetAsync(key, "/v1/customers/anon:phone")).Status);
        Assert.Equal(403, (await host.EventAsync(key, "2", "anon:phone", "customer.identified", """{"customer":"gina"}""")).Status);
        Assert.Equal(200, (await host.EventAsync(All, "3", "anon:phone", "customer.identified", """{"customer":"gina"}""")).Status);
        foreach (var path in new[] { "", "/history", "/export", "/stream" }) Assert.Equal(404, (await host.GetAsync(key, "/v1/customers/anon:phone" + path)).Status);
        Assert.Empty((await host.GetAsync(key, "/v1/tasks")).Json.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task It_ends_with_its_customer_and_its_file_names_nobody()
    {
        await host.EventAsync(All, "1", "henrietta");
        var key = await KeyForAsync("henrietta");
        var file = Path.Combine(host.Data, "api-keys.json");
        Assert.DoesNotContain(await File.ReadAllTextAsync(file), key, StringComparison.Ordinal);
        Assert.Equal(200, (await host.SendAsync(All, HttpMethod.Delete, "/v1/customers/henrietta")).Status);
        await KeyAccessTests.UntilAsync(async () => (await host.GetAsync(key, "/v1/journeys")).Status == 401);
        var (_, listed, _) = await SiloProcess.RunAsync(["keys", "list", "--data", host.Data]);
        Assert.DoesNotContain("app-of-henrietta", listed, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    private async Task<string> CaseOfAsync(string customer) => (await host.GetAsync(All, $"/v1/customers/{customer}")).Json.GetProperty("cases")[0].GetProperty("id").GetString()!;

    private async Task<string> TaskOfAsync(string customer) => (await host.GetAsync(All, $"/v1/tasks?customer={customer}")).Json.GetProperty("items")[0].GetProperty("id").GetString()!;
}
