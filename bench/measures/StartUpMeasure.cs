using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using JourneyOrchestrator.Bench.Hosts;
using JourneyOrchestrator.Bench.Loads;

namespace JourneyOrchestrator.Bench.Measures;

/// <summary>From the start of the real process to the first acknowledged signal, with a million customers on disk.</summary>
internal static class StartUpMeasure
{
    private const int RoundCount = 5;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static async Task<IReadOnlyList<Result>> RunAsync(Places places)
    {
        using Place many = places.New(), none = places.New();
        await ManyCustomers.PrepareAsync(many);
        await RoundAsync(none, 0);
        return
        [
            new("Start-up of an empty host to the first acknowledged signal", await MedianAsync(none)),
            new("Start-up with 1,000,000 customers and 100,000 timers on disk", await MedianAsync(many), "≤ 2 s"),
        ];
    }

    private static async Task<string> MedianAsync(Place place)
    {
        var seconds = new List<double>();
        for (var i = 1; i <= RoundCount; i++) seconds.Add((await RoundAsync(place, i)).TotalSeconds);
        return Result.Number(Rounds.Median(seconds), "s");
    }

    private static async Task<TimeSpan> RoundAsync(Place place, int round)
    {
        var began = Stopwatch.GetTimestamp();
        using var silo = SiloProcess.Start(place);
        while (!await TrySignalAsync(silo, round))
        {
            if (Stopwatch.GetElapsedTime(began) > Limit) throw new TimeoutException($"No signal was taken within {Limit.TotalSeconds} s of the start.");
            await Task.Delay(5);
        }
        return Stopwatch.GetElapsedTime(began);
    }

    private static async Task<bool> TrySignalAsync(SiloProcess silo, int round)
    {
        var json = $$"""{"specversion":"1.0","id":"start-{{round}}","source":"/bench","type":"app.opened","subject":"newcomer-{{round}}"}""";
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/cloudevents+json");
        try
        {
            using var answer = await silo.Client.PostAsync(new Uri("/v1/events", UriKind.Relative), content);
            return answer.EnsureSuccessStatusCode().IsSuccessStatusCode;
        }
        catch (HttpRequestException refused) when (refused.StatusCode is null)
        {
            silo.ThrowIfEnded();
            return false;   // it does not listen yet
        }
    }
}
