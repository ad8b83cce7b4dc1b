using System.CommandLine;
using System.Globalization;
using JourneyOrchestrator.Silo.Crisis;
using JourneyOrchestrator.Silo.Hosting;
using JourneyOrchestrator.Silo.Orders;
using JourneyOrchestrator.Silo.Rail;
using JourneyOrchestrator.Silo.Replay;
using JourneyOrchestrator.Silo.Replay.Crisis;
using JourneyOrchestrator.Silo.Replay.Orders;

namespace JourneyOrchestrator.Silo.Commands;

/// <summary><c>replay rail|gtfs|orders|crisis</c>: plays recorded or generated signals on a virtual clock.</summary>
internal static class ReplayCommand
{
    private const int CountMax = Customer.CountMax;

    private static readonly Option<FileInfo> Stops = new("--stops") { Description = "Planned stops (CSV).", Required = true };
    private static readonly Option<FileInfo> Changes = new("--changes") { Description = "What became known, and when (CSV).", Required = true };
    private static readonly Option<FileInfo> Feed = new("--feed") { Description = "A GTFS-realtime feed with trip updates (protobuf).", Required = true };
    private static readonly Option<int> Travellers = new("--travellers") { Description = "Travellers to make.", DefaultValueFactory = _ => 1000 };
    private static readonly Option<int> Customers = new("--customers") { Description = "Customers to make.", DefaultValueFactory = _ => 1000 };
    private static readonly Option<string> Speed = new("--speed") { Description = "max, or how many times real time.", DefaultValueFactory = _ => "max" };
    private static readonly Option<long> Seed = new("--seed") { Description = "Seed of the generated customers.", DefaultValueFactory = _ => 1 };
    private static readonly Option<FileInfo?> Report = new("--report") { Description = "Where to write the report (JSON)." };

    /// <summary>How to play: where the journal goes, how fast, which seed and how many.</summary>
    private sealed record Wish(OrchestratorSettings Place, double? Speed, ulong Seed, int Count, ILoggerFactory Logs);

    public static Command Build()
    {
        var rail = new Command("rail", "Real trains of one region.") { Stops, Changes, Travellers, Speed, Seed, Report };
        rail.SetAction((parsed, cancel) => RunAsync(parsed, Travellers, wish => PlayAsync(RailScenario.Read(parsed.GetValue(Stops)!.FullName, parsed.GetValue(Changes)!.FullName, wish.Count, wish.Seed), wish, cancel), cancel));
        var gtfs = new Command("gtfs", "The trains of a GTFS-realtime feed.") { Feed, Travellers, Speed, Seed, Report };
        gtfs.SetAction((parsed, cancel) => RunAsync(parsed, Travellers, wish => PlayAsync(GtfsScenario.Read(parsed.GetValue(Feed)!.FullName, wish.Count, wish.Seed), wish, cancel), cancel));
        var orders = new Command("orders", "Generated customers of a shop, from cart to content.") { Customers, Speed, Seed, Report };
        orders.SetAction((parsed, cancel) => RunAsync(parsed, Customers, wish => OrdersAsync(wish, cancel), cancel));
        var crisis = new Command("crisis", "A storm, a strike and a cyber incident, and generated customers whom they touch.") { Customers, Speed, Seed, Report };
        crisis.SetAction((parsed, cancel) => RunAsync(parsed, Customers, wish => CrisisAsync(wish, cancel), cancel));
        var replay = new Command("replay", "Plays recorded or generated signals through the same code as the doors.") { rail, gtfs, orders, crisis };
        replay.SetAction(_ => LaterCommands.RefuseWith("Say what to replay: replay rail --stops F --changes F, replay gtfs --feed F, replay orders, or replay crisis."));
        return replay;
    }

    /// <returns>The report, and whether every fact is explained and nothing failed.</returns>
    private static async Task<(string Report, bool Good)> PlayAsync(RailScenario scenario, Wish wish, CancellationToken cancel)
    {
        var report = await RailRun.RunAsync(scenario, wish.Place, wish.Speed, wish.Logs, cancel);
        return (report.ToJson(), report is { Unexplained: 0, Incidents: 0 });
    }

    private static async Task<(string Report, bool Good)> OrdersAsync(Wish wish, CancellationToken cancel)
    {
        var report = await OrdersRun.RunAsync(OrdersScenario.Make(wish.Count, wish.Seed), wish.Seed, wish.Place, wish.Speed, wish.Logs, cancel);
        return (ReportJson.Write(report), report is { Unexplained: 0, Incidents: 0 });
    }

    private static async Task<(string Report, bool Good)> CrisisAsync(Wish wish, CancellationToken cancel)
    {
        var report = await CrisisRun.RunAsync(CrisisScenario.Make(wish.Count, wish.Seed), wish.Seed, wish.Place, wish.Speed, wish.Logs, cancel);
        return (ReportJson.Write(report), report is { Unexplained: 0, Incidents: 0 });
    }

    private static async Task<int> RunAsync(ParseResult parsed, Option<int> many, Func<Wish, Task<(string Report, bool Good)>> play, CancellationToken cancel)
    {
        var settings = HostSettings.From(parsed);
        var speed = SpeedOf(parsed.GetValue(Speed)!);
        var (count, seed) = (parsed.GetValue(many), parsed.GetValue(Seed));
        if (count is < 1 or > CountMax) throw new RefusedException($"{many.Name} {count}: use a number from 1 to {CountMax}.");
        if (seed < 0) throw new RefusedException($"--seed {seed}: use a number that is not negative.");
        if (parsed.GetValue(Report) is { Directory: null or { Exists: false } } unwritable) throw new RefusedException($"--report {unwritable}: there is no such folder; name a file in one that exists.");
        if (settings.Postgres is not null && !HostSettings.NamesData(parsed))
            throw new RefusedException("A replay into PostgreSQL needs --data: the database can't be read without the master key that is made there.");
        var data = HostSettings.NamesData(parsed) ? settings.Data : Directory.CreateTempSubdirectory("journey-replay-").FullName;
        try
        {
            using var logs = LoggerFactory.Create(logging => HostComposition.AddLog(logging.AddFilter("JourneyOrchestrator", LogLevel.Warning), settings.Log));
            var (report, good) = await play(new Wish(settings.Place with { Data = data }, speed, (ulong)seed, count, logs));
            Console.WriteLine(report);
            if (parsed.GetValue(Report) is { } file) await File.WriteAllTextAsync(file.FullName, report + "\n", cancel);
            return good ? CommandLine.Done : CommandLine.Failed;
        }
        finally
        {
            if (!HostSettings.NamesData(parsed)) Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>Null: as fast as it goes.</summary>
    internal static double? SpeedOf(string text)
    {
        if (text == "max") return null;
        if (double.TryParse(text.TrimEnd('x'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var times) && times > 0) return times;
        throw new RefusedException($"--speed {text}: use max, or how many times real time, such as 60.");
    }
}
