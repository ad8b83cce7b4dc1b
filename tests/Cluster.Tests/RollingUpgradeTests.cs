using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using JourneyOrchestrator.Silo.Tests;
using JourneyOrchestrator.Silo.Tests.Pumps;
using JourneyOrchestrator.Tests.Shared;
using Npgsql;

namespace Cluster.Tests;

/// <summary>Real processes of two versions of the program, the one replacing the other while events come.</summary>
public sealed class RollingUpgradeTests : IDisposable
{
    private const int Customers = 12, PauseMilliseconds = 20;

    private static readonly byte[] First = SmallJourneys.Of("trip", SmallJourneys.Follow("train"), SmallJourneys.Delay("00:00:03"), SmallJourneys.Wait("over"));
    private static readonly byte[] Second = SmallJourneys.Of(
        "trip", SmallJourneys.Follow("train"), SmallJourneys.Delay("00:00:03"), SmallJourneys.Message(), SmallJourneys.Wait("over"));

    private readonly TemporaryDirectory data = new(), next = new();
    private readonly List<ClusterProcess> running = [];
    private int asked;   // under the list's lock
    private readonly string database = PostgresServer.Missing is null ? PostgresServer.Shared.NewDatabase() : "";

    public void Dispose()
    {
        foreach (var process in running) process.Dispose();
        data.Dispose();
        next.Dispose();
    }

    [SkippableFact]
    public async Task Silos_are_replaced_one_by_one_under_load_and_nothing_is_lost_or_doubled()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        var (one, two) = (await StartAsync(ClusterProcess.Program), await StartAsync(ClusterProcess.Program));
        await StartAsync(ClusterProcess.Program, "doors");
        var newer = Newer();
        await PostAsync("/v1/journeys?publish=true", "application/json", Encoding.UTF8.GetString(First));
        await EventsAsync("begin", "k1");

        using var stop = new CancellationTokenSource();
        var (ticks, news) = (CountAsync(n => EventsAsync("tick", $"tick-{n}"), stop.Token), CountAsync(TellAsync, stop.Token));
        var three = await StartAsync(newer);
        await PostAsync("/v1/journeys?publish=true", "application/json", Encoding.UTF8.GetString(Second));
        await EventsAsync("begin", "k2");
        Assert.Equal(0, await one.TerminateAsync());
        var four = await StartAsync(newer);
        Assert.Equal(0, await two.TerminateAsync());
        await stop.CancelAsync();
        var (ticked, told) = (await ticks, await news);

