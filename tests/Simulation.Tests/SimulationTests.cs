namespace JourneyOrchestrator.Simulation.Tests;

/// <summary>The simulation repeats itself, finds what is planted, and stays clean on what once failed.</summary>
public sealed class SimulationTests
{
    /// <summary>Seeds that failed once, a line each: the seed, the kinds of faults, and what was wrong.</summary>
    public static TheoryData<string, string> FoundSeeds
    {
        get
        {
            var seeds = new TheoryData<string, string>();
            foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "seeds.txt")))
                if (line.Split('|') is [var seed, var faults, _] && !line.StartsWith('#')) seeds.Add(seed.Trim(), faults.Trim());
            return seeds;
        }
    }

    [Theory, MemberData(nameof(FoundSeeds))]
    public async Task A_seed_that_failed_once_is_clean(string seed, string faults)
    {
        var (code, output) = await SimulationProcess.RunAsync("--seed", seed, "--only", faults);
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task Equal_seeds_are_equal_runs()
    {
        string[] arguments = ["--seeds", "21..24", "--hashes"];
        var (_, first) = await SimulationProcess.RunAsync(arguments);
        var (_, second) = await SimulationProcess.RunAsync(arguments);
        Assert.Equal(4, Hashes(first).Distinct().Count());
        Assert.Equal(Hashes(first), Hashes(second));
    }

    /// <summary>The hash of each seed.</summary>
    private static List<string> Hashes(string output) =>
        [.. output.Split('\n').Select(line => line.Split(' ')).Where(parts => parts is [_, { Length: 16 }, ..]).Select(parts => parts[1])];

    [Theory]
    [InlineData("EarlyAnswer", "Kills", "is not in the journal")]
    [InlineData("NoDeduplication", "Loss, Doubles", "is journalled 2 times")]
    [InlineData("NoSync", "Power", "is not in the journal")]
    [InlineData("NoTimers", "Restarts", "did not fire")]
    [InlineData("NewKeys", "None", "never came under its key")]
    [InlineData("LateSending", "None", "whose consent was withdrawn")]
    [InlineData("BothCommit", "TwoHosts", "Seed ")]
    [InlineData("StaleState", "None", "is not the fold of the journal")]
    [InlineData("NoChecksums", "Rot", "a bit turned over")]
    [InlineData("LostChanges", "None", "of which")]
    [InlineData("NoActs", "None", "was told of event")]
    [InlineData("OldJourneys", "None", "was published")]
    [InlineData("LostMoves", "None", "was moved to version")]
    [InlineData("LostJoin", "None", "was joined to")]
    public async Task A_planted_fault_is_found(string fault, string faults, string said)
    {
        var (code, output) = await SimulationProcess.RunAsync("--seeds", "1..80", "--only", faults, "--plant", fault);
        Assert.Equal(1, code);
        Assert.Contains(said, output, StringComparison.Ordinal);
        Assert.Contains("See it again:", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--seeds", "9..3")]
    [InlineData("--seeds", "many")]
    [InlineData("--jobs", "2")]
    public async Task What_names_no_seeds_is_refused(params string[] arguments)
    {
        var (code, output) = await SimulationProcess.RunAsync(arguments);
        Assert.Equal(2, code);
        Assert.Contains("Say which seeds", output, StringComparison.Ordinal);
    }
}
