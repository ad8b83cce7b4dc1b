using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Bench.Loads;

/// <summary>Very many followers of a topic, and the one event that goes to all of them.</summary>
internal static class CrisisLoad
{
    public const string Topic = "crisis";

    /// <summary>The journey that followers are in.</summary>
    public static Task<byte[]> JourneyAsync() => File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "crisis-follower.json"));

    public static Signal Announced { get; } = new("announced", "/bench", "disruption.announced", "", null, Value.OfMap(ValueMap.Empty.With("cause", Value.Of("storm"))));

    /// <summary>Makes one follower; in no order of their departures, as in life.</summary>
    public static Signal Begun(int i) => new($"begun-{i}", "/bench", "trip.begun", $"follower-{i}", null, Value.OfMap(ValueMap.Empty
        .With("key", Value.Of($"trip-{i}")).With("urgency", Value.Of(i * 7919L % 86_400))));

    /// <summary>Sends signals, eight calls of 512 at a time.</summary>
    /// <param name="send">Sends the signals of the call with this number.</param>
    public static Task SendAsync(IEnumerable<Signal> signals, Func<int, Signal[], CancellationToken, ValueTask<Receipt[]>> send) => Parallel.ForEachAsync(
        signals.Chunk(512).Index(), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (call, cancel) => Accepted.Check(await send(call.Index, call.Item, cancel)));

    /// <exception cref="InvalidOperationException">Not everybody was told once: what was measured would not be what is meant.</exception>
    public static void CheckTold(TopicEventState told, int followers)
    {
        if (told.Followers != followers || told.Told != followers) throw new InvalidOperationException($"{told.Told} of {told.Followers} followers were told, not {followers}.");
    }
}
