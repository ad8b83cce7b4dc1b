using System.Diagnostics;
using JourneyOrchestrator.Silo.Outbox.Senders;
using JourneyOrchestrator.Silo.Sealing;
using JourneyOrchestrator.Simulation.World;

namespace JourneyOrchestrator.Simulation;

/// <summary>Seeds one after the other in this process, up to the first that fails.</summary>
internal sealed class Series(SeedRange seeds, Func<ulong, Plan> make, Show show)
{
    public int Run()
    {
        // The same for all runs: customers are placed by hashes that are made with it.
        Environment.SetEnvironmentVariable(MasterKey.Variable, new string('5', 64));
        Environment.SetEnvironmentVariable(WebhookSecret.Variable, "whsec_" + Convert.ToBase64String(new byte[32]));
        var folder = Directory.CreateTempSubdirectory("simulation-").FullName;
        try
        {
            return Run(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private int Run(string folder)
    {
        var (begun, lived) = (Stopwatch.GetTimestamp(), TimeSpan.Zero);
        for (var seed = seeds.First; seed <= seeds.Last; seed++)
        {
            var outcome = Play(make(seed), folder, show.PrintsTrace);
            lived += outcome.Virtual;
            show.Seed(outcome);
            Show.Progress(seed - seeds.First + 1, seeds.Count);
            if (outcome.Failure is null) continue;
            show.Failed(Smaller(outcome, folder));
            return 1;
        }
        Console.WriteLine($"Seeds {seeds.First}..{seeds.Last}: clean. {lived.TotalHours:F1} hours of theirs in {Stopwatch.GetElapsedTime(begun).TotalSeconds:F0} s.");
        return 0;
    }

    private static Outcome Play(Plan plan, string folder, bool printTrace)
    {
        // What a run that failed left behind does not get in the way of the next.
        var own = Directory.CreateDirectory(Path.Combine(folder, Path.GetRandomFileName())).FullName;
        return Simulation.Run.Play(plan, printTrace, own);
    }

    /// <summary>The same seed with as few kinds of faults as it still fails with.</summary>
    private static Outcome Smaller(Outcome failed, string folder)
    {
        for (var bit = 1; bit < (int)Faults.All; bit <<= 1)
        {
            if (!failed.Plan.Has((Faults)bit)) continue;
            var outcome = Play(failed.Plan with { Faults = failed.Plan.Faults & ~(Faults)bit }, folder, printTrace: false);
            if (outcome.Failure is not null) failed = outcome;
        }
        return failed;
    }
}
