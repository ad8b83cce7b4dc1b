using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using JourneyOrchestrator.Silo.Tests;
using JourneyOrchestrator.Tests.Shared;
using Xunit.Abstractions;

namespace Cluster.Tests;

/// <summary>Real processes on a real database.</summary>
public sealed class ProcessTests(ITestOutputHelper output) : IDisposable
{
    private const int Customers = 40;

    private readonly TemporaryDirectory directory = new();
    private readonly List<ClusterProcess> processes = [];
    private string database = "";

    public void Dispose()
    {
        foreach (var process in processes) process.Dispose();
        directory.Dispose();
    }

    private async Task<ClusterProcess> StartAsync(string role = "silo")
    {
        if (database.Length == 0) database = PostgresServer.Shared.NewDatabase();
        processes.Add(await ClusterProcess.StartAsync(directory.Path, database, role));
        return processes[^1];
    }

    private static async Task<HttpStatusCode> SendAsync(ClusterProcess to, int round)
    {
        var events = Enumerable.Range(0, Customers).Select(c => string.Create(
            CultureInfo.InvariantCulture, $$"""{"specversion":"1.0","id":"{{round}}","source":"/test","type":"customer.updated","subject":"c{{c}}","data":{"n":{{round}} } }"""));
        using var body = new StringContent($"[{string.Join(',', events)}]", Encoding.UTF8, "application/cloudevents-batch+json");
        using var answer = await to.Http.PostAsync(new Uri("/v1/events", UriKind.Relative), body);
        if (answer.StatusCode != HttpStatusCode.OK) return answer.StatusCode;
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("rejected").GetArrayLength() == 0 ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable;
    }

    /// <summary>Sends a round until all of it is taken.</summary>
    private static async Task<TimeSpan> InsistAsync(ClusterProcess to, int round)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (await SendAsync(to, round) != HttpStatusCode.OK) Assert.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromMinutes(1), "Nobody takes the events.");
        return TimeProvider.System.GetElapsedTime(begun);
    }

    private static async Task<long?> ReadAsync(ClusterProcess from, int customer)
    {
        using var answer = await from.Http.GetAsync(new Uri($"/v1/customers/c{customer}", UriKind.Relative));
        if (answer.StatusCode != HttpStatusCode.OK) return null;
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("traits").GetProperty("n").GetInt64();
    }

    private static async Task<JsonElement> JsonAsync(ClusterProcess from, string path)
    {
        using var json = JsonDocument.Parse(await from.Http.GetStringAsync(new Uri(path, UriKind.Relative)));
        return json.RootElement.Clone();
    }

    private static async Task<List<string>> HistoryAsync(ClusterProcess from, int customer)
    {
        var json = await JsonAsync(from, $"/v1/customers/c{customer}/history?after=0&limit=1000");
        return [.. json.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("input").GetProperty("id").GetString()!)];
    }

    private static async Task AssertAllAsync(ClusterProcess from, int rounds)
    {
        for (var c = 0; c < Customers; c++)
            Assert.Equal(Enumerable.Range(1, rounds).Select(r => r.ToString(CultureInfo.InvariantCulture)), await HistoryAsync(from, c));
    }

    [SkippableFact]
    public async Task Silos_and_doors_serve_the_same_customers_and_end_in_good_order()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        var (first, second) = (await StartAsync(), await StartAsync());
        var doors = await StartAsync("doors");
        ClusterProcess[] all = [first, second, doors];

        for (var round = 1; round <= 6; round++) await InsistAsync(all[round % 3], round);

        foreach (var process in all)
        {
            Assert.Equal(6, await ReadAsync(process, 7));
            Assert.Equal("[]", (await JsonAsync(process, "/v1/fan-outs")).GetProperty("items").GetRawText());
        }
        var sending = Task.Run(async () =>
        {
            for (var round = 7; round <= 30; round++) await InsistAsync(doors, round);
        });
        Assert.Equal(0, await second.TerminateAsync());
        await sending;
        await AssertAllAsync(doors, 30);
        Assert.Equal(0, await doors.TerminateAsync());
        Assert.Equal(0, await first.TerminateAsync());
    }

    [SkippableFact]
    public async Task A_killed_silo_loses_nothing_and_others_go_on()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        var (first, second) = (await StartAsync(), await StartAsync());
        for (var round = 1; round <= 5; round++) await InsistAsync(round % 2 == 0 ? first : second, round);

        second.Kill();
        var gap = await InsistAsync(first, 6);

        output.WriteLine($"First good answer for all customers {gap.TotalSeconds:0.0} s after kill -9 of a silo.");
        Assert.Equal(6, await ReadAsync(first, 3));
        // One that comes back takes its share again.
        var third = await StartAsync();
        await InsistAsync(third, 7);
        await AssertAllAsync(first, 7);
    }

    [SkippableFact]
    public async Task A_frozen_silo_is_given_up_and_shows_nothing_old_when_it_goes_on()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        var (first, second) = (await StartAsync(), await StartAsync());
        for (var round = 1; round <= 3; round++) await InsistAsync(second, round);

        second.Freeze();
        var gap = await InsistAsync(first, 4);
        output.WriteLine($"First good answer for all customers {gap.TotalSeconds:0.0} s after a silo was frozen.");
        second.Thaw();

        // What it may still take goes where the others see it; what it knew is nothing to write upon.
        if (await TryAsync(() => SendAsync(second, 5)) == HttpStatusCode.OK)
            for (var c = 0; c < Customers; c++) Assert.Equal(5, await ReadAsync(first, c));
        await InsistAsync(first, 5);

        // Whatever it answers from now on is new; it ends, since it was given up.
        for (var c = 0; c < Customers; c++)
        {
            try
            {
                Assert.Contains(await ReadAsync(second, c), (long?[])[5, null]);
            }
            catch (HttpRequestException)
            {
                break;   // it has ended
            }
        }
        await second.EndAsync();
        await AssertAllAsync(first, 5);
    }

    /// <summary>Null: the process takes no calls any more.</summary>
    private static async Task<HttpStatusCode?> TryAsync(Func<Task<HttpStatusCode>> call)
    {
        try
        {
            return await call();
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
