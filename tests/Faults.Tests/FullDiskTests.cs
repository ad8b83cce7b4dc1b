using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using JourneyOrchestrator.Tests.Shared;

namespace JourneyOrchestrator.Faults.Tests;

/// <summary>The real host on a real small disk that somebody else fills, and clears again.</summary>
public sealed class FullDiskTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [SkippableFact]
    public async Task On_a_full_disk_it_reads_and_refuses_and_goes_on_by_itself_with_nothing_lost()
    {
        using var disk = SmallDisk.TryMount(megabytes: 64);
        Skip.If(disk is null, "A small disk can't be mounted here: it takes root and tmpfs.");
        var data = Path.Combine(disk.Path, "data");
        using var receiver = new HookReceiver();
        var ledger = new Ledger();
        using (var silo = SiloProcess.Launch(data))
        {
            await silo.ReadyAsync();
            await Post.JourneyAsync(silo.Http, "probe.json", receiver.Url);
            for (var i = 0; i < 20; i++) await SendAsync(silo, ledger);

            disk.Fill();
            await UntilAsync(async () =>
            {
                await SendAsync(silo, ledger);
                return await StatusAsync(silo, "/healthz/ready") == HttpStatusCode.ServiceUnavailable;
            });
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(silo, "/healthz/live"));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(silo, $"/v1/customers/{ledger.Acknowledged.Values.First().Subject}"));
            Assert.Contains("The disk is full", silo.Output, StringComparison.Ordinal);

            disk.Clear();
            await UntilAsync(async () => await StatusAsync(silo, "/healthz/ready") == HttpStatusCode.OK);
            await Load.RepeatAsync(silo.Http, ledger, Random.Shared);
            await UntilAsync(() => Task.FromResult(receiver.Taken.Count >= 2 * ledger.Acknowledged.Values.Count(e => e.Order is not null)));
            await Proofs.EachAcknowledgedEventIsInTheHistoryOnceAsync(ledger, silo.Http);
            Proofs.EveryWebhookArrivedUnderOneKey(ledger, receiver);
            Assert.Equal(0, await silo.TerminateAsync());
        }
        var (code, said) = await SiloProcess.RunAsync("verify", "--data", data);
        Assert.True(code == 0, said);
    }

    [SkippableFact]
    public async Task On_a_full_disk_nothing_is_changed_by_anybody_and_what_is_read_can_be_read()
    {
        using var disk = SmallDisk.TryMount(megabytes: 64);
        Skip.If(disk is null, "A small disk can't be mounted here: it takes root and tmpfs.");
        var data = Path.Combine(disk.Path, "data");
        using var receiver = new HookReceiver();
        var ledger = new Ledger();
        using var silo = SiloProcess.Launch(data);
        await silo.ReadyAsync();
        var id = (await AnswerAsync(silo, "POST", "/v1/subscriptions", Wish(receiver), HttpStatusCode.Created)).GetProperty("id").GetString();
        for (var i = 0; i < 5; i++) await SendAsync(silo, ledger);
        var low = await AnswerAsync(silo, "GET", "/healthz/ready", null, HttpStatusCode.OK);
        Assert.True(low.GetProperty("disk").GetProperty("low").GetBoolean());
        Assert.InRange(low.GetProperty("disk").GetProperty("freeBytes").GetInt64(), 1, 64L << 20);

        disk.Fill();
        // The first that meets the full disk may be this very call.
        await UntilAsync(async () => await StatusAsync(silo, "/v1/subscriptions", Wish(receiver)) == HttpStatusCode.ServiceUnavailable);
        var customer = ledger.Acknowledged.Values.First().Subject;
        foreach (var (method, path) in ((string, string)[])[
            ("POST", $"/v1/subscriptions/{id}/pause"), ("POST", $"/v1/subscriptions/{id}/resume"), ("POST", $"/v1/subscriptions/{id}/rotate"), ("DELETE", $"/v1/subscriptions/{id}"),
            ("DELETE", $"/v1/customers/{customer}")])
            await RefusesAsync(silo, method, path);
        Assert.NotEqual("paused", (await AnswerAsync(silo, "GET", $"/v1/subscriptions/{id}", null, HttpStatusCode.OK)).GetProperty("state").GetString());
        await AnswerAsync(silo, "GET", $"/v1/customers/{customer}", null, HttpStatusCode.OK);
        var reads = await AnswerAsync(silo, "GET", $"/v1/customers/{customer}/reads", null, HttpStatusCode.OK);
        Assert.Equal(["card"], reads.GetProperty("items").EnumerateArray().Select(read => read.GetProperty("call").GetString()));
        await KeysAreAsTheyWereAsync(data);
        Assert.Equal(1, Regex.Count(silo.Output, " fail: "));   // the log says once that the disk is full, and nothing else

        disk.Clear();
        await UntilAsync(async () => await StatusAsync(silo, "/healthz/ready") == HttpStatusCode.OK);
        await AnswerAsync(silo, "DELETE", $"/v1/subscriptions/{id}", null, HttpStatusCode.OK);
        await AnswerAsync(silo, "DELETE", $"/v1/customers/{customer}", null, HttpStatusCode.OK);
        var (code, said) = await SiloProcess.RunAsync("doctor", "--data", data, "--urls", "http://127.0.0.1:0");
        Assert.True(code == 0, said);
        Assert.Matches("warn  data directory: only [0-9]+ MiB are free", said);
    }

    [SkippableFact]
    public async Task A_database_of_keys_on_a_full_disk_makes_the_host_read_only_until_there_is_room()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        using var disk = SmallDisk.TryMount(megabytes: 64);
        Skip.If(disk is null, "A small disk can't be mounted here: it takes root and tmpfs.");
        using var server = PostgresServer.OfItsOwn();
        var data = Directory.CreateTempSubdirectory("journey-keys-");
        using (var silo = SiloProcess.Launch(data.FullName, database: server.NewDatabase(), keys: server.NewDatabaseIn(Path.Combine(disk.Path, "keys"))))
        {
            await silo.ReadyAsync();
            disk.Fill();
            var newcomers = 0;
            await UntilAsync(async () => !await Post.BatchAsync(silo.Http, "/v1/events", Newcomers(newcomers += 200)));
            for (var i = 0; i < 100; i++)
            {
                Assert.False(await Post.BatchAsync(silo.Http, "/v1/events", Newcomers(newcomers)));
                await Task.Delay(20);   // longer than it takes to see that the journal writes
            }
            Assert.Equal(1, Regex.Count(silo.Output, "The disk is full"));

            disk.Clear();
            await UntilAsync(async () => await Post.BatchAsync(silo.Http, "/v1/events", Newcomers(newcomers)));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(silo, $"/v1/customers/n{newcomers}"));
            Assert.Equal(0, await silo.TerminateAsync());
        }
        data.Delete(recursive: true);
    }

    /// <summary>Two hundred customers whom nobody knows, each with a first event.</summary>
    private static string[] Newcomers(int last) => [.. Enumerable.Range(last - 199, 200).Select(i => new Sent($"n{i}", $"n{i}", null).Json)];

    private static string Wish(HookReceiver receiver) => $$"""{"url":"{{receiver.Url}}"}""";

    private static async Task KeysAreAsTheyWereAsync(string data)
    {
        var (code, said) = await SiloProcess.RunAsync("keys", "add", "late", "--scopes", "read", "--data", data);
        Assert.True(code == 1, said);
        Assert.Contains("api-keys.json could not be made: No space left on device", said, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(data, "api-keys.json.new"));
        Assert.False(File.Exists(Path.Combine(data, "api-keys.json")));
    }

    private static async Task RefusesAsync(SiloProcess silo, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await silo.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable, $"{method} {path}: {(int)answer.StatusCode} {text}");
        Assert.NotNull(answer.Headers.RetryAfter);
        using var problem = JsonDocument.Parse(text);
        Assert.Equal("read-only", problem.RootElement.GetProperty("errors")[0].GetProperty("code").GetString());
    }

    private static async Task<JsonElement> AnswerAsync(SiloProcess silo, string method, string path, string? body, HttpStatusCode wanted)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await silo.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == wanted, $"{method} {path}: {(int)answer.StatusCode} {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    private static async Task SendAsync(SiloProcess silo, Ledger ledger)
    {
        var events = ledger.Next(20);
        if (await Post.BatchAsync(silo.Http, "/v1/events", [.. events.Select(e => e.Json)])) ledger.Acknowledge(events);
        else ledger.Unanswered(events);
    }

    private static async Task<HttpStatusCode> StatusAsync(SiloProcess silo, string path)
    {
        using var answer = await silo.Http.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> StatusAsync(SiloProcess silo, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await silo.Http.PostAsync(new Uri(path, UriKind.Relative), content);
        return answer.StatusCode;
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var waited = Stopwatch.StartNew();
        while (!await holds())
        {
            Assert.True(waited.Elapsed < Patience, "It did not come to that.");
            await Task.Delay(50);
        }
    }
}
