using JourneyOrchestrator.Bench.Hosts;
using JourneyOrchestrator.Bench.Loads;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Bench.Measures;

/// <summary>Durable signals of the rail journey, in process and over HTTP, against raw inserts of the rows that they write. What trains, timers and
/// senders do in between is done as well, and not counted.</summary>
internal static class SignalsMeasure
{
    private const int Travellers = 8_000;
    private const int RoundCount = 5;

    public static async Task<IReadOnlyList<Result>> RunAsync(Places places)
    {
        var load = RailLoad.Make(Travellers);
        var batches = await RecordAsync(places, load);
        await Rounds.WarmUpAsync(() => RoundAsync(places, load, batches));
        batches = await RecordAsync(places, load);   // in transactions as large as those of a warm host
        var rounds = new List<Round>();
        for (var i = 0; i < RoundCount; i++) rounds.Add(await RoundAsync(places, load, batches));
        double Median(Func<Round, double> one) => Rounds.Median(rounds.Select(one));
        return
        [
            new("Raw limit: prepared inserts of the same rows", Result.Number(Median(r => r.Raw), "turns/s")),
            new("Rail journey in process", Result.Number(Median(r => r.InProcess), "signals/s")),
            new("Rail journey in process, of the raw limit", Result.Percent(Median(r => r.InProcess / r.Raw), 1), "≥ 60 %, then 80 %"),
            new("Rail journey over HTTP (NDJSON, client on the same processors)", Result.Number(Median(r => r.Http), "signals/s")),
            new("Rail journey over HTTP, of the raw limit", Result.Percent(Median(r => r.Http / r.Raw), 1), "≥ 45 %, then 60 %"),
            new("Processor time of a raw turn", Result.Number(Median(r => r.RawProcessor), "µs")),
            new("Processor time of a signal in process, all threads", Result.Number(Median(r => r.Processor), "µs")),
            new("Allocated for a signal in process", Result.Number(Median(r => r.Allocated), "bytes")),
            new("In process: share of the time in which a collection holds everybody up", Result.Percent(Median(r => r.Paused), 1)),
            new("Bytes that a turn writes (entry)", Result.Number(Median(r => r.EntryBytes), "bytes")),
        ];
    }

    /// <summary>What the host writes for these signals, from a run of its own: to keep it would burden the collector of the one that is measured.</summary>
    private static async Task<List<CommitBatch>> RecordAsync(Places places, RailLoad load)
    {
        using var place = places.New();
        await using var host = await BenchHost.OpenAsync(place, load.Start);
        return await load.RecordAsync(host);
    }

    private static async Task<Round> RoundAsync(Places places, RailLoad load, List<CommitBatch> batches)
    {
        using Place inProcess = places.New(), http = places.New(), raw = places.New();
        var signals = (double)load.Signals.Count();
        await using var host = await BenchHost.OpenAsync(inProcess, load.Start);
        var (processor, paused, allocated) = (TimeSpan.Zero, TimeSpan.Zero, 0L);
        var direct = await load.PlayAsync(host, async step =>
        {
            var (before, pausedBefore, bytesBefore) = (Rounds.Processor, GC.GetTotalPauseDuration(), GC.GetTotalAllocatedBytes());
            var elapsed = await Doors.InProcessAsync(host, step);
            processor += Rounds.Processor - before;
            paused += GC.GetTotalPauseDuration() - pausedBefore;
            allocated += GC.GetTotalAllocatedBytes() - bytesBefore;
            return elapsed;
        });
        var (rawTime, rawProcessor) = await RawLimit.RunAsync(raw.Path, batches);
        var turns = batches.SelectMany(b => b.Turns).ToList();

        await using var behind = await BenchHost.OpenAsync(http, load.Start);
        await using var web = await WebHost.StartAsync(behind);
        var overHttp = await load.PlayAsync(behind, step => Doors.HttpAsync(web, step));
        return new Round(turns.Count / rawTime.TotalSeconds, signals / direct.TotalSeconds, signals / overHttp.TotalSeconds,
            processor.TotalMicroseconds / signals, rawProcessor.TotalMicroseconds / turns.Count, allocated / signals, paused / direct,
            turns.Average(t => t.Entry.Plain.Length + (t.Entry.Sealed?.Length ?? 0)));
    }

    /// <summary>Raw, in process and HTTP are per second; processor time is in microseconds, allocation in bytes per signal, pauses a share of the time.</summary>
    private readonly record struct Round(double Raw, double InProcess, double Http, double Processor, double RawProcessor, double Allocated, double Paused, double EntryBytes);
}
