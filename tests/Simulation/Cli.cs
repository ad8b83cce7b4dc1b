using System.CommandLine;
using JourneyOrchestrator.Simulation.World;

namespace JourneyOrchestrator.Simulation;

/// <summary>The command line: which seeds, and what is shown of them.</summary>
internal sealed class Cli
{
    private readonly Option<string> seeds = new("--seeds") { Description = "Seeds to run, for instance 1..10000." };
    private readonly Option<ulong?> seed = new("--seed") { Description = "One seed." };
    private readonly Option<bool> trace = new("--trace") { Description = "Prints all that happens." };
    private readonly Option<int> jobs = new("--jobs") { Description = "Processes that share the seeds.", DefaultValueFactory = _ => 1 };
    private readonly Option<Planted> plant = new("--plant") { Description = "Plants a fault that must be found." };
    private readonly Option<Faults?> only = new("--only") { Description = "Kinds of faults in place of those that the seed chooses, with commas between." };
    private readonly Option<Faults> without = new("--without") { Description = "Kinds of faults that are left out." };
    private readonly Option<bool> hashes = new("--hashes") { Description = "Prints one line for each seed: the seed, the hash of its trace, and how it ended." };

    public Task<int> RunAsync(string[] args)
    {
        var command = new RootCommand("Runs the whole host on a virtual clock, disk and network, with faults from a seed, and checks what it promises.")
        {
            seeds, seed, trace, jobs, plant, only, without, hashes,
        };
        command.SetAction(Run);
        return command.Parse(args).InvokeAsync();
    }

    private int Run(ParseResult given)
    {
        if (!SeedRange.TryParse(given.GetValue(seeds), given.GetValue(seed), out var range))
        {
            Console.Error.WriteLine("Say which seeds: --seed 7, or --seeds 1..10000 with the smaller number first.");
            return 2;
        }
        Plan Make(ulong number)
        {
            var plan = Plan.Of(number);
            return plan with { Planted = given.GetValue(plant), Faults = (given.GetValue(only) ?? plan.Faults) & ~given.GetValue(without) };
        }
        var show = new Show(given.GetValue(trace), given.GetValue(hashes));
        return given.GetValue(jobs) > 1
            ? new Workers(range, given.GetValue(jobs)).Run(given)
            : new Series(range, Make, show).Run();
    }
}
