using JourneyOrchestrator.Bench.Hosts;
using JourneyOrchestrator.Bench.Loads;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Bench.Measures;

/// <summary>Durable signals of the rail journey on PostgreSQL, end to end and in process, against raw inserts on the same server. Each round has databases of its own.</summary>
internal static class PostgresMeasure
{
    private const int Travellers = 1_000;
    private const int RoundCount = 5;

    public static async Task<IReadOnlyList<Result>> RunAsync(Places places)
    {
        var load = RailLoad.Make(Travellers);
        var batches = await RecordAsync(places, load);
        await Rounds.WarmUpAsync(() => RoundAsync(places, load, batches));
        var rounds = new List<Round>();
        for (var i = 0; i < RoundCount; i++) rounds.Add(await RoundAsync(places, load, batches));
        double Median(Func<Round, double> one) => Rounds.Median(rounds.Select(one));
        return
        [
            new("Raw limit: 512-row batched inserts of entries alone", Result.Number(Median(r => r.RawEntries), "turns/s")),
            new("Raw: batches of 512 turns, all their rows", Result.Number(Median(r => r.RawRows), "turns/s")),
            new("Rail journey in process", Result.Number(Median(r => r.InProcess), "signals/s")),
            new("Rail journey in process, of inserts of all rows", Result.Percent(Median(r => r.InProcess / r.RawRows), 1)),
            new("Rail journey over HTTP", Result.Number(Median(r => r.Http), "signals/s")),
            new("Rail journey over HTTP, of inserts of entries alone", Result.Percent(Median(r => r.Http / r.RawEntries), 1), "≥ 30 %"),
            new("Rail journey over HTTP, of inserts of all rows", Result.Percent(Median(r => r.Http / r.RawRows), 1)),
        ];
    }

    private static async Task<List<CommitBatch>> RecordAsync(Places places, RailLoad load)
    {
        using var place = places.New();
        await using var host = await BenchHost.OpenAsync(place, load.Start);
        return await load.RecordAsync(host);
    }

    private static async Task<Round> RoundAsync(Places places, RailLoad load, List<CommitBatch> batches)
    {
        var (signals, turns) = ((double)load.Signals.Count(), (double)batches.Sum(batch => batch.Turns.Count));
        var direct = await InProcessAsync(places, load);
        using Place raw = places.New(), whole = places.New(), place = places.New();
        var entries = await PostgresRawLimit.RunAsync(raw.Database!, batches, alone: true);
        var rows = await PostgresRawLimit.RunAsync(whole.Database!, batches, alone: false);
        await using var behind = await BenchHost.OpenAsync(place, load.Start);
        await using var web = await WebHost.StartAsync(behind);
        var http = await load.PlayAsync(behind, step => Doors.HttpAsync(web, step));
        return new Round(turns / entries.TotalSeconds, turns / rows.TotalSeconds, signals / direct.TotalSeconds, signals / http.TotalSeconds);
    }

    private static async Task<TimeSpan> InProcessAsync(Places places, RailLoad load)
    {
        using var place = places.New();
        await using var host = await BenchHost.OpenAsync(place, load.Start);
        return await load.PlayAsync(host, step => Doors.InProcessAsync(host, step));
    }

    /// <summary>All per second.</summary>
    private readonly record struct Round(double RawEntries, double RawRows, double InProcess, double Http);
}
