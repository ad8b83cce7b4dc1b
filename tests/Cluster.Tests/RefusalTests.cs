using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Cluster;
using JourneyOrchestrator.Silo.Shards;
using JourneyOrchestrator.Silo.Tests.Pumps;
using JourneyOrchestrator.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Serialization;
using static Cluster.Tests.Journeys;
using static Cluster.Tests.TestCluster;

namespace Cluster.Tests;

/// <summary>A silo whose store can't write refuses in the same words through every door of the cluster.</summary>
public sealed class RefusalTests
{
    [Fact]
    public void That_a_store_can_not_write_comes_to_whoever_asked_from_another_silo()
    {
        using var services = new ServiceCollection().AddSerializer().Configure<ExceptionSerializationOptions>(SiloComposition.LetThrough).BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        var cause = new PostgresException("could not extend file", "ERROR", "ERROR", PostgresErrorCodes.DiskFull);
        var thrown = new StoreUnwritableException(new Problem("", "read-only", "The disk is full: the host reads and does not write.", "Make room."), cause);

        var got = Assert.IsType<StoreUnwritableException>(serializer.Deserialize<Exception>(serializer.SerializeToArray<Exception>(thrown)));

        Assert.Equal(("read-only", thrown.Message), (got.Problem.Code, got.Message));
    }

    [SkippableFact]
    public async Task While_the_database_only_reads_every_silos_doors_say_so_and_afterwards_all_goes_on()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        await using var cluster = await StartAsync(options: new CustomersOptions { Shards = 2, ProbeTime = TimeSpan.FromMilliseconds(50) });
        await cluster.SignalAsync(Update("anna", "1", "n", 1));
        var id = (await cluster.Node(0).Subscriptions.AddAsync(new SubscriptionWish("https://example.org/hook", ["customer.joined"], null, null, null))).Added!.Id;

        await SetReadOnlyAsync(cluster.Connection, "on");
        for (var silo = 0; silo < 2; silo++)
        {
            await RefusesAsync(() => cluster.Node(silo).Subscriptions.PauseAsync(id).AsTask());
            await RefusesAsync(() => cluster.Customers(silo).EraseAsync("anna", "asked").AsTask());
            await RefusesAsync(() => cluster.Customers(silo).SaveJourneyAsync(SmallJourneys.Of("j", SmallJourneys.Wait("w")), publish: true).AsTask());
        }

        await SetReadOnlyAsync(cluster.Connection, "off");
        await UntilAsync(async () => await Record.ExceptionAsync(() => cluster.Node(1).Subscriptions.PauseAsync(id).AsTask()) is null, "It can be paused.");
        await UntilAsync(async () => await Record.ExceptionAsync(() => cluster.Customers(0).EraseAsync("anna", "asked").AsTask()) is null, "She can be erased.");
    }

    /// <summary>The first calls may meet connections that are cut.</summary>
    private static Task RefusesAsync(Func<Task> act) =>
        UntilAsync(async () => await Record.ExceptionAsync(act) is StoreUnwritableException { Problem.Code: "read-only" }, "It is refused.");

    private static async Task SetReadOnlyAsync(string connection, string value)
    {
        await using var opened = new NpgsqlConnection(connection + ";Pooling=false;Options=-c default_transaction_read_only=off");
        await opened.OpenAsync();
        await using var command = new NpgsqlCommand($"ALTER DATABASE {opened.Database} SET default_transaction_read_only = {value}", opened);
        await command.ExecuteNonQueryAsync();
        PostgresServer.Shared.CutOff(connection);
    }
}
