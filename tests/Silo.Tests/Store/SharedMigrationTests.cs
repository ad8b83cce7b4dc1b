using JourneyOrchestrator.Silo.Postgres;
using JourneyOrchestrator.Silo.Storage;
using JourneyOrchestrator.Tests.Shared;
using Npgsql;

namespace JourneyOrchestrator.Silo.Tests.Store;

/// <summary>Tables that are brought up to date while processes of the version before work on them.</summary>
public sealed class SharedMigrationTests
{
    private static readonly MigrationScripts Before = new(typeof(SharedMigrationTests).Assembly, "before."), After = new(typeof(SharedMigrationTests).Assembly, "after.");

    private static async Task<NpgsqlConnection> HostAsync(string connection)
    {
        var opened = new NpgsqlConnection(connection);
        await opened.OpenAsync();
        await RunAsync(opened, $"SELECT pg_advisory_lock_shared({Locks.Host}, hashtext(current_schema()))");   // as a host that shares has it
        return opened;
    }

    private static async Task<object?> RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    [SkippableFact]
    public async Task A_step_that_takes_something_away_waits_until_nobody_uses_it()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        var connection = await PostgresSchema.PrepareAsync(PostgresServer.Shared.NewDatabase() + ";Pooling=false", "things", Before);
        var old = await HostAsync(connection);
        await using var next = await HostAsync(connection);

        var refused = await Assert.ThrowsAsync<PostgresUnusableException>(() => Migrations.ApplyAsync(next, After, "the test"));
        Assert.Contains("schema version 2", refused.Message, StringComparison.Ordinal);
        await RunAsync(old, "SELECT going FROM things");
        await old.CloseAsync();
        // The server ends a session in its own time.
        while (await RunAsync(next, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()") is not 0L) await Task.Delay(10);

        await Migrations.ApplyAsync(next, After, "the test");
        Assert.Equal(2, await RunAsync(next, "SELECT max(version) FROM schema_versions"));
        await Assert.ThrowsAsync<StoreVersionException>(() => Migrations.ApplyAsync(next, Before, "the test"));
    }
}
