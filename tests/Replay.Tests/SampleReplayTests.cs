using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Replay.Tests;

/// <summary>The sample that ships, played by the program itself.</summary>
public sealed class SampleReplayTests
{
    private const int Travellers = 120;

    [Fact]
    public async Task The_sample_plays_to_its_end_with_every_fact_explained_and_every_lost_connection_found()
    {
        var report = await ReplayAsync(seed: 1);
        Assert.Equal(Travellers, (int)report["travellers"]!);
        Assert.InRange((int)report["casesByState"]!["completed"]!, Travellers, int.MaxValue);
        Assert.Equal(0, (int)report["unexplained"]!);
        Assert.Equal(0, (int)report["messages"]!["sentTooLate"]!);
        Assert.InRange((int)report["missedConnections"]!["knowable"]!, 1, Travellers);
        Assert.Equal((int)report["missedConnections"]!["knowable"]!, (int)report["missedConnections"]!["found"]!);
        Assert.InRange((int)report["platform"]!["right"]!, 1, (int)report["platform"]!["foretold"]!);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_report_but_for_real_time_and_another_seed_does_not()
    {
        var (first, again, other) = (await ReplayAsync(seed: 2), await ReplayAsync(seed: 2), await ReplayAsync(seed: 3));
        Assert.Equal(WithoutRealTime(first), WithoutRealTime(again));
        Assert.NotEqual(WithoutRealTime(first), WithoutRealTime(other));
    }

    private static string WithoutRealTime(JsonObject report)
    {
        report.Remove("signalsPerSecond");
        report.Remove("turnMilliseconds");
        return report.ToJsonString();
    }

    private static async Task<JsonObject> ReplayAsync(int seed)
    {
        var file = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo("dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "silo.dll"), "replay", "rail", "--report", file, "--travellers", $"{Travellers}", "--seed", $"{seed}",
                "--stops", Path.Combine(Sample.Folder, "stops.csv"), "--changes", Path.Combine(Sample.Folder, "changes.csv"),
            ])
            {
                RedirectStandardOutput = true, RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, await output + errors);
            return JsonSerializer.Deserialize<JsonObject>(await File.ReadAllTextAsync(file))!;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
