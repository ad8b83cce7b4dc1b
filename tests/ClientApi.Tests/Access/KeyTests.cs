using System.Net.Http.Headers;
using System.Text;
using JourneyOrchestrator.Silo.Serving.Access;
using JourneyOrchestrator.Silo.Commands;
using JourneyOrchestrator.Silo.Serving;

namespace JourneyOrchestrator.ClientApi.Tests.Access;

public sealed class KeyTests(KeyedHost host) : IClassFixture<KeyedHost>
{
    private static readonly (string Scope, string Method, string Path, string? Body)[] Examples =
    [
        ("ingest", "POST", "/v1/events", EventText.Good("1", "scoped")),
        ("ingest", "POST", "/v1/topics/t/events", EventText.Good("1", "scoped")),
        ("ingest", "POST", "/v1/track", """{"userId":"scoped","event":"seen","messageId":"m1"}"""),
        ("read", "GET", "/v1/customers", null),
        ("read", "GET", "/v1/customers/scoped", null),
        ("read", "GET", "/v1/customers/scoped/export", null),
        ("read", "GET", "/v1/tasks", null),
        ("read", "GET", "/v1/journeys", null),
        ("act", "PUT", "/v1/customers/scoped/consents", "{}"),
        ("act", "POST", "/v1/cases", "{}"),
        ("act", "POST", "/v1/tasks/1-1-t1/claim", "{}"),
        ("design", "POST", "/v1/journeys", "{}"),
        ("admin", "GET", "/v1/dead-letters", null),
        ("admin", "GET", "/v1/set-aside", null),
        ("admin", "DELETE", "/v1/customers/nobody", null),
    ];

    [Fact]
    public async Task Each_scope_opens_its_calls_and_no_other()
    {
        await host.EventAsync("0", "scoped", "visit");
        foreach (var scope in KeyedHost.AllScopes.Split(','))
        {
            var key = await host.AddAsync(scope);
            foreach (var (needed, method, path, body) in Examples)
            {
                var answer = await host.AsAsync(key, new HttpMethod(method), path, body, path.EndsWith("events", StringComparison.Ordinal) ? EventText.One : "application/json");
                Assert.Equal((path, needed != scope), (path, answer.Status == 403));
                if (needed != scope) Assert.Equal([("Authorization", "scope")], answer.Errors);
            }
        }
    }

