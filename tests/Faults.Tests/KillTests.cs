using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Xunit.Abstractions;

namespace JourneyOrchestrator.Faults.Tests;

/// <summary>
/// Rounds of load on the real process, each ended by <c>kill -9</c> at a random moment. Afterwards nothing acknowledged is missing,
/// nothing is there twice, no timer is lost, and each webhook arrived under one key.
/// </summary>
/// <remarks>JOURNEY_FAULT_ROUNDS: rounds, 5 if not set. JOURNEY_FAULT_SEED: repeats a run's choices.</remarks>
public sealed class KillTests(ITestOutputHelper output)
{
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task Nothing_acknowledged_is_lost_or_counted_twice_when_the_process_is_killed_again_and_again()
    {
        var (rounds, seed) = (Setting("JOURNEY_FAULT_ROUNDS", 5), Setting("JOURNEY_FAULT_SEED", Environment.TickCount & 0xffff));
        var random = new Random(seed);
        var data = Directory.CreateTempSubdirectory("journey-faults-").FullName;
        using var receiver = new HookReceiver();
        var ledger = new Ledger();
        try
        {
            for (var round = 1; round <= rounds; round++)
            {
                var lived = await RoundAsync(data, ledger, receiver, random, first: round == 1);
                output.WriteLine($"round {round}: killed after {lived.TotalMilliseconds:F0} ms, {ledger.Acknowledged.Count} acknowledged, {ledger.Open.Count} unanswered");
            }
            using var silo = await SiloProcess.StartAsync(data);
            await Load.RepeatAsync(silo.Http, ledger, random);
            await EveryWebhookArrivedUnderOneKey(ledger, receiver, silo);
            await EachAcknowledgedEventIsInTheHistoryOnce(ledger, silo.Http);
            output.WriteLine($"seed {seed}: {rounds} kills, {ledger.Acknowledged.Count} events, {receiver.Calls.Count} webhook calls for {receiver.Taken.Count} webhooks");
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task<TimeSpan> RoundAsync(string data, Ledger ledger, HookReceiver receiver, Random random, bool first)
    {
        using var silo = await SiloProcess.StartAsync(data);
        if (first) await PublishProbeAsync(silo.Http, receiver.Url);
        await Load.RepeatAsync(silo.Http, ledger, random);
        using var stop = new CancellationTokenSource();
        var lived = Stopwatch.StartNew();
        var senders = Enumerable.Range(0, 3).Select(_ => Task.Run(() => Load.RunAsync(silo.Http, ledger, stop.Token), CancellationToken.None)).ToArray();
        await Task.Delay(random.Next(200, 1500), CancellationToken.None);
        silo.Kill();
        var elapsed = lived.Elapsed;
        await stop.CancelAsync();
        await Task.WhenAll(senders);
        return elapsed;
    }

    private static async Task PublishProbeAsync(HttpClient http, string receiver)
    {
        var probe = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "probe.json"));
        using var body = new StringContent(probe.Replace("RECEIVER", receiver, StringComparison.Ordinal), Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri("/v1/journeys?publish=true", UriKind.Relative), body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task EveryWebhookArrivedUnderOneKey(Ledger ledger, HookReceiver receiver, SiloProcess silo)
    {
        var orders = ledger.Acknowledged.Values.Where(e => e.Order is not null).Select(e => e.Order!).ToArray();
        var expected = orders.SelectMany(o => new[] { Body(o, "now"), Body(o, "later") }).ToHashSet();
        var waited = Stopwatch.StartNew();
        while (!expected.IsSubsetOf(receiver.Taken.Keys) && waited.Elapsed < DrainLimit) await Task.Delay(200);
        var missing = expected.Except(receiver.Taken.Keys).ToArray();
        Assert.True(missing.Length == 0, $"{missing.Length} of {expected.Count} webhooks never arrived, first {missing.FirstOrDefault()}.\n{silo.Output}");

        Assert.DoesNotContain(receiver.Calls, call => string.IsNullOrEmpty(call.Key));
        Assert.All(receiver.Calls.GroupBy(call => call.Body), calls => Assert.Single(calls.Select(call => call.Key).Distinct()));
        Assert.All(receiver.Calls.GroupBy(call => call.Key), calls => Assert.Single(calls.Select(call => call.Body).Distinct()));
    }

    private static string Body(string order, string when) => $$"""{"order":"{{order}}","when":"{{when}}"}""";

    private static async Task EachAcknowledgedEventIsInTheHistoryOnce(Ledger ledger, HttpClient http)
    {
        var counted = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var customer in ledger.Acknowledged.Values.Select(e => e.Subject).Distinct())
            await CountAsync(http, customer, counted);
        var lost = ledger.Acknowledged.Keys.Where(id => !counted.ContainsKey(id)).ToArray();
        Assert.True(lost.Length == 0, $"{lost.Length} acknowledged events are not in the history: {string.Join(", ", lost.Take(5))}");
        Assert.DoesNotContain(counted, pair => pair.Value != 1);
    }

    private static async Task CountAsync(HttpClient http, string customer, Dictionary<string, int> counted)
    {
        for (var after = 0L; ;)
        {
            var page = await http.GetAsync(new Uri($"/v1/customers/{customer}/history?after={after}&limit=1000", UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            using var json = JsonDocument.Parse(await page.Content.ReadAsStringAsync());
            var items = json.RootElement.GetProperty("items");
            if (items.GetArrayLength() == 0) return;
            foreach (var entry in items.EnumerateArray())
            {
                after = entry.GetProperty("seq").GetInt64();
                var input = entry.GetProperty("input");
                if (input.GetProperty("kind").GetString() != "event") continue;
                var id = input.GetProperty("id").GetString()!;
                counted[id] = counted.GetValueOrDefault(id) + 1;
            }
        }
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
