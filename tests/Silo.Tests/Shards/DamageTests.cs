using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Sqlite;
using Microsoft.Data.Sqlite;
using static JourneyOrchestrator.Silo.Tests.Shards.TestHost;

namespace JourneyOrchestrator.Silo.Tests.Shards;

/// <summary>What a host does whose journal is not what it wrote.</summary>
public sealed class DamageTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Whose_entry_is_damaged_is_refused_and_all_others_go_on()
    {
        await using var host = await StartAsync(directory);
        foreach (var signal in (Signal[])[Update("anna", "1", "n", 1), Update("anna", "2", "n", 2), Update("bob", "3", "n", 3)]) await host.SignalAsync(signal);
        await AlterAsync("UPDATE entries SET at = at + 1 WHERE customer = 1 AND seq = 2");
        await host.RestartAsync();

        var refused = await host.SignalAsync(Update("anna", "4", "n", 4));
        await Assert.ThrowsAsync<DamagedStoreException>(() => host.TraitsAsync("anna"));
        await Assert.ThrowsAsync<DamagedStoreException>(() => host.SeqsAsync("anna"));
        await Assert.ThrowsAsync<DamagedStoreException>(() => host.TraitsAsync("anna", host.Clock.GetUtcNow()));

        Assert.Equal((ReceiptKind.Unavailable, "damaged"), (refused.Kind, refused.Problem!.Code));
        Assert.Equal(Receipt.Accepted(2), await host.SignalAsync(Update("bob", "5", "n", 5)));
        Assert.Equal((true, 1), await host.Customers.HealthAsync() is { } health ? (health.Ready, health.Damaged) : default);
    }

    [Fact]
    public async Task A_stream_of_all_leaves_out_what_is_damaged()
    {
        await using var host = await StartAsync(directory);
        foreach (var signal in (Signal[])[Update("anna", "1", "n", 1), Update("anna", "2", "n", 2), Update("bob", "3", "n", 3)]) await host.SignalAsync(signal);
        await AlterAsync("UPDATE entries SET at = at + 1 WHERE customer = 1 AND seq = 2");
        await host.RestartAsync();

        await using var feed = await host.Customers.FollowAllAsync(0);
        var read = await feed.NextAsync();

        Assert.Equal([(1, "anna"), (3, "bob")], read.Value!.Select(entry => (entry.Position, entry.CustomerId)));
    }

    [Fact]
    public async Task In_place_of_a_damaged_snapshot_the_journal_is_folded_and_a_new_one_written()
    {
        await using var host = await StartAsync(directory);
        for (var i = 1; i <= 6; i++) await host.SignalAsync(Update("anna", $"{i}", "n", i));
        await AlterAsync("UPDATE snapshots SET seq = seq - 1");
        await host.RestartAsync();
        Assert.NotNull((await host.Store.SnapshotAsync(1, SnapshotCodec.Schema))!.Damage);

        Assert.Equal(6, (await host.TraitsAsync("anna"))!["n"].AsInt());
        Assert.Equal(Receipt.Accepted(7), await host.SignalAsync(Update("anna", "7", "n", 7)));

        Assert.Equal((7, null), await host.Store.SnapshotAsync(1, SnapshotCodec.Schema) is { } snapshot ? (snapshot.Seq, snapshot.Damage) : default);
        Assert.Equal(1, (await host.Customers.HealthAsync()).Damaged);
    }

    [Fact]
    public async Task A_repeated_event_whose_entry_is_damaged_is_neither_new_nor_known()
    {
        await using var host = await StartAsync(directory);
        for (var i = 1; i <= 6; i++) await host.SignalAsync(Update("anna", $"{i}", "n", i));
        await AlterAsync("UPDATE entries SET content_hash = 1 WHERE seq = 2");   // before the snapshot
        await host.RestartAsync();

        var repeated = await host.SignalAsync(Update("anna", "2", "n", 2));

        Assert.Equal((ReceiptKind.Unavailable, "damaged"), (repeated.Kind, repeated.Problem!.Code));
    }

    private async Task AlterAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(directory.Path, SqliteJournalStore.FileName)};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }
}
