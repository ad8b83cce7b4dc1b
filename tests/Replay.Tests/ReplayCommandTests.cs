using System.Diagnostics;
using System.Text.Json;

namespace Replay.Tests;

/// <summary>The command itself, as a process, on the sample that ships: real trains through the rail journey, and what the report says of it.</summary>
public sealed class ReplayCommandTests
{
    private static readonly Lazy<Task<JsonElement>> Played = new(() => PlayAsync("--travellers", "120", "--seed", "3"));

    [Fact]
    public async Task Every_step_is_explained_and_every_trip_comes_to_its_end()
    {
        var report = await Played.Value;
        Assert.Equal((0, 0), (report.GetProperty("unexplained").GetInt32(), report.GetProperty("incidents").GetInt32()));
        Assert.Equal(120, report.GetProperty("milestones").GetProperty("End of the trip").GetInt32());
        Assert.Equal(120, report.GetProperty("casesByState").GetProperty("completed").GetInt32());
        Assert.False(report.GetProperty("casesByState").TryGetProperty("failed", out _));
    }

    [Fact]
    public async Task Each_connection_that_could_be_known_to_be_lost_is_acted_on_in_time()
    {
        var connections = (await Played.Value).GetProperty("missedConnections");
        Assert.True(connections.GetProperty("knowable").GetInt32() > 0);
        Assert.Equal(connections.GetProperty("knowable").GetInt32(), connections.GetProperty("found").GetInt32());
    }

    [Fact]
    public async Task No_message_is_sent_too_late_and_none_without_consent_or_basis()
    {
        var messages = (await Played.Value).GetProperty("messages");
        Assert.Equal(0, messages.GetProperty("sentTooLate").GetInt32());
        Assert.True(messages.GetProperty("sent").GetInt32() > 0);
        Assert.True(messages.GetProperty("suppressed").GetProperty("no-consent").GetInt32() > 0);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_report_apart_from_the_time_it_took()
    {
        var (first, second) = (await PlayAsync("--travellers", "40", "--seed", "9"), await PlayAsync("--travellers", "40", "--seed", "9"));
        string[] timed = ["signalsPerSecond", "turnMilliseconds"];
        foreach (var member in first.EnumerateObject().Where(m => !timed.Contains(m.Name)))
            Assert.Equal(member.Value.GetRawText(), second.GetProperty(member.Name).GetRawText());
    }

    [Fact]
    public async Task The_output_is_the_report_alone_however_soon_the_play_is_over() =>
        Assert.Equal(1, (await PlayAsync("--travellers", "1", "--seed", "9")).GetProperty("travellers").GetInt32());

    [Theory]
    [InlineData("--travellers", "0")]
    [InlineData("--speed", "fast")]
    [InlineData("--stops", "nowhere.csv")]
    [InlineData("--seed", "-1")]
    [InlineData("--report", "nowhere/report.json")]
    public async Task A_wrong_option_or_unreadable_file_ends_with_2_and_says_why(string option, string value)
    {
        using var silo = Start([option, value]);
        var said = await silo.StandardError.ReadToEndAsync();
        await silo.WaitForExitAsync();
        Assert.Equal(2, silo.ExitCode);
        Assert.Contains(value, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("orders")]
    [InlineData("crisis")]
    public async Task Generated_customers_are_played_and_the_report_is_printed_and_written(string kind)
    {
        using var files = new TempFiles();
        var report = files.Write("report.json", "");
        using var silo = StartCommand(["replay", kind, "--customers", "10", "--seed", "3", "--report", report]);
        var errors = silo.StandardError.ReadToEndAsync();
        var output = await silo.StandardOutput.ReadToEndAsync();
        await silo.WaitForExitAsync();

        Assert.True(silo.ExitCode == 0, await errors);
        Assert.Equal(output.Trim(), (await File.ReadAllTextAsync(report)).Trim());
        using var read = JsonDocument.Parse(output);
        Assert.Equal((10, 0), (read.RootElement.GetProperty("customers").GetInt32(), read.RootElement.GetProperty("unexplained").GetInt32()));
        Assert.Contains("100 %", await errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("orders", "--customers", "0")]
    [InlineData("orders", "--speed", "fast")]
    [InlineData("orders", "--report", "nowhere/report.json")]
    [InlineData("crisis", "--seed", "-1")]
    [InlineData("crisis", "--customers", "2000000")]
    [InlineData("crisis", "--travellers", "5")]
    public async Task A_wrong_option_of_generated_customers_ends_with_2_and_is_named(string kind, string option, string value)
    {
        using var silo = StartCommand(["replay", kind, option, value]);
        var said = await silo.StandardError.ReadToEndAsync();
        await silo.WaitForExitAsync();

        Assert.Equal(2, silo.ExitCode);
        Assert.Contains(option, said, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> PlayAsync(params string[] options)
    {
        using var silo = Start(options);
        var errors = silo.StandardError.ReadToEndAsync();
        var output = await silo.StandardOutput.ReadToEndAsync();
        await silo.WaitForExitAsync();
        Assert.True(silo.ExitCode == 0 && output.StartsWith('{'), $"exit {silo.ExitCode}\noutput: {output}\nerrors: {await errors}");
        return JsonDocument.Parse(output).RootElement;
    }

    private static Process Start(string[] options)
    {
        var root = Root();
        List<string> arguments = ["replay", "rail", .. options];
        if (!options.Contains("--stops")) arguments.AddRange(["--stops", Path.Combine(root, "samples", "rail", "stops.csv")]);
        arguments.AddRange(["--changes", Path.Combine(root, "samples", "rail", "changes.csv")]);
        return StartCommand(arguments);
    }

    private static Process StartCommand(IEnumerable<string> arguments)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        var binary = Path.Combine(Root(), "silo", "bin", folder.Parent!.Name, folder.Name, "silo.dll");
        return Process.Start(new ProcessStartInfo("dotnet", [binary, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "JourneyOrchestrator.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
