using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using JourneyOrchestrator.Operations.Tests.Harness;

namespace JourneyOrchestrator.Operations.Tests.Access;

/// <summary>Which key may make which call.</summary>
public sealed partial class KeyAccessTests(KeyedHost host) : IClassFixture<KeyedHost>
{
    private static readonly string[] OpenPaths = ["/healthz/live", "/healthz/ready", "/openapi/v1.json"];

    [Fact]
    public async Task Every_call_of_the_api_needs_a_key_but_for_those_that_tell_nothing()
    {
        var paths = (await host.GetAsync(null, "/openapi/v1.json")).Json.GetProperty("paths").EnumerateObject().ToArray();
        Assert.True(paths.Length > 30);
        foreach (var path in paths)
            foreach (var method in path.Value.EnumerateObject().Select(m => m.Name).Where(m => m != "parameters"))
            {
                var reply = await host.SendAsync(null, HttpMethod.Parse(method), Parameter().Replace(path.Name, "1"));
                Assert.True(reply.Status == (OpenPaths.Contains(path.Name) ? 200 : 401), $"{method} {path.Name}: {reply.Status}");
                if (reply.Status == 401) Assert.Equal(("key-missing", "Bearer"), (reply.Code, reply.Headers.WwwAuthenticate.Single().Scheme));
            }
        Assert.Equal(200, (await host.GetAsync(null, "/")).Status);
        Assert.Equal(404, (await host.GetAsync(null, "/nowhere")).Status);
        Assert.Equal(405, (await host.SendAsync(null, HttpMethod.Delete, "/v1/events")).Status);
    }

    [Theory]
    [InlineData("POST", "/v1/events", "ingest")]
    [InlineData("POST", "/v1/topics/t/events", "ingest")]
    [InlineData("POST", "/v1/batch", "ingest")]
    [InlineData("GET", "/v1/customers", "read")]
    [InlineData("GET", "/v1/customers/nobody", "read")]
    [InlineData("GET", "/v1/tasks", "read")]
    [InlineData("GET", "/v1/cases/1-1-1/explain", "read")]
    [InlineData("GET", "/v1/journeys", "read")]
    [InlineData("GET", "/v1/dead-letters", "read")]
    [InlineData("POST", "/v1/cases", "act")]
    [InlineData("POST", "/v1/cases/1-1-1/items/1/retry", "act")]
    [InlineData("POST", "/v1/tasks/1/claim", "act")]
    [InlineData("PUT", "/v1/customers/nobody/consents", "act")]
    [InlineData("POST", "/v1/journeys", "design")]
    [InlineData("POST", "/v1/journeys/none/publish", "design")]
    [InlineData("DELETE", "/v1/customers/nobody", "admin")]
    [InlineData("POST", "/v1/dead-letters/1/requeue", "admin")]
    [InlineData("GET", "/v1/subscriptions", "admin")]
    public async Task A_call_needs_its_scope_and_no_other(string method, string path, string scope)
    {
        foreach (var (name, key) in host.Keys)
        {
            var reply = await host.SendAsync(key, HttpMethod.Parse(method), path);
            Assert.True((reply.Status == 403) == (name != scope && name != "all"), $"{name}: {reply.Status}");
            Assert.NotEqual(401, reply.Status);
            if (reply.Status == 403) Assert.Equal("scope", reply.Code);
        }
    }

    [Fact]
    public async Task What_is_no_key_or_has_ended_is_401()
    {
        var key = host.Keys["read"];
        var other = await host.AddAsync("short", "--scopes", "read", "--expires", DateTimeOffset.UtcNow.AddSeconds(3).ToString("O"));
        foreach (var text in new[] { "jo_", key[..^1], key + "x", "x", key.ToUpperInvariant() }) Assert.Equal((401, "key-unknown"), Shown(await host.GetAsync(text, "/v1/customers")));
        Assert.Equal((401, "key-missing"), Shown(await host.SendAsync(key, HttpMethod.Get, "/v1/customers", scheme: "Digest")));
        await UntilAsync(async () => Shown(await host.GetAsync(other, "/v1/customers")) == (401, "key-expired"));
    }

    [Fact]
    public async Task A_new_key_works_and_a_revoked_one_ends_while_the_host_runs()
    {
        var key = await host.AddAsync("passing", "--scopes", "read");
        await UntilAsync(async () => (await host.GetAsync(key, "/v1/customers")).Status == 200);
        var (code, _, error) = await SiloProcess.RunAsync(["keys", "revoke", "passing", "--data", host.Data]);
        Assert.True(code == 0, error);
        await UntilAsync(async () => Shown(await host.GetAsync(key, "/v1/customers")) == (401, "key-unknown"));
        Assert.DoesNotContain(key, host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_write_key_names_the_source_of_what_a_tracking_sdk_sends()
    {
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes(host.Keys["ingest"] + ":"));
        var sent = await host.SendAsync(basic, HttpMethod.Post, "/v1/track", """{"messageId":"t1","userId":"tracked","event":"Seen"}""", scheme: "Basic");
        Assert.Equal(200, sent.Status);
        var history = (await host.GetAsync(host.Keys["read"], "/v1/customers/tracked/history")).Json.GetProperty("items");
        Assert.Equal("segment:ingest", history[0].GetProperty("input").GetProperty("source").GetString());
    }

    [Fact]
    public async Task Who_asks_for_more_than_the_limit_is_told_to_wait_and_others_are_not()
    {
        var key = await host.AddAsync("slow", "--scopes", "read", "--rate", "2");
        await UntilAsync(async () => (await host.GetAsync(key, "/v1/journeys")).Status == 200);
        var replies = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => host.GetAsync(key, "/v1/journeys")));
        var refused = replies.Where(r => r.Status != 200).ToArray();
        Assert.NotEmpty(refused);
        Assert.All(refused, r => Assert.Equal((429, "rate"), Shown(r)));
        Assert.All(refused, r => Assert.True(r.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1)));
        Assert.Equal(200, (await host.GetAsync(host.Keys["read"], "/v1/journeys")).Status);
        await UntilAsync(async () => (await host.GetAsync(key, "/v1/journeys")).Status == 200);
    }

    [Fact]
    public async Task An_assistant_needs_a_key_and_sees_the_tools_of_its_scopes()
    {
        const string List = """{"jsonrpc":"2.0","id":1,"method":"tools/list"}""";
        Assert.Equal(401, (await host.SendAsync(null, HttpMethod.Post, "/mcp", List)).Status);
        var tools = (await host.SendAsync(host.Keys["ingest"], HttpMethod.Post, "/mcp", List)).Json.GetProperty("result").GetProperty("tools");
        Assert.Equal("signal_event", Assert.Single(tools.EnumerateArray()).GetProperty("name").GetString());
    }

    internal static (int, string?) Shown(Reply reply) => (reply.Status, reply.Code);

    /// <summary>A host looks at the file about once a second.</summary>
    internal static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await holds()) await Task.Delay(100, limit.Token);
    }

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Parameter();
}
