using System.CommandLine;

namespace JourneyOrchestrator.Silo.Commands;

/// <summary><c>replay rail --stops F --changes F …</c>: plays recorded trains and generated travellers on a virtual clock.</summary>
internal static class ReplayCommand
{
    private static readonly Option<FileInfo> Stops = new("--stops") { Description = "Planned stops (CSV).", Required = true };
    private static readonly Option<FileInfo> Changes = new("--changes") { Description = "What became known, and when (CSV).", Required = true };
    private static readonly Option<int> Travellers = new("--travellers") { Description = "Travellers to make.", DefaultValueFactory = _ => 1000 };
    private static readonly Option<string> Speed = new("--speed") { Description = "max, or how many times real time.", DefaultValueFactory = _ => "max" };
    private static readonly Option<long> Seed = new("--seed") { Description = "Seed of the travellers.", DefaultValueFactory = _ => 1 };
    private static readonly Option<FileInfo?> Report = new("--report") { Description = "Where to write the report (JSON)." };

    public static Command Build()
    {
        var rail = new Command("rail", "Real trains of one region.") { Stops, Changes, Travellers, Speed, Seed, Report };
        rail.SetAction((parsed, _) => RunRailAsync(parsed));
        var replay = new Command("replay", "Plays recorded signals through the same code as the doors.") { rail };
        foreach (var kind in new[] { "orders", "crisis", "gtfs" }) replay.Subcommands.Add(LaterCommands.Refuse(kind, $"replay {kind}", "Use 'replay rail'."));
        replay.SetAction(_ => LaterCommands.RefuseWith("Say what to replay: replay rail --stops F --changes F."));
        return replay;
    }

    private static Task<int> RunRailAsync(ParseResult parsed) =>
        throw new RefusedException($"The replay is not part of this build ({parsed.GetValue(Stops)}, {parsed.GetValue(Changes)}).");
}
