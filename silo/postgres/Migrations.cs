using JourneyOrchestrator.Silo.Storage;
using Npgsql;
using static JourneyOrchestrator.Silo.Postgres.Values;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>The numbered scripts of a folder <c>migrations</c>, applied in order and each once, all or none. Programs that start at the same time wait
/// for each other.</summary>
internal static class Migrations
{
    public static MigrationScripts Journal { get; } = new(typeof(Migrations).Assembly);

    public static MigrationScripts Keys { get; } = new(typeof(Migrations).Assembly, "keys.");

    /// <exception cref="StoreVersionException">A newer program wrote the store.</exception>
    public static async Task ApplyAsync(NpgsqlConnection connection, MigrationScripts scripts, string name)
    {
        await using var transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
        await connection.ChangesAsync("SELECT pg_advisory_xact_lock($1, hashtext(current_schema()))", P(Locks.Migration)).ConfigureAwait(false);
        await connection.ChangesAsync("CREATE TABLE IF NOT EXISTS schema_versions(version integer PRIMARY KEY, applied timestamptz NOT NULL DEFAULT now())").ConfigureAwait(false);
        var version = (await connection.AllAsync("SELECT coalesce(max(version), 0) FROM schema_versions", row => row.GetInt32(0)).ConfigureAwait(false))[0];
        foreach (var next in scripts.After(version, name))
        {
            await connection.ChangesAsync(scripts.Script(next)).ConfigureAwait(false);
            await connection.ChangesAsync("INSERT INTO schema_versions(version) VALUES($1)", P(next)).ConfigureAwait(false);
        }
        await transaction.CommitAsync().ConfigureAwait(false);
    }
}

/// <summary>Advisory locks: the first number says what is held, the second is the hash of the schema's name.</summary>
internal static class Locks
{
    public const int Migration = 0x4A4F_0001, Host = 0x4A4F_0002;
}
