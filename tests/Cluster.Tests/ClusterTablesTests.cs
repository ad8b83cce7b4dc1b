using System.Net;
using JourneyOrchestrator.Silo.Cluster;
using JourneyOrchestrator.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Orleans.Configuration;
using Orleans.Messaging;
using Orleans.Runtime;

namespace Cluster.Tests;

/// <summary>The tables of the cluster, as the AdoNet providers of Orleans use them.</summary>
public sealed class ClusterTablesTests : IAsyncLifetime
{
    private readonly List<IHost> hosts = [];
    private string connection = "";

    public async Task InitializeAsync()
    {
        if (PostgresServer.Missing is null) connection = await ClusterTables.PrepareAsync(PostgresServer.Shared.NewDatabase());
    }

    public Task DisposeAsync()
    {
        foreach (var host in hosts) host.Dispose();
        return Task.CompletedTask;
    }

    private async Task<IMembershipTable> TableAsync(string cluster = "one")
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleans(silo => silo.Configure<ClusterOptions>(options => options.ClusterId = options.ServiceId = cluster)
            .UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (ClusterTables.Invariant, connection)));
        hosts.Add(builder.Build());
        var table = hosts[^1].Services.GetRequiredService<IMembershipTable>();
        await table.InitializeMembershipTableAsync(true, CancellationToken.None);
        return table;
    }

    private async Task<IReadOnlyList<Uri>> GatewaysAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleansClient(client => client.Configure<ClusterOptions>(options => options.ClusterId = options.ServiceId = "one")
            .UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (ClusterTables.Invariant, connection)));
        hosts.Add(builder.Build());
        var provider = hosts[^1].Services.GetRequiredService<IGatewayListProvider>();
        await provider.InitializeGatewayListProvider();
        return [.. await provider.GetGateways()];
    }

    private static MembershipEntry Silo(int port, SiloStatus status = SiloStatus.Joining) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Loopback, port, 7), SiloName = $"silo{port}", HostName = "host", Status = status, ProxyPort = port + 1,
        StartTime = new DateTime(2026, 3, 1, 8, 0, 0, DateTimeKind.Utc), IAmAliveTime = new DateTime(2026, 3, 1, 8, 0, 1, DateTimeKind.Utc),
    };

    private static Task<MembershipTableData> AllAsync(IMembershipTable table) => table.ReadAllAsync(CancellationToken.None);

    [SkippableFact]
    public async Task Silos_are_entered_and_changed_as_they_were_found()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        var table = await TableAsync();
        var empty = await AllAsync(table);
        Assert.Empty(empty.Members);

        Assert.True(await table.InsertRowAsync(Silo(100), empty.Version.Next(), CancellationToken.None));
        Assert.False(await table.InsertRowAsync(Silo(200), empty.Version.Next(), CancellationToken.None));   // the version is an older one
        var one = await AllAsync(table);
        Assert.False(await table.InsertRowAsync(Silo(100), one.Version.Next(), CancellationToken.None));   // it is there
        Assert.Equal(one.Version.Version, (await AllAsync(table)).Version.Version);

        var found = Assert.Single(one.Members);
        Assert.Equal((Silo(100).SiloAddress, "silo100", SiloStatus.Joining, 101), (found.Item1.SiloAddress, found.Item1.SiloName, found.Item1.Status, found.Item1.ProxyPort));
        found.Item1.Status = SiloStatus.Dead;
        found.Item1.SuspectTimes = [Tuple.Create(Silo(300).SiloAddress, new DateTime(2026, 3, 1, 8, 0, 5, DateTimeKind.Utc))];
        Assert.False(await table.UpdateRowAsync(found.Item1, found.Item2, empty.Version.Next(), CancellationToken.None));
        Assert.True(await table.UpdateRowAsync(found.Item1, found.Item2, one.Version.Next(), CancellationToken.None));

        var changed = (await table.ReadRowAsync(Silo(100).SiloAddress, CancellationToken.None)).Members.Single().Item1;
        Assert.Equal(SiloStatus.Dead, changed.Status);
        Assert.Equal(found.Item1.SuspectTimes, changed.SuspectTimes);
        Assert.Empty((await table.ReadRowAsync(Silo(999).SiloAddress, CancellationToken.None)).Members);
    }

    [SkippableFact]
    public async Task Of_two_that_enter_at_once_one_looks_again()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        var table = await TableAsync();
        var version = (await AllAsync(table)).Version;

        var entered = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => table.InsertRowAsync(Silo(100 + i), version.Next(), CancellationToken.None)));

        Assert.Single(entered, true);
        Assert.Single((await AllAsync(table)).Members);
    }

    [SkippableFact]
    public async Task Clusters_of_one_database_do_not_see_each_other()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        var (one, two) = (await TableAsync(), await TableAsync("two"));

        await one.InsertRowAsync(Silo(100), (await AllAsync(one)).Version.Next(), CancellationToken.None);
        Assert.Empty((await AllAsync(two)).Members);
        await two.InsertRowAsync(Silo(100), (await AllAsync(two)).Version.Next(), CancellationToken.None);
        await two.DeleteMembershipTableEntriesAsync("two", CancellationToken.None);

        Assert.Single((await AllAsync(one)).Members);
    }

    [SkippableFact]
    public async Task Clients_find_the_gateways_of_those_that_are_active_and_the_dead_are_cleaned_up()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        var table = await TableAsync();
        foreach (var silo in (MembershipEntry[])[Silo(100, SiloStatus.Active), Silo(200, SiloStatus.Dead), Silo(300, SiloStatus.Active)])
            Assert.True(await table.InsertRowAsync(silo, (await AllAsync(table)).Version.Next(), CancellationToken.None));

        Assert.Equal([101, 301], (await GatewaysAsync()).Select(gateway => gateway.Port).Order());

        var alive = Silo(100);
        alive.IAmAliveTime = new DateTime(2026, 3, 2, 8, 0, 0, DateTimeKind.Utc);
        await table.UpdateIAmAliveAsync(alive, CancellationToken.None);
        Assert.Equal(alive.IAmAliveTime, (await table.ReadRowAsync(alive.SiloAddress, CancellationToken.None)).Members.Single().Item1.IAmAliveTime.ToUniversalTime());
        await table.CleanupDefunctSiloEntriesAsync(new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero), CancellationToken.None);
        Assert.Equal([100, 300], (await AllAsync(table)).Members.Select(m => m.Item1.SiloAddress.Endpoint.Port).Order());   // active ones stay
    }

    [SkippableFact]
    public async Task Preparing_again_and_at_the_same_time_changes_nothing()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        var database = PostgresServer.Shared.NewDatabase();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ClusterTables.PrepareAsync(database)));
        connection = await ClusterTables.PrepareAsync(database);

        await using var source = NpgsqlDataSource.Create(connection);
        await using var versions = source.CreateCommand("SELECT count(*) FROM schema_versions");
        Assert.Equal(1L, await versions.ExecuteScalarAsync());
        Assert.Empty((await AllAsync(await TableAsync())).Members);
    }
}
