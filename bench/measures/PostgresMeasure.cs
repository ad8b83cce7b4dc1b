using JourneyOrchestrator.Bench.Hosts;
using JourneyOrchestrator.Bench.Loads;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Tests.Shared;

namespace JourneyOrchestrator.Bench.Measures;

/// <summary>Durable signals of the rail journey on PostgreSQL, end to end and in process, against raw inserts on the same server, which is started for this
/// and shares the processors. Each round has databases of its own.</summary>
internal static class PostgresMeasure
{
    private const int Travellers = 1_000;
    private const int RoundCount = 5;

    public static async Task<IReadOnlyList<Result>> RunAsync()
    {
        if (PostgresServer.Missing is { } why) return [new("PostgreSQL", "not measured", why)];
        using var server = PostgresServer.OfItsOwn("max_wal_size = 4GB");
        var load = RailLoad.Make(Travellers);
        var batches = await RecordAsync(server, load);
        await Rounds.WarmUpAsync(() => RoundAsync(server, load, batches));
        var rounds = new List<Round>();
        for (var i = 0; i < RoundCount; i++) rounds.Add(await RoundAsync(server, load, batches));
        double Median(Func<Round, double> one) => Rounds.Median(rounds.Select(one));
        return
        [
            new("PostgreSQL, raw limit: 512-row batched inserts of entries alone", Result.Number(Median(r => r.RawEntries), "turns/s")),
            new("PostgreSQL, raw: batches of 512 turns, all their rows", Result.Number(Median(r => r.RawRows), "turns/s")),
            new("PostgreSQL, rail journey in process", Result.Number(Median(r => r.InProcess), "signals/s")),
            new("PostgreSQL, rail journey in process, of inserts of all rows", Result.Percent(Median(r => r.InProcess / r.RawRows), 1)),
            new("PostgreSQL, rail journey over HTTP", Result.Number(Median(r => r.Http), "signals/s")),
            new("PostgreSQL, rail journey over HTTP, of inserts of entries alone", Result.Percent(Median(r => r.Http / r.RawEntries), 1), "≥ 30 %"),
            new("PostgreSQL, rail journey over HTTP, of inserts of all rows", Result.Percent(Median(r => r.Http / r.RawRows), 1)),
        ];
    }

    private static async Task<List<CommitBatch>> RecordAsync(PostgresServer server, RailLoad load)
    {
        using var data = new ScratchDirectory();
        await using var host = await BenchHost.OpenPostgresAsync(data.Path, server.NewDatabase(), load.Start);
        return await load.RecordAsync(host);
    }

    private static async Task<Round> RoundAsync(PostgresServer server, RailLoad load, List<CommitBatch> batches)
    {
        var (signals, turns) = ((double)load.Signals.Count(), (double)batches.Sum(batch => batch.Turns.Count));
        var direct = await InProcessAsync(server, load);
        var entries = await PostgresRawLimit.RunAsync(server.NewDatabase(), batches, alone: true);
        var rows = await PostgresRawLimit.RunAsync(server.NewDatabase(), batches, alone: false);
        using var data = new ScratchDirectory();
        await using var behind = await BenchHost.OpenPostgresAsync(data.Path, server.NewDatabase(), load.Start);
        await using var web = await WebHost.StartAsync(behind);
        var http = await load.PlayAsync(behind, step => Doors.HttpAsync(web, step));
        return new Round(turns / entries.TotalSeconds, turns / rows.TotalSeconds, signals / direct.TotalSeconds, signals / http.TotalSeconds);
    }

    private static async Task<TimeSpan> InProcessAsync(PostgresServer server, RailLoad load)
    {
        using var data = new ScratchDirectory();
        await using var host = await BenchHost.OpenPostgresAsync(data.Path, server.NewDatabase(), load.Start);
        return await load.PlayAsync(host, step => Doors.InProcessAsync(host, step));
    }

    /// <summary>All per second.</summary>
    private readonly record struct Round(double RawEntries, double RawRows, double InProcess, double Http);
}
