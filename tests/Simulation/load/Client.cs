using JourneyOrchestrator.Simulation.World;

namespace JourneyOrchestrator.Simulation.Load;

/// <summary>A front-line app: does its operations one after the other, each until it has a final answer, with the same ids at every try.</summary>
internal sealed class Client(Universe universe, Network network, Dice dice, IReadOnlyList<Operation> operations)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20), GapMax = TimeSpan.FromSeconds(20), AgainMax = TimeSpan.FromSeconds(8);

    public async Task RunAsync()
    {
        foreach (var operation in operations)
        {
            await universe.DelayAsync(dice.Chance(500) ? GapMax * dice.Fraction() : dice.Delay(GapMax)).ConfigureAwait(false);
            while (!await network.TryAsync(operation, Patience).ConfigureAwait(false))
                await universe.DelayAsync(TimeSpan.FromMilliseconds(100) + dice.Delay(AgainMax)).ConfigureAwait(false);
            universe.Log($"client {operation.Name} is done");
        }
    }
}