        await EventsAsync("last", "last");
        foreach (var process in (ClusterProcess[])[three, four])
            for (var c = 0; c < Customers; c++) await AssertAsync(process, $"c{c}", ticked, told);
        Assert.Equal(2, (await EnginesAsync()).Count);
        await OlderIsRefusedAsync();
    }

    /// <summary>Each event and each topic event came once, in order; each case runs in its version, and its timer fired once.</summary>
    private static async Task AssertAsync(ClusterProcess process, string customer, int ticked, int told)
    {
        await Journeys.UntilAsync(async () => (await InputsAsync(process, customer)).Count(i => i.Kind == "timer") == 2
            && (await InputsAsync(process, customer)).Count(i => i.Kind == "topic") == told, $"{customer} hears everything, and both timers fire.");
        var inputs = await InputsAsync(process, customer);
        Assert.Equal(Enumerable.Range(1, told).Select(n => $"news-{n}"), inputs.Where(i => i.Kind == "topic").Select(i => i.Id));
        Assert.Equal([.. Enumerable.Range(1, ticked).Select(n => $"tick-{n}"), "last"], inputs.Where(i => i.Kind == "event" && !i.Id!.StartsWith('k')).Select(i => i.Id));
        Assert.Equal(["k1", "k2"], inputs.Where(i => i.Kind == "event" && i.Id!.StartsWith('k')).Select(i => i.Id));
        Assert.Equal(2, inputs.Count(i => i.Kind == "timer"));
        var cases = (await JsonAsync(process, $"/v1/customers/{customer}")).GetProperty("cases").EnumerateArray();
        Assert.Equal([("k1", 1, "active"), ("k2", 2, "active")], cases.Select(c => (c.GetProperty("key").GetString(), c.GetProperty("version").GetInt32(), c.GetProperty("state").GetString())).Order());
    }

    /// <summary>Where a newer version has changed the tables an older one does not start any more; those that run go on.</summary>
    private async Task OlderIsRefusedAsync()
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using (var change = source.CreateCommand("INSERT INTO schema_versions(version) SELECT max(version) + 1 FROM schema_versions")) await change.ExecuteNonQueryAsync();
        await EventsAsync("tick", "after");
        Assert.Equal(2, await ClusterProcess.RunAsync(ClusterProcess.Program, ClusterProcess.Arguments(data.Path, "silo"), ClusterProcess.Environment(database)));
    }

    private async Task<ClusterProcess> StartAsync(string program, string role = "silo")
    {
        var process = await ClusterProcess.StartOfAsync(program, data.Path, database, role);
        lock (running) running.Add(process);
        return process;
    }

    /// <summary>The program of the next version: a copy in which the one assembly differs that says which version it is.</summary>
    private string Newer()
    {
        var from = Path.GetDirectoryName(ClusterProcess.Program)!;
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(next.Path, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
        const string Versioned = "JourneyOrchestrator.Silo.Serving.dll";
        File.Copy(Path.Combine(AppContext.BaseDirectory, "next", Versioned), Path.Combine(next.Path, Versioned), overwrite: true);
        return Path.Combine(next.Path, Path.GetFileName(ClusterProcess.Program));
    }

    /// <summary>Does something again and again, with 1, 2 and so on, until it is told to stop.</summary>
    /// <returns>How often.</returns>
    private static Task<int> CountAsync(Func<int, Task> act, CancellationToken stop) => Task.Run(async () =>
    {
        var done = 0;
        for (; !stop.IsCancellationRequested; await Task.Delay(PauseMilliseconds)) await act(++done);
        return done;
    });

    private Task EventsAsync(string type, string id) => PostAsync("/v1/events", "application/cloudevents-batch+json", $"[{string.Join(',', Enumerable.Range(0, Customers).Select(c => Event(type, id, $"c{c}")))}]");

    private Task TellAsync(int number) => PostAsync("/v1/topics/train/events", "application/cloudevents+json", Event("news", $"news-{number}", null));

    private static string Event(string type, string id, string? subject) => JsonSerializer.Serialize(
        new Dictionary<string, object?> { ["specversion"] = "1.0", ["id"] = id, ["source"] = "/test", ["type"] = type, ["subject"] = subject, ["data"] = new { key = id } }
            .Where(pair => pair.Value is not null).ToDictionary());

    /// <summary>Asks one process after the other, as a load balancer does, until all of it is taken.</summary>
    private async Task PostAsync(string path, string type, string text)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            ClusterProcess process;
            lock (running) process = running[asked++ % running.Count];
            if (await TryPostAsync(process, path, type, text)) return;
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromMinutes(1), $"Nobody takes {path}.");
        }
    }

    private static async Task<bool> TryPostAsync(ClusterProcess process, string path, string type, string text)
    {
        using var body = new StringContent(text, Encoding.UTF8, type);
        try
        {
            using var answer = await process.Http.PostAsync(new Uri(path, UriKind.Relative), body);
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable) return false;
            var said = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.IsSuccessStatusCode, $"{path}: {said}");
            using var json = JsonDocument.Parse(said);
            return !json.RootElement.TryGetProperty("rejected", out var rejected) || rejected.GetArrayLength() == 0;
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return false;   // it has ended
        }
    }

    private static async Task<JsonElement> JsonAsync(ClusterProcess process, string path)
    {
        using var json = JsonDocument.Parse(await process.Http.GetStringAsync(new Uri(path, UriKind.Relative)));
        return json.RootElement.Clone();
    }

    private static async Task<List<(string Kind, string? Id)>> InputsAsync(ClusterProcess process, string customer)
    {
        var inputs = new List<(string, string?)>();
        for (long? after = 0; after is not null;)
        {
            var page = await JsonAsync(process, string.Create(CultureInfo.InvariantCulture, $"/v1/customers/{customer}/history?after={after}&limit=1000"));
            foreach (var entry in page.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("input")))
                inputs.Add((entry.GetProperty("kind").GetString()!, entry.TryGetProperty("id", out var id) ? id.GetString() : null));
            after = page.GetProperty("next") is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : null;
        }
        return inputs;
    }

    /// <summary>The versions of the program that decided.</summary>
    private async Task<List<string>> EnginesAsync()
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand("SELECT DISTINCT convert_from(body, 'UTF8')::json->>'engine' FROM entries");
        var engines = new List<string>();
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync()) engines.Add(rows.GetString(0));
        return engines;
    }
}
