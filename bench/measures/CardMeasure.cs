using System.Diagnostics;
using JourneyOrchestrator.Bench.Hosts;
using JourneyOrchestrator.Bench.Loads;

namespace JourneyOrchestrator.Bench.Measures;

/// <summary>How long a reader waits for a card over HTTP, at 500 cards a second, while 1,000 signals a second come in.</summary>
internal static class CardMeasure
{
    private const int SignalsPerSecond = 1_000;
    private const int CardsPerSecond = 500;
    private const int Travellers = 1_200;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    public static async Task<IReadOnlyList<Result>> RunAsync(Places places)
    {
        var load = RailLoad.Make(Travellers);
        await Rounds.WarmUpAsync(() => RoundAsync(places, load));
        var milliseconds = await RoundAsync(places, load);
        return
        [
            new("Card over HTTP at 500 reads/s while 1,000 signals/s come in, p50", Result.Number(Rounds.Median(milliseconds), "ms")),
            new("Card over HTTP at 500 reads/s while 1,000 signals/s come in, p99", Result.Number(Rounds.Percentile(milliseconds, 0.99), "ms"), "≤ 2 ms"),
        ];
    }

    private static async Task<double[]> RoundAsync(Places places, RailLoad load)
    {
        using var place = places.New();
        await using var host = await BenchHost.OpenAsync(place, load.Start);
        await using var web = await WebHost.StartAsync(host);
        var known = new List<string>();
        var signalling = SignalAsync(host, web, [.. load.Signals], known);
        await Task.Delay(WarmUp);
        while (Count(known) == 0) await Task.Delay(WarmUp);   // on a busy machine
        var milliseconds = await ReadAsync(web, known, signalling);
        await signalling;
        return milliseconds;
    }

    private static async Task SignalAsync(BenchHost host, WebHost web, LoadSignal[] signals, List<string> known)
    {
        using var connections = new ConnectionPool(web.Address);
        var calls = new List<Task>();
        await Schedule.RunAsync(SignalsPerSecond, signals.Length, i =>
        {
            host.Clock.MoveTo(signals[i].Signal.Time!.Value);
            var request = RawConnection.Post(web.Address, "/v1/events", "application/cloudevents+json", signals[i].Json.Span);
            calls.Add(TakeAsync(signals[i].Signal.Subject));

            async Task TakeAsync(string subject)
            {
                await connections.CallAsync(request);
                lock (known) known.Add(subject);
            }
        });
        await Task.WhenAll(calls);
    }

    private static int Count(List<string> known)
    {
        lock (known) return known.Count;
    }

    /// <summary>Reads until the signals have all been sent.</summary>
    private static async Task<double[]> ReadAsync(WebHost web, List<string> known, Task until)
    {
        using var connections = new ConnectionPool(web.Address);
        var random = new Random(1);
        var reads = new List<Task<double>>();
        await Schedule.RunAsync(CardsPerSecond, int.MaxValue, _ =>
        {
            string subject;
            lock (known) subject = known[random.Next(known.Count)];
            reads.Add(OneAsync(connections, RawConnection.Get(web.Address, $"/v1/customers/{Uri.EscapeDataString(subject)}")));
        }, until);
        return await Task.WhenAll(reads);
    }

    private static async Task<double> OneAsync(ConnectionPool connections, ReadOnlyMemory<byte> request)
    {
        var began = Stopwatch.GetTimestamp();
        await connections.CallAsync(request);
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }
}
