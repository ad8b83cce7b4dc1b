using JourneyOrchestrator.Silo.Hosting;
using JourneyOrchestrator.Silo.Rail;
using JourneyOrchestrator.Silo.Replay;
using Microsoft.Extensions.Logging.Abstractions;

namespace Replay.Tests;

/// <summary>A real GTFS-realtime feed, replayed with travellers made for its runs.</summary>
public sealed class GtfsReplayTests
{
    [SncfFact]
    public async Task Travellers_of_a_real_feed_hear_of_delays_and_lost_connections_and_everything_is_explained()
    {
        var data = Directory.CreateTempSubdirectory("journey-gtfs-").FullName;
        try
        {
            var scenario = GtfsScenario.Read(SncfFactAttribute.File, travellers: 150, seed: 1);
            Assert.Equal(219, scenario.Data.Trips.Count);
            var report = await RailRun.RunAsync(scenario, new OrchestratorSettings(data), null, NullLoggerFactory.Instance, default);
            Assert.Equal((150, 0, 0), (report.Travellers, report.Unexplained, report.Incidents));
            Assert.Equal(150, report.CasesByState["completed"]);
            Assert.True(report.Messages.Sent > 0 && report.Messages.SentTooLate == 0);
            Assert.Equal((0, true), (report.Platform.Foretold, report.Delay.N > 0));
            Assert.InRange(report.MissedConnections.Found, report.MissedConnections.Knowable, report.MissedConnections.Knowable);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    public void What_is_no_feed_is_refused_with_the_name_of_the_file(string content)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, content);
            var error = Assert.Throws<ReplayInputException>(() => GtfsScenario.Read(file, 1, 1));
            Assert.Contains(file, error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
        Assert.Throws<ReplayInputException>(() => GtfsScenario.Read(file, 1, 1));   // not there at all
    }
}

/// <summary>Needs the public feed of SNCF, which is not part of this repository.</summary>
internal sealed class SncfFactAttribute : FactAttribute
{
    public SncfFactAttribute()
    {
        if (!System.IO.File.Exists(File)) Skip = "The feed of SNCF (../shared/rail) is not here.";
    }

    public static string File => Path.Combine(Sample.Shared, "sncf_tgv_tripupdates_20240917.pb");
}
