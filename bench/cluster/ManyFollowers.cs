using System.Diagnostics;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Bench.Cluster;

/// <summary>One event to followers who are with both silos, each told in a durable turn.</summary>
internal static class ManyFollowers
{
    private const string Topic = "crisis";
    private const int BatchSignals = 512, BatchesAtOnce = 8;

    /// <returns>Followers made a second.</returns>
    public static async Task<double> MakeAsync(Silos silos, int followers)
    {
        await silos.Node(0).Customers.SaveJourneyAsync(await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "crisis-follower.json")), publish: true);
        var began = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, followers).Select(Begun).Chunk(BatchSignals).Index(), new ParallelOptions { MaxDegreeOfParallelism = BatchesAtOnce },
            async (batch, cancel) => Check(await silos.Node(batch.Index % 2).Customers.SignalAsync(batch.Item, cancel)));
        return followers / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <returns>Followers told a second.</returns>
    /// <exception cref="InvalidOperationException">Not everybody was told once: what was measured would not be what is meant.</exception>
    public static async Task<double> TellAsync(Silos silos, int followers)
    {
        var began = Stopwatch.GetTimestamp();
        Check(await silos.Node(0).Customers.PublishAsync(Topic, [Announced]));
        while ((await silos.Node(0).Topics.FanOutsAsync(0, 1)).Items.Count > 0) await Task.Delay(20);
        var told = Stopwatch.GetElapsedTime(began);
        var progress = (await silos.Node(0).Topics.EventsAsync(Topic, long.MaxValue, 1)).Items[0];
        if (progress.Followers != followers || progress.Told != followers) throw new InvalidOperationException($"{progress.Told} of {progress.Followers} followers were told, not {followers}.");
        return followers / told.TotalSeconds;
    }

    private static void Check(Receipt[] receipts)
    {
        foreach (var receipt in receipts)
            if (receipt.Kind != ReceiptKind.Accepted) throw new InvalidOperationException($"{receipt}");
    }

    /// <summary>In no order of their departures, as in life.</summary>
    private static Signal Begun(int i) => new($"begun-{i}", "/bench", "trip.begun", $"follower-{i}", null, Value.OfMap(ValueMap.Empty
        .With("key", Value.Of($"trip-{i}")).With("urgency", Value.Of(i * 7919L % 86_400))));

    private static Signal Announced { get; } = new("announced", "/bench", "disruption.announced", "", null, Value.OfMap(ValueMap.Empty.With("cause", Value.Of("storm"))));
}
