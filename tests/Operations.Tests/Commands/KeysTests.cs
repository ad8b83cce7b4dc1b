using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using JourneyOrchestrator.Operations.Tests.Harness;

namespace JourneyOrchestrator.Operations.Tests.Commands;

/// <summary>API keys of a real host: made, used, revoked while it runs.</summary>
public sealed class KeysTests : IDisposable
{
    private readonly Scratch scratch = new();

    private string Data => scratch["data"];

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task A_key_works_until_it_is_revoked_without_a_restart()
    {
        var key = await AddAsync("reader", "--scopes", "read");
        using var silo = await SiloProcess.ServeAsync(Data);

        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(silo, null));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(silo, key));
        var later = await AddAsync("later", "--scopes", "read,admin");
        await UntilAsync(silo, later, HttpStatusCode.OK);

        var revoked = await SiloProcess.RunAsync(["keys", "revoke", "reader", "--data", Data]);
        Assert.Equal(0, revoked.Code);
        await UntilAsync(silo, key, HttpStatusCode.Unauthorized);
        Assert.Equal(HttpStatusCode.OK, await GetAsync(silo, later));

        // The last one: this host must not open itself to everybody.
        Assert.Contains("last key", (await SiloProcess.RunAsync(["keys", "revoke", "later", "--data", Data])).Output, StringComparison.Ordinal);
        await UntilAsync(silo, later, HttpStatusCode.Unauthorized);
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(silo, null));
        Assert.DoesNotContain(key, silo.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(later, silo.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_given_is_noted_once_and_works()
    {
        const string Key = "jo_VqmUXxm4dRRBRRFvSbLf5AhX4mFdHalEEUHYvtGtaTI", Other = "jo_VqmUXxm4dRRBRRFvSbLf5AhX4mFdHalEEUHYvtGtaTJ";
        Assert.Equal((0, "first is added."), await GiveAsync(Key));
        Assert.Equal((0, "first was there already."), await GiveAsync(Key));
        Assert.Equal((2, "There is a key 'first' already. Use another name, or revoke that one before."), await GiveAsync(Other));
        Assert.Equal((2, "--given: JOURNEY_API_KEY holds no key. It must be jo_ and 43 characters of base64url, which are 32 random bytes."), await GiveAsync("secret"));
        using var silo = await SiloProcess.ServeAsync(Data);
        Assert.Equal(HttpStatusCode.OK, await GetAsync(silo, Key));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(silo, Other));
    }

    private async Task<(int Code, string Said)> GiveAsync(string key)
    {
        var run = await SiloProcess.RunAsync(["keys", "add", "first", "--scopes", "read", "--given", "--data", Data], ("JOURNEY_API_KEY", key));
        Assert.DoesNotContain(key, key == "secret" ? "" : run.Output + run.Error, StringComparison.Ordinal);
        return (run.Code, (run.Output + run.Error).Trim());
    }

    [Fact]
    public async Task A_file_that_breaks_changes_nothing_while_the_host_runs_and_refuses_at_its_start()
    {
        var key = await AddAsync("reader", "--scopes", "read");
        using (var silo = await SiloProcess.ServeAsync(Data))
        {
            await File.WriteAllTextAsync(Path.Combine(Data, "api-keys.json"), "{");
            while (!silo.Output.Contains("stay in force", StringComparison.Ordinal)) Assert.Equal(HttpStatusCode.OK, await GetAsync(silo, key));
            Assert.Equal(HttpStatusCode.OK, await GetAsync(silo, key));
            Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(silo, null));
        }

        var start = await SiloProcess.RunAsync(["--urls", "http://127.0.0.1:0", "--data", Data]);
        Assert.Equal(2, start.Code);
        Assert.Contains("api-keys.json can't be read", start.Error, StringComparison.Ordinal);
        var list = await SiloProcess.RunAsync(["keys", "list", "--data", Data]);
        Assert.Equal(2, list.Code);
    }

    [Fact]
    public async Task Elsewhere_than_on_loopback_a_host_listens_with_keys_only()
    {
        var without = await SiloProcess.RunAsync(["--urls", "http://0.0.0.0:0", "--data", Data]);
        Assert.Equal(2, without.Code);
        Assert.Contains("silo keys add", without.Error, StringComparison.Ordinal);

        await AddAsync("reader", "--scopes", "read");
        using var silo = await SiloProcess.ServeAsync(Data, "http://0.0.0.0:0");
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(silo, null));
    }

    [Fact]
    public async Task Journeys_are_pushed_and_pulled_with_the_key_of_the_environment()
    {
        var (reader, designer) = (await AddAsync("reader", "--scopes", "read"), await AddAsync("designer", "--scopes", "read,design"));
        using var silo = await SiloProcess.ServeAsync(Data);
        foreach (var (key, code) in new[] { ("", 1), (reader, 1), (designer, 0) })
            Assert.Equal(code, (await SiloProcess.RunAsync(["journeys", "push", Path.Combine(Files.Root, "workflows", "journeys", "care-case.json"), "--server", silo.Url], ("JOURNEY_API_KEY", key))).Code);
        Assert.Equal(1, (await SiloProcess.RunAsync(["journeys", "pull", scratch["pulled"], "--server", silo.Url])).Code);
        Assert.Equal(0, (await SiloProcess.RunAsync(["journeys", "pull", scratch["pulled"], "--server", silo.Url], ("JOURNEY_API_KEY", reader))).Code);
        Assert.True(File.Exists(Path.Combine(scratch["pulled"], "care-case.json")));
    }

    [Fact]
    public async Task A_backup_holds_the_keys_and_with_the_master_key_the_secret_of_webhooks()
    {
        var key = await AddAsync("reader", "--scopes", "read");
        using (var silo = await SiloProcess.ServeAsync(Data))
        {
            Assert.Equal(0, (await SiloProcess.RunAsync(["backup", scratch["plain"], "--data", Data])).Code);
            Assert.Equal(0, (await SiloProcess.RunAsync(["backup", scratch["whole"], "--data", Data, "--include-master-key"])).Code);
        }
        Assert.False(File.Exists(Path.Combine(scratch["plain"], "webhook.secret")));
        var restore = await SiloProcess.RunAsync(["restore", scratch["whole"], "--data", scratch["restored"]]);
        Assert.True(restore.Code == 0, restore.Error);
        Assert.Contains("keys list", restore.Output, StringComparison.Ordinal);
        foreach (var name in new[] { "api-keys.json", "webhook.secret" })
            Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Data, name)), await File.ReadAllTextAsync(Path.Combine(scratch["restored"], name)));
        using var again = await SiloProcess.ServeAsync(scratch["restored"]);
        Assert.Equal(HttpStatusCode.OK, await GetAsync(again, key));
    }

    [Fact]
    public async Task Keys_are_listed_without_what_they_are()
    {
        var key = await AddAsync("ada", "--scopes", "read,act", "--customer", "ada-lovelace", "--rate", "20", "--expires", "2099-01-01");
        var twice = await SiloProcess.RunAsync(["keys", "add", "ada", "--scopes", "read", "--data", Data]);
        Assert.Equal((2, ""), (twice.Code, twice.Output));
        Assert.Contains("already", twice.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await SiloProcess.RunAsync(["keys", "revoke", "nobody", "--data", Data])).Code);

        var list = await SiloProcess.RunAsync(["keys", "list", "--data", Data, "--json"]);
        var listed = Assert.Single(JsonSerializer.Deserialize<JsonElement>(list.Output).GetProperty("keys").EnumerateArray());
        Assert.Equal(("ada", 20, true), (listed.GetProperty("name").GetString(), listed.GetProperty("rate").GetInt32(), listed.GetProperty("forOneCustomer").GetBoolean()));
        Assert.Equal(2099, listed.GetProperty("expires").GetDateTimeOffset().Year);
        Assert.DoesNotContain(key, list.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("lovelace", list.Output, StringComparison.Ordinal);
        var lines = await SiloProcess.RunAsync(["keys", "list", "--data", Data]);
        Assert.Contains("ada: read,act, for one customer, 20 requests a second", lines.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_of_staff_say_whose_they_are_and_which_roles_they_bring()
    {
        await AddAsync("kim", "--scopes", "read,act", "--as", "kim", "--roles", "adviser,lead");
        await AddAsync("lee", "--scopes", "act", "--as", "lee", "--roles", "");
        await AddAsync("desk", "--scopes", "act", "--roles", "station");
        foreach (var wrong in new string[][] { ["--roles", ""], ["--customer", "ada", "--roles", "adviser"], ["--customer", "ada", "--as", "kim"], ["--as", " kim"] })
        {
            var refused = await SiloProcess.RunAsync(["keys", "add", "wrong", "--scopes", "act", .. wrong, "--data", Data]);
            Assert.Equal((string.Join(' ', wrong), 2), (string.Join(' ', wrong), refused.Code));
        }
        var lines = (await SiloProcess.RunAsync(["keys", "list", "--data", Data])).Output;
        foreach (var line in new[] { "kim: read,act, as kim, role adviser,lead, since", "lee: act, as lee, roles by case, since", "desk: act, role station, since" }) Assert.Contains(line, lines, StringComparison.Ordinal);
        var listed = JsonSerializer.Deserialize<JsonElement>((await SiloProcess.RunAsync(["keys", "list", "--data", Data, "--json"])).Output).GetProperty("keys").EnumerateArray().Single(k => k.GetProperty("name").GetString() == "kim");
        Assert.Equal(("kim", "adviser"), (listed.GetProperty("person").GetString(), listed.GetProperty("roles")[0].GetString()));
    }

    private async Task<string> AddAsync(string name, params string[] options)
    {
        var (code, output, error) = await SiloProcess.RunAsync(["keys", "add", name, .. options, "--data", Data]);
        Assert.True(code == 0, error);
        return output.Trim();
    }

    private static async Task<HttpStatusCode> GetAsync(SiloProcess silo, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/customers");
        if (key is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await silo.Http.SendAsync(request);
        return answer.StatusCode;
    }

    /// <summary>A host looks at its keys every half second; a test that waits for a minute has failed.</summary>
    private static async Task UntilAsync(SiloProcess silo, string key, HttpStatusCode status)
    {
        for (var tries = 0; await GetAsync(silo, key) != status; tries++)
        {
            Assert.True(tries < 600, string.Create(CultureInfo.InvariantCulture, $"The host never answered {status}."));
            await Task.Delay(100);
        }
    }
}
