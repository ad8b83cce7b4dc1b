using JourneyOrchestrator.Grains.Orleans.Wire;
using Orleans.Placement;

namespace JourneyOrchestrator.Bench.Cluster;

/// <summary>A grain that does nothing, with the messages of a customer.</summary>
[Alias("bench.bare")]
public interface IBareGrain : IGrainWithStringKey
{
    [Alias("handle")]
    Task<CustomerReceipts> HandleAsync(CustomerInputs inputs);
}

[HashBasedPlacement]
public sealed class BareGrain : Grain, IBareGrain
{
    private static readonly CustomerReceipts Answer = new([0], [1], null);

    public Task<CustomerReceipts> HandleAsync(CustomerInputs inputs) => Task.FromResult(Answer);
}

/// <summary>The plain way: about 2 KB of state, written at each call.</summary>
[Alias("bench.plain")]
public interface IPlainGrain : IGrainWithIntegerKey
{
    [Alias("count")]
    Task<int> CountAsync();
}

[GenerateSerializer, Alias("bench.state")]
public sealed class PlainState
{
    [Id(0)]
    public int Count { get; set; }

    [Id(1)]
    public string Text { get; set; } = new('x', 2_000);
}

[HashBasedPlacement]
public sealed class PlainGrain([PersistentState("state", "plain")] IPersistentState<PlainState> state) : Grain, IPlainGrain
{
    public async Task<int> CountAsync()
    {
        state.State.Count++;
        await state.WriteStateAsync();
        return state.State.Count;
    }
}
