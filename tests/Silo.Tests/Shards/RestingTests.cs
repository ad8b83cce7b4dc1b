using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Grains.Ports;
using static JourneyOrchestrator.Silo.Tests.Shards.TestHost;

namespace JourneyOrchestrator.Silo.Tests.Shards;

public sealed class RestingTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_customer_who_rested_is_the_same_and_goes_on()
    {
        await using var host = await StartAsync(directory);
        for (var i = 1; i <= 3; i++) await host.SignalAsync(Update("anna", $"{i}", $"t{i}", i));
        var live = (await host.Customers.ReadAsync("anna", state => SnapshotCodec.Write(state))).Value;
        var before = (await host.Customers.HealthAsync()).ActiveBytes;

        await host.Customers.RestAllAsync();

        Assert.True((await host.Customers.HealthAsync()).ActiveBytes < before);
        Assert.Equal(live, (await host.Customers.ReadAsync("anna", state => SnapshotCodec.Write(state))).Value);
        await host.Customers.RestAllAsync();
        Assert.Equal(ReceiptKind.Duplicate, (await host.SignalAsync(Update("anna", "2", "t2", 2))).Kind);
        Assert.Equal(4, (await host.SignalAsync(Update("anna", "4", "t4", 4))).Seq);
    }

    [Fact]
    public async Task Who_is_not_used_for_a_while_rests_by_itself()
    {
        using var other = new TemporaryDirectory();
        await using var sleepless = await StartAsync(other, Options with { RestTime = Timeout.InfiniteTimeSpan });
        await sleepless.SignalAsync(Update("anna", "1", "t", 1));
        var awake = (await sleepless.Customers.HealthAsync()).ActiveBytes;

        await using var host = await StartAsync(directory, Options with { RestTime = TimeSpan.FromMilliseconds(20) });
        await host.SignalAsync(Update("anna", "1", "t", 1));

        for (var i = 0; i < 1_000 && (await host.Customers.HealthAsync()).ActiveBytes >= awake; i++) await Task.Delay(10);
        Assert.True((await host.Customers.HealthAsync()).ActiveBytes < awake);
        Assert.Equal(1, (await host.TraitsAsync("anna"))!["t"].AsInt());
    }

    [Fact]
    public async Task A_resting_customer_can_be_erased()
    {
        await using var host = await StartAsync(directory);
        await host.SignalAsync(Update("anna", "1", "t", 1));
        await host.Customers.RestAllAsync();

        Assert.Equal(ReadStatus.Found, (await host.Customers.EraseAsync("anna", "asked")).Status);

        Assert.Equal(ReceiptKind.Erased, (await host.SignalAsync(Update("anna", "2", "t", 1))).Kind);
        Assert.Equal(ReadStatus.Gone, (await host.Customers.ReadAsync("anna", state => state.Seq)).Status);
    }
}
