using JourneyOrchestrator.Simulation.World;

namespace JourneyOrchestrator.Simulation;

/// <summary>What is printed of seeds.</summary>
internal sealed class Show(bool trace, bool hashes)
{
    private const int LastLines = 60;

    public bool PrintsTrace => trace;

    public void Seed(Outcome outcome)
    {
        if (hashes) Console.WriteLine($"{outcome.Plan.Seed} {outcome.Hash} {outcome.Failure ?? "clean"}");
    }

    /// <summary>A seed that failed: with what is left of the faults that it takes, what happened last, and how to see it again.</summary>
    public void Failed(Outcome outcome)
    {
        if (!trace)
            foreach (var line in outcome.Trace.TakeLast(LastLines)) Console.WriteLine(line);
        var plan = outcome.Plan;
        Console.WriteLine($"""

            Seed {plan.Seed} failed: {outcome.Failure}
            Faults that it takes: {plan.Faults}
            See it again:  dotnet run --project tests/Simulation -- --seed {plan.Seed} --only "{plan.Faults}"{(plan.Planted == Planted.None ? "" : $" --plant {plan.Planted}")} --trace
            """);
    }

    /// <summary>How far it has come, on a terminal.</summary>
    public static void Progress(ulong done, ulong all)
    {
        if (Console.IsErrorRedirected) return;
        Console.Error.Write($"\r{done} of {all} seeds");
        if (done == all) Console.Error.WriteLine();
    }
}