    [Theory]
    [InlineData(null, "key-missing", "Bearer realm=\"journey orchestrator\"")]
    [InlineData("Bearer", "key-missing", "Bearer realm=\"journey orchestrator\"")]
    [InlineData("Bearer jo_", "key-unknown", "Bearer realm=\"journey orchestrator\", error=\"invalid_token\"")]
    [InlineData("Bearer jo_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "key-unknown", "Bearer realm=\"journey orchestrator\", error=\"invalid_token\"")]
    [InlineData("Digest x", "key-missing", "Bearer realm=\"journey orchestrator\"")]
    [InlineData("Basic {all}", "key-missing", "Bearer realm=\"journey orchestrator\"")]
    public async Task Without_a_good_key_every_call_is_401(string? authorization, string code, string challenge)
    {
        foreach (var path in new[] { "/v1/customers", "/v1/stream", "/v1/nothing", "/mcp" })
        {
            using var request = new HttpRequestMessage(path == "/mcp" ? HttpMethod.Post : HttpMethod.Get, new Uri(host.Address, path));
            var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes(host.All + ":"));
            if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization.Replace("{all}", basic, StringComparison.Ordinal));
            using var http = new HttpClient();
            using var answer = await http.SendAsync(request);
            Assert.Equal((path, 401), (path, (int)answer.StatusCode));
            Assert.Equal(challenge, answer.Headers.WwwAuthenticate.ToString());
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
            Assert.Contains($"\"{code}\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/healthz/ready")]
    [InlineData("/healthz/live")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/")]
    public async Task Health_pages_and_the_description_need_no_key(string path) => Assert.Equal(200, (await host.AsAsync(null, HttpMethod.Get, path)).Status);

    [Fact]
    public async Task An_expired_key_and_a_revoked_one_are_unknown()
    {
        var expired = host.Write("expired", "read", expires: DateTimeOffset.UtcNow.AddSeconds(-1));
        var revoked = await host.AddAsync("read");
        Assert.Equal(200, (await host.AsAsync(revoked, HttpMethod.Get, "/v1/customers")).Status);
        Assert.Equal(401, (await host.AsAsync(expired, HttpMethod.Get, "/v1/customers")).Status);

        new ApiKeyFile(host.Data).Change(keys => [.. keys.Where(key => key.Sha256 != KeyText.Hash(revoked))]);
        while ((await host.AsAsync(revoked, HttpMethod.Get, "/v1/customers")).Status == 200) await Task.Delay(20);
        Assert.Equal(401, (await host.AsAsync(revoked, HttpMethod.Get, "/v1/customers")).Status);
        Assert.Equal(200, (await host.GetAsync("/v1/customers")).Status);
    }

    [Theory]
    [InlineData("/v1/stream")]
    [InlineData("/v1/customers/streamed/stream")]
    public async Task A_stream_shows_nothing_more_once_its_key_is_revoked(string path)
    {
        await host.EventAsync("1", "streamed", "visit");
        var key = await host.AddAsync("read");
        using var http = new HttpClient { BaseAddress = host.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var reading = await StreamReading.OpenAsync(http, path);
        await reading.BlockAsync();
        await host.EventAsync(Guid.NewGuid().ToString(), "streamed", "visit");
        Assert.Equal("streamed", (await reading.EntryAsync()).Customer);

        new ApiKeyFile(host.Data).Change(keys => [.. keys.Where(one => one.Sha256 != KeyText.Hash(key))]);
        while (host.Keys!.Find(key) is not null) await Task.Delay(20);
        await host.EventAsync(Guid.NewGuid().ToString(), "streamed", "visit");
        await Assert.ThrowsAsync<EndOfStreamException>(reading.EntryAsync);
    }

    [Fact]
    public async Task Any_name_of_the_host_will_do_with_a_key()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.Address, "/v1/customers"));
        request.Headers.Host = "journeys.example";
        request.Headers.TryAddWithoutValidation("Origin", "https://journeys.example");
        request.Headers.Authorization = new AuthenticationHeaderValue("bearer", host.All);
        using var http = new HttpClient();
        using var answer = await http.SendAsync(request);
        Assert.Equal(200, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_write_key_is_the_user_of_basic_authentication_and_names_the_source()
    {
        var name = "shop-" + Guid.NewGuid().ToString("N")[..8];
        var key = host.Write(name, "ingest");
        while (host.Keys!.Find(key) is null) await Task.Delay(20);
        using var http = new HttpClient { BaseAddress = host.Address };
        foreach (var (user, status) in new[] { (key, 200), ("", 401), ("jo_wrong", 401) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/track") { Content = new StringContent("""{"userId":"tracked","event":"seen","messageId":"b1"}""", Encoding.UTF8, "application/json") };
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(user + ":")));
            using var answer = await http.SendAsync(request);
            Assert.Equal(status, (int)answer.StatusCode);
            if (status == 401) Assert.StartsWith("Basic ", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        }
        var input = (await host.GetAsync("/v1/customers/tracked/history")).Json.GetProperty("items")[0].GetProperty("input");
        Assert.Equal("segment:" + name, input.GetProperty("source").GetString());
    }

    [Fact]
    public void The_file_holds_neither_the_key_nor_its_customer_and_is_private()
    {
        var key = host.Write("private", "read", "ada.lovelace");
        var path = new ApiKeyFile(host.Data).Path;
        var text = File.ReadAllText(path);

        Assert.DoesNotContain(key, text, StringComparison.Ordinal);
        Assert.DoesNotContain("lovelace", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes("ada.lovelace")), text, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"format":2,"keys":[]}""")]
    [InlineData("""{"format":1}""")]
    [InlineData("""{"format":1,"keys":[null]}""")]
    [InlineData("""{"format":1,"keys":[{"name":"x","scopes":["read"],"sha256":"ab","createdAt":"2026-01-01T00:00:00Z"}]}""")]
    [InlineData("""{"format":1,"keys":[{"name":"x","scopes":["root"],"sha256":"0000000000000000000000000000000000000000000000000000000000000000","createdAt":"2026-01-01T00:00:00Z"}]}""")]
    [InlineData("""{"format":1,"keys":[{"name":"x","scopes":["read"],"sha256":"0000000000000000000000000000000000000000000000000000000000000000","createdAt":"2026-01-01T00:00:00Z","costumer":"ada"}]}""")]
    public void A_damaged_file_refuses_at_the_start(string content)
    {
        var file = new ApiKeyFile(Directory.CreateTempSubdirectory("journey-keys-").FullName);
        file.Change(keys => keys);
        Assert.Empty(file.Read());
        File.WriteAllText(file.Path, content);

        Assert.Throws<RefusedException>(file.Read);
        Directory.Delete(Path.GetDirectoryName(file.Path)!, recursive: true);
    }
}
