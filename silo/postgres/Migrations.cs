using JourneyOrchestrator.Silo.Storage;
using Npgsql;
using static JourneyOrchestrator.Silo.Postgres.Values;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>The numbered scripts of a folder <c>migrations</c>, applied in order and each once, all or none. Programs that start at the same time wait
/// for each other.</summary>
internal static class Migrations
{
    /// <summary>First words of a script that takes away or renames what the version before uses: no other process may work on the tables while it runs.</summary>
    private const string Alone = "-- alone";

    public static MigrationScripts Journal { get; } = new(typeof(Migrations).Assembly);

    public static MigrationScripts Keys { get; } = new(typeof(Migrations).Assembly, "keys.");

    /// <summary>Makes a schema if it is missing and brings its tables up to date.</summary>
    /// <param name="connection">Looks into that schema alone.</param>
    /// <exception cref="StoreVersionException">A newer program wrote the store.</exception>
    public static async Task ApplyAsync(NpgsqlConnection connection, string schema, MigrationScripts scripts, string server)
    {
        await MakeSchemaAsync(connection, schema).ConfigureAwait(false);
        await ApplyAsync(connection, scripts, $"{server}, schema '{schema}'").ConfigureAwait(false);
    }

    /// <summary>A name as it is written in a statement or a search path.</summary>
    public static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <exception cref="StoreVersionException">A newer program wrote the store.</exception>
    /// <exception cref="PostgresUnusableException">A script must run alone, and other processes work on the tables.</exception>
    public static async Task ApplyAsync(NpgsqlConnection connection, MigrationScripts scripts, string name)
    {
        await using var transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
        await connection.ChangesAsync("SELECT pg_advisory_xact_lock($1, hashtext(current_schema()))", P(Locks.Migration)).ConfigureAwait(false);
        await connection.ChangesAsync("CREATE TABLE IF NOT EXISTS schema_versions(version integer PRIMARY KEY, applied timestamptz NOT NULL DEFAULT now())").ConfigureAwait(false);
        var version = (await connection.AllAsync("SELECT coalesce(max(version), 0) FROM schema_versions", row => row.GetInt32(0)).ConfigureAwait(false))[0];
        foreach (var next in scripts.After(version, name))
        {
            var script = scripts.Script(next);
            if (script.StartsWith(Alone, StringComparison.Ordinal) && !await IsAloneAsync(connection).ConfigureAwait(false))
                throw new PostgresUnusableException($"The tables of {name} need a step (schema version {next}) with which the processes that work on them can't go on. End all of them, then start one of this version.");
            await connection.ChangesAsync(script).ConfigureAwait(false);
            await connection.ChangesAsync("INSERT INTO schema_versions(version) VALUES($1)", P(next)).ConfigureAwait(false);
        }
        await transaction.CommitAsync().ConfigureAwait(false);
    }

    /// <summary>True until the end of the transaction: no other session has the lock of a host that works on these tables.</summary>
    private static async Task<bool> IsAloneAsync(NpgsqlConnection connection) =>
        (await connection.AllAsync("SELECT pg_try_advisory_xact_lock($1, hashtext(current_schema()))", row => row.GetBoolean(0), P(Locks.Host)).ConfigureAwait(false))[0];

    /// <summary>Not by "IF NOT EXISTS" alone: hosts that start together would meet in it, and it asks for the right to make schemas also when there is
    /// nothing to make.</summary>
    private static async Task MakeSchemaAsync(NpgsqlConnection connection, string schema)
    {
        await using var transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
        await connection.ChangesAsync("SELECT pg_advisory_xact_lock($1, hashtext($2))", P(Locks.Migration), P(schema)).ConfigureAwait(false);
        if (await connection.AllAsync("SELECT 1 FROM pg_namespace WHERE nspname = $1", _ => 0, P(schema)).ConfigureAwait(false) is [])
            await connection.ChangesAsync($"CREATE SCHEMA {Quoted(schema)}").ConfigureAwait(false);
        await transaction.CommitAsync().ConfigureAwait(false);
    }
}

/// <summary>Advisory locks: the first number says what is held, the second is the hash of the schema's name.</summary>
internal static class Locks
{
    public const int Migration = 0x4A4F_0001, Host = 0x4A4F_0002;
}
