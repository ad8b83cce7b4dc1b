using System.Diagnostics;
using JourneyOrchestrator.Bench.Hosts;
using JourneyOrchestrator.Bench.Loads;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Silo.Replay.Rail;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Bench.Measures;

/// <summary>One train whose updates reach many travellers, each in a durable turn of the rail journey.</summary>
internal static class FanOutMeasure
{
    private const int Followers = 8_000;
    private const int EventsMax = 8;

    public static async Task<IReadOnlyList<Result>> RunAsync(Places places)
    {
        var load = RailLoad.Make(300);
        var updates = load.Steps.SelectMany(s => s.Trains).GroupBy(t => t.Topic, t => t.Event).ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
        var booking = load.Signals.Select(s => s.Signal).Where(s => s.Type == RailEvents.Booked).MaxBy(b => Topics(b).Sum(t => updates.GetValueOrDefault(t)?.Length ?? 0))!;
        var topic = Topics(booking).MaxBy(t => updates.GetValueOrDefault(t)?.Length ?? 0)!;
        var told = updates[topic].Where(u => u.Time > booking.Time).Take(EventsMax).ToArray();
        await Rounds.WarmUpAsync(() => RoundAsync(places, load.Start, booking, topic, told));
        var perSecond = await RoundAsync(places, load.Start, booking, topic, told);
        return [new("Topic fan-out, each turn durable (rail trip)", Result.Number(Rounds.Median(perSecond), "customers/s"), "≥ 20,000 customers/s")];
    }

    private static async Task<List<double>> RoundAsync(Places places, DateTimeOffset start, Signal booking, string topic, Signal[] told)
    {
        using var place = places.New();
        await using var host = await BenchHost.OpenAsync(place, start);
        host.Clock.MoveTo(booking.Time!.Value);
        foreach (var batch in Enumerable.Range(0, Followers).Select(i => Copy(booking, i)).Chunk(512)) Accepted.Check(await host.Customers.SignalAsync(batch));
        await host.DrainAsync();
        var perSecond = new List<double>();
        foreach (var update in told)
        {
            host.Clock.MoveTo(update.Time!.Value);
            await host.DrainAsync();
            perSecond.Add(await TellAsync(host, topic, update));
        }
        return perSecond;
    }

    private static async Task<double> TellAsync(BenchHost host, string topic, Signal update)
    {
        var began = Stopwatch.GetTimestamp();
        Accepted.Check(await host.Customers.PublishAsync(topic, [update]));
        await host.Customers.DrainTopicsAsync();
        return Followers / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static IEnumerable<string> Topics(Signal booking) => booking.Data.AsMap()["legs"].AsList().Select(leg => leg.AsMap()["topic"].AsString());

    /// <summary>The same trip of another traveller.</summary>
    private static Signal Copy(Signal booking, int number)
    {
        var reference = $"COPY{number:D6}";
        return booking with { Id = reference, Subject = $"follower-{number}", Data = Value.OfMap(booking.Data.AsMap().With("booking", Value.Of(reference))) };
    }
}
