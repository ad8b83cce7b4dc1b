using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Feeds.Gtfs;
using JourneyOrchestrator.Silo.Replay;
using JourneyOrchestrator.Silo.Replay.Rail;
using NodaTime;
using NodaTime.Text;

namespace JourneyOrchestrator.Silo.Rail;

/// <summary>A GTFS-realtime feed as something to replay: its runs are the plan, and what it says becomes known when it was made.</summary>
internal static class GtfsScenario
{
    /// <exception cref="ReplayInputException">The file can't be read.</exception>
    public static RailScenario Read(string file, int travellers, ulong seed)
    {
        try
        {
            var timetable = GtfsTimetable.Read(File.ReadAllBytes(file));
            return RailScenario.Of(RailSnapshot.Of([.. timetable.Runs.Select(RunOf)], Instant.FromDateTimeOffset(timetable.Made)), travellers, seed);
        }
        catch (Exception error) when (error is FeedException or IOException or UnauthorizedAccessException)
        {
            throw new ReplayInputException(file, 0, null, error.Message);
        }
    }

    private static SnapshotRun RunOf(GtfsRun run) => new("GTFS", "F", run.Trip.Split(':')[0], DateOf(run), [.. run.Stops.Select(StopOf)]);

    private static LocalDate DateOf(GtfsRun run) => LocalDatePattern.CreateWithInvariantCulture("yyyyMMdd").Parse(run.Date).TryGetValue(default, out var date)
        ? date
        : LocalDate.FromDateOnly(DateOnly.FromDateTime((run.Stops[0].Arrival ?? run.Stops[0].Departure)!.Planned.UtcDateTime));

    /// <summary>The brands of a carrier have stops of their own at one station: its code, after the last hyphen, is what they share.</summary>
    private static SnapshotStop StopOf(GtfsStop stop) => new(
        stop.Stop[(stop.Stop.LastIndexOf('-') + 1)..], At(stop.Arrival), At(stop.Departure), Minutes(stop.Arrival), Minutes(stop.Departure), stop.Cancelled);

    private static Instant? At(GtfsTime? time) => time is null ? null : Instant.FromDateTimeOffset(time.Planned);

    private static short? Minutes(GtfsTime? time) => time is null ? null : (short)Math.Clamp(Math.Round(time.Delay.TotalMinutes, MidpointRounding.AwayFromZero), short.MinValue, short.MaxValue);
}
