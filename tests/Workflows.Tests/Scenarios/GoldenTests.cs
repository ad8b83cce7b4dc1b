using System.Diagnostics;
using System.Text.Json.Nodes;

namespace JourneyOrchestrator.Workflows.Tests.Scenarios;

/// <summary>
/// The same definitions and inputs give the same journal, byte for byte, in a process of its own (with other hash codes each time), under other cultures and
/// time zones. A change of what is written on purpose: <c>dotnet run --project tests/Conformance -- golden tests/Golden --write</c>, and a look at the difference.
/// </summary>
public sealed class GoldenTests
{
    [Theory]
    [InlineData(true, null, "UTC", "1,5 is 1.5, I is i, zone 00:00:00")]
    [InlineData(true, null, "Asia/Kolkata", "1,5 is 1.5, I is i, zone 05:30:00")]
    [InlineData(false, "tr-TR", "America/St_Johns", "1,5 is 1,5, I is ı, zone -03:30:00")]
    [InlineData(false, "de-DE", "Pacific/Kiritimati", "1,5 is 1,5, I is i, zone 14:00:00")]
    [InlineData(false, "ar-SA", "Europe/Berlin", "1,5 is 1٫5, I is i, zone 01:00:00")]
    public async Task What_is_decided_is_the_golden_journal(bool invariant, string? culture, string zone, string under)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Conformance");
        var config = JsonNode.Parse(await File.ReadAllTextAsync(program + ".runtimeconfig.json"))!;
        config["runtimeOptions"]!["configProperties"]!["System.Globalization.Invariant"] = invariant;
        var own = Path.Combine(AppContext.BaseDirectory, $"golden-{culture ?? "invariant"}.runtimeconfig.json");
        await File.WriteAllTextAsync(own, config.ToJsonString());
        var start = new ProcessStartInfo("dotnet", ["exec", "--runtimeconfig", own, program + ".dll", "golden", Path.Combine(AppContext.BaseDirectory, "Golden"), .. culture is null ? [] : new[] { "--culture", culture }])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["TZ"] = zone },
        };
        using var process = Process.Start(start)!;
        var (said, failed) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.Equal($"golden: the same ({under})", (await said).Trim() + await failed);
    }
}
