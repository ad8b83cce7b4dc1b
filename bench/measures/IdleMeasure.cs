using JourneyOrchestrator.Bench.Hosts;

namespace JourneyOrchestrator.Bench.Measures;

/// <summary>What the real process takes while nothing happens: alone, and with 2,000 live streams open.</summary>
internal static class IdleMeasure
{
    private const int Streams = 2_000;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(10), Watch = TimeSpan.FromSeconds(20);

    public static async Task<IReadOnlyList<Result>> RunAsync(Places places)
    {
        using var place = places.New();
        using var silo = SiloProcess.Start(place);
        await silo.ReadyAsync();
        await Task.Delay(Settle);
        var (alone, aloneShare) = await WatchAsync(silo);
        var address = silo.Client.BaseAddress!;
        var streams = new List<Stream>();
        for (var i = 0; i < Streams; i++) streams.Add(await silo.Client.GetStreamAsync(new Uri(address, "/v1/stream")));
        await Task.Delay(Settle);
        var (watched, watchedShare) = await WatchAsync(silo);
        foreach (var stream in streams) await stream.DisposeAsync();
        return
        [
            new("Idle host: memory", Megabytes(alone), "≤ 150 MB"),
            new("Idle host: share of one processor", aloneShare, "0 %"),
            new("2,000 idle live streams: memory beyond the idle host", Megabytes(watched - alone), "≤ 100 MB"),
            new("2,000 idle live streams: share of one processor", watchedShare),
        ];
    }

    private static async Task<(long Bytes, string Share)> WatchAsync(SiloProcess silo)
    {
        var before = silo.Processor;
        await Task.Delay(Watch);
        return (silo.ResidentBytes, Result.Percent((silo.Processor - before).TotalSeconds, Watch.TotalSeconds));
    }

    private static string Megabytes(long bytes) => Result.Number(bytes / 1e6, "MB");
}
