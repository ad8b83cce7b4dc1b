using System.Text.Json;
using JourneyOrchestrator.Operations.Tests.Harness;
using Microsoft.Data.Sqlite;

namespace JourneyOrchestrator.Operations.Tests.Commands;

/// <summary>What programs read of commands: one JSON object on standard output, whatever else is said elsewhere.</summary>
public sealed class JsonOutputTests : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task Doctor_lists_its_checks()
    {
        var (code, json) = await RunAsync("doctor", "--data", scratch["data"], "--urls", "http://127.0.0.1:0");
        Assert.Equal((0, "doctor", true), (code, json.GetProperty("command").GetString(), json.GetProperty("done").GetBoolean()));
        Assert.All(json.GetProperty("checks").EnumerateArray(), check => Assert.True(check.GetProperty("ok").GetBoolean()));

        await File.WriteAllTextAsync(scratch["file"], "");
        var (failed, ill) = await RunAsync("doctor", "--data", scratch["file"], "--urls", "http://127.0.0.1:0");
        Assert.Equal((1, false), (failed, ill.GetProperty("done").GetBoolean()));
        Assert.Contains(ill.GetProperty("checks").EnumerateArray(), check => check.GetProperty("what").GetString() == "data directory" && !check.GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task Doctor_looks_at_a_running_host_and_at_what_it_keeps()
    {
        using var silo = await SiloProcess.ServeAsync(scratch["data"]);
        await silo.EventAsync("""{"specversion":"1.0","id":"1","source":"/test","type":"customer.updated","subject":"ada","data":{"name":"Ada"}}""");

        var (code, json) = await RunAsync("doctor", "--data", scratch["data"], "--urls", silo.Url);

        Assert.Equal(0, code);
        Assert.StartsWith("schema version ", Found(json, "journal"), StringComparison.Ordinal);
        Assert.Contains("\"queueDepth\":0", Found(json, "address"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INSERT INTO timers(due, customer, timer) VALUES(1, 1, 1)", 0, "the oldest timer has been due for")]
    [InlineData("INSERT INTO outbox(id, customer, kind, not_before, next_try, use_until, supersession, sealed, dead) VALUES('a', 1, 'x', 1, 1, 1, 0, x'', 1)", 0, "1 dead letters")]
    [InlineData("INSERT INTO outbox(id, customer, kind, not_before, next_try, use_until, supersession, sealed) VALUES('a', 1, 'x', 1, 1, 1, 0, x'')", 0, "1 effects wait")]
    [InlineData("INSERT INTO erasures VALUES(1)", 0, "1 erasures are not finished")]
    [InlineData("UPDATE entries SET at = at + 86400000000", 1, "the clock was set back")]
    [InlineData("INSERT INTO schema VALUES(999, '')", 1, "schema version 999; this program knows")]
    public async Task Doctor_says_what_somebody_has_to_look_at(string change, int code, string said)
    {
        using (var silo = await SiloProcess.ServeAsync(scratch["data"]))
        {
            await silo.EventAsync("""{"specversion":"1.0","id":"1","source":"/test","type":"customer.updated","subject":"ada","data":{"name":"Ada"}}""");
            Assert.Equal(0, await silo.TerminateAsync());
        }
        await using (var journal = new SqliteConnection($"Data Source={scratch["data"]}/journal.db;Pooling=False"))
        {
            await journal.OpenAsync();
            var command = journal.CreateCommand();
            command.CommandText = change;
            Assert.NotEqual(0, await command.ExecuteNonQueryAsync());
        }

        var (ended, json) = await RunAsync("doctor", "--data", scratch["data"], "--urls", "http://127.0.0.1:0");

        Assert.Equal(code, ended);
        Assert.Contains(said, Found(json, "journal"), StringComparison.Ordinal);
        Assert.Equal(code == 0, json.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("what").GetString() == "journal").GetProperty("warning").GetBoolean());
    }

    private static string Found(JsonElement answer, string what) =>
        answer.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("what").GetString() == what).GetProperty("found").GetString()!;

    [Fact]
    public async Task Health_is_asked_at_the_addresses_of_the_host()
    {
        using (var silo = await SiloProcess.ServeAsync(scratch["data"]))
        {
            var (code, json) = await RunAsync("health", "--urls", silo.Url.Replace("127.0.0.1", "0.0.0.0", StringComparison.Ordinal));
            Assert.Equal((0, true, 200), (code, json.GetProperty("done").GetBoolean(), json.GetProperty("status").GetInt32()));
        }
        var none = await SiloProcess.RunAsync(["health", "--urls", "http://127.0.0.1:1"]);
        Assert.Equal((1, ""), (none.Code, none.Output));
        Assert.Equal(2, (await SiloProcess.RunAsync(["health", "--urls", "nonsense"])).Code);
    }

    [Fact]
    public async Task Journeys_are_checked_pushed_and_pulled()
    {
        await File.WriteAllTextAsync(scratch["bad.json"], """{"definitionId":"bad","name":"Bad","root":{"id":"x","type":"Acme.Unknown","version":1}}""");
        var (code, bad) = await RunAsync("journeys", "check", scratch["bad.json"]);
        Assert.Equal((1, "x"), (code, bad.GetProperty("journeys")[0].GetProperty("diagnostics")[0].GetProperty("node").GetString()));

        using var silo = await SiloProcess.ServeAsync(scratch["data"]);
        var good = Path.Combine(Files.Root, "workflows", "journeys", "care-case.json");
        var (pushed, push) = await RunAsync("journeys", "push", good, scratch["bad.json"], "--publish", "--server", silo.Url);
        Assert.Equal(1, pushed);
        Assert.Equal([200, 400], push.GetProperty("journeys").EnumerateArray().Select(one => one.GetProperty("status").GetInt32() is var status && status < 300 ? 200 : status));
        var (pulled, pull) = await RunAsync("journeys", "pull", scratch["pulled"], "--server", silo.Url);
        Assert.Equal(0, pulled);
        var file = pull.GetProperty("journeys").EnumerateArray().Single(one => one.GetProperty("id").GetString() == "care-case").GetProperty("file").GetString()!;
        Assert.Equal(await File.ReadAllBytesAsync(good), await File.ReadAllBytesAsync(file));
    }

    [Fact]
    public async Task Files_that_can_not_be_read_are_refused_before_anything_is_sent()
    {
        using var silo = await SiloProcess.ServeAsync(scratch["data"]);
        var before = await silo.SendAsync(HttpMethod.Get, "/v1/journeys");
        var journey = await File.ReadAllTextAsync(Path.Combine(Files.Root, "workflows", "journeys", "care-case.json"));
        await File.WriteAllTextAsync(scratch["new.json"], journey.Replace("\"care-case\"", "\"another-case\"", StringComparison.Ordinal));

        var run = await SiloProcess.RunAsync(["journeys", "push", scratch["new.json"], scratch["missing.json"], "--server", silo.Url]);
        Assert.Equal(2, run.Code);
        Assert.Equal(before.ToString(), (await silo.SendAsync(HttpMethod.Get, "/v1/journeys")).ToString());
    }

    [Fact]
    public async Task A_server_that_is_no_journey_host_is_a_failure_in_a_sentence()
    {
        using var other = new Receiver();
        var run = await SiloProcess.RunAsync(["journeys", "pull", scratch["pulled"], "--server", other.Url]);

        Assert.Equal(1, run.Code);
        Assert.Contains("is no journey host", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_is_on_standard_error()
    {
        using (var silo = await SiloProcess.ServeAsync(scratch["data"]))
        {
            await silo.EventAsync("""{"specversion":"1.0","id":"1","source":"/test","type":"visit","subject":"ada"}""");
            Assert.Equal(0, await silo.TerminateAsync());
        }
        var run = await SiloProcess.RunAsync(["verify", "--data", scratch["data"], "--json"]);
        Assert.Contains("customers: 100 %  1 of 1", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, JsonSerializer.Deserialize<JsonElement>(run.Output).GetProperty("entries").GetInt64());
    }

    private static async Task<(int Code, JsonElement Json)> RunAsync(params string[] arguments)
    {
        var run = await SiloProcess.RunAsync([.. arguments, "--json"]);
        Assert.True(run.Output.Length > 0, run.Error);
        return (run.Code, JsonSerializer.Deserialize<JsonElement>(run.Output));
    }
}
