using System.CommandLine;
using System.Globalization;
using JourneyOrchestrator.Silo.Hosting;
using JourneyOrchestrator.Silo.Rail;
using JourneyOrchestrator.Silo.Replay.Rail;

namespace JourneyOrchestrator.Silo.Commands;

/// <summary><c>replay rail --stops F --changes F …</c>, <c>replay gtfs --feed F …</c>: plays recorded trains and generated travellers on a virtual clock.</summary>
internal static class ReplayCommand
{
    private static readonly Option<FileInfo> Stops = new("--stops") { Description = "Planned stops (CSV).", Required = true };
    private static readonly Option<FileInfo> Changes = new("--changes") { Description = "What became known, and when (CSV).", Required = true };
    private static readonly Option<FileInfo> Feed = new("--feed") { Description = "A GTFS-realtime feed with trip updates (protobuf).", Required = true };
    private static readonly Option<int> Travellers = new("--travellers") { Description = "Travellers to make.", DefaultValueFactory = _ => 1000 };
    private static readonly Option<string> Speed = new("--speed") { Description = "max, or how many times real time.", DefaultValueFactory = _ => "max" };
    private static readonly Option<long> Seed = new("--seed") { Description = "Seed of the travellers.", DefaultValueFactory = _ => 1 };
    private static readonly Option<FileInfo?> Report = new("--report") { Description = "Where to write the report (JSON)." };

    public static Command Build()
    {
        var rail = new Command("rail", "Real trains of one region.") { Stops, Changes, Travellers, Speed, Seed, Report };
        rail.SetAction((parsed, cancel) => RunAsync(parsed, (count, seed) => RailScenario.Read(parsed.GetValue(Stops)!.FullName, parsed.GetValue(Changes)!.FullName, count, seed), cancel));
        var gtfs = new Command("gtfs", "The trains of a GTFS-realtime feed.") { Feed, Travellers, Speed, Seed, Report };
        gtfs.SetAction((parsed, cancel) => RunAsync(parsed, (count, seed) => GtfsScenario.Read(parsed.GetValue(Feed)!.FullName, count, seed), cancel));
        var replay = new Command("replay", "Plays recorded signals through the same code as the doors.") { rail, gtfs };
        foreach (var kind in new[] { "orders", "crisis" }) replay.Subcommands.Add(LaterCommands.Refuse(kind, $"replay {kind}", "Use 'replay rail'."));
        replay.SetAction(_ => LaterCommands.RefuseWith("Say what to replay: replay rail --stops F --changes F, or replay gtfs --feed F."));
        return replay;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Func<int, ulong, RailScenario> read, CancellationToken cancel)
    {
        var settings = HostSettings.From(parsed);
        var speed = SpeedOf(parsed.GetValue(Speed)!);
        var (count, seed) = (parsed.GetValue(Travellers), parsed.GetValue(Seed));
        if (count is < 1 or > TravellerGenerator.CountMax) throw new RefusedException($"--travellers {count}: use a number from 1 to {TravellerGenerator.CountMax}.");
        if (seed < 0) throw new RefusedException($"--seed {seed}: use a number that is not negative.");
        if (parsed.GetValue(Report) is { Directory: null or { Exists: false } } unwritable) throw new RefusedException($"--report {unwritable}: there is no such folder; name a file in one that exists.");
        var data = HostSettings.NamesData(parsed) ? settings.Data : Directory.CreateTempSubdirectory("journey-replay-").FullName;
        try
        {
            var scenario = read(count, (ulong)seed);
            using var logs = LoggerFactory.Create(logging => HostComposition.AddLog(logging.AddFilter("JourneyOrchestrator", LogLevel.Warning)));
            var report = await RailRun.RunAsync(scenario, data, speed, logs, cancel);
            Console.WriteLine(report.ToJson());
            if (parsed.GetValue(Report) is { } file) await File.WriteAllTextAsync(file.FullName, report.ToJson() + "\n", cancel);
            return report is { Unexplained: 0, Incidents: 0 } ? CommandLine.Done : CommandLine.Failed;
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
