using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using JourneyOrchestrator.Operations.Tests.Harness;
using JourneyOrchestrator.Tests.Shared;
using Xunit.Abstractions;

namespace JourneyOrchestrator.Operations.Tests.Postgres;

/// <summary>docs/second-site.md: two servers, of which the second has whatever the first acknowledges; the first is lost while signals come in.</summary>
public sealed class SecondSiteTests(ITestOutputHelper printed) : IDisposable
{
    private const int Senders = 8, Before = 40, After = 20;   // signals of each

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);   // then it does not come back at all

    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [SkippableFact]
    public async Task What_was_acknowledged_before_the_first_site_was_lost_is_at_the_second_once_and_the_host_goes_on_there()
    {
        PostgresHost.SkipWhereMissing();
        using var first = PostgresServer.OfItsOwn();
        var connection = first.NewDatabase();
        using var second = first.WithStandby();
        connection = first.ToEither(second, connection);
        using var silo = await PostgresHost.ServeAsync(scratch["data"], connection);

        var acknowledged = 0;
        var halfWay = new TaskCompletionSource();
        var senders = Enumerable.Range(0, Senders).Select(sender => Task.Run(async () =>
        {
            for (var i = 1; i <= Before + After; i++)
            {
                await InsistAsync(silo, sender, i);
                if (Interlocked.Increment(ref acknowledged) == Senders * Before) halfWay.SetResult();
            }
        })).ToArray();

        await Task.WhenAny(halfWay.Task, Task.WhenAll(senders));
        var lost = Stopwatch.GetTimestamp();
        first.Kill();
        var before = Volatile.Read(ref acknowledged);
        second.Promote();
        var promoted = Stopwatch.GetElapsedTime(lost);
        while (Volatile.Read(ref acknowledged) == before && !senders.Any(sender => sender.IsFaulted)) await Task.Delay(10);
        var back = Stopwatch.GetElapsedTime(lost);
        await Task.WhenAll(senders);

        printed.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Second site: promoted {promoted.TotalSeconds:F1} s, first acknowledgement {back.TotalSeconds:F1} s after kill -9 of the first; {before} signals were acknowledged before."));
        Assert.True(before < Senders * (Before + After), "Nothing was left to send.");
        for (var sender = 0; sender < Senders; sender++)
            Assert.Equal(Enumerable.Range(1, Before + After).Select(i => i.ToString(CultureInfo.InvariantCulture)), await HistoryAsync(silo, sender));
        Assert.Equal(0, await silo.TerminateAsync());
        var (code, output, error) = await PostgresHost.RunAsync(scratch["data"], connection, "verify");
        Assert.True(code == 0, output + error);
    }

    /// <summary>As a front-line system does: until it is taken, under the same id.</summary>
    private static async Task InsistAsync(SiloProcess silo, int sender, int id)
    {
        for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < Patience; await Task.Delay(50))
        {
            var text = $$"""{"specversion":"1.0","id":"{{id}}","source":"/test","type":"customer.updated","subject":"c{{sender}}","data":{"visits":{{id}} } }""";
            using var body = new StringContent(text, Encoding.UTF8, "application/cloudevents+json");
            using var answer = await silo.Http.PostAsync(new Uri("/v1/events", UriKind.Relative), body);
            if (answer.StatusCode == HttpStatusCode.OK) return;
            Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}\n{silo.Output}");
        }
        throw new TimeoutException($"Nobody takes signals any more:\n{silo.Output}");
    }

    private static async Task<string[]> HistoryAsync(SiloProcess silo, int sender)
    {
        var page = await silo.SendAsync(HttpMethod.Get, $"/v1/customers/c{sender}/history?limit=1000");
        return [.. page.GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("input").GetProperty("id").GetString()!).OrderBy(id => int.Parse(id, CultureInfo.InvariantCulture))];
    }
}
