using JourneyOrchestrator.Silo.Storage;
using Npgsql;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>Tables of something else than the journal, in a schema of their own beside it.</summary>
public static class PostgresSchema
{
    /// <summary>Makes a schema if it is missing and brings its tables up to date. Programs that start at the same time wait for each other.</summary>
    /// <returns>A connection string that looks into that schema alone.</returns>
    /// <exception cref="PostgresUnusableException">The server can't be reached, or does not let the user have the schema.</exception>
    /// <exception cref="StoreVersionException">A newer program wrote the tables.</exception>
    public static async Task<string> PrepareAsync(string connection, string schema, MigrationScripts scripts, CancellationToken cancel = default)
    {
        var builder = Connections.Builder(connection);
        builder.SearchPath = Migrations.Quoted(schema);
        var server = Connections.NameOf(builder);
        await using var opened = await Connections.OpenAsync(new NpgsqlConnection(builder.ConnectionString), server, cancel).ConfigureAwait(false);
        try
        {
            await Migrations.ApplyAsync(opened, schema, scripts, server).ConfigureAwait(false);
            return builder.ConnectionString;
        }
        catch (NpgsqlException error)
        {
            throw new PostgresUnusableException($"The schema '{schema}' of {server} can't be made or read: {error.Message.TrimEnd('.')}. Let the user make schemas in that database, or give the user this one.", error);
        }
    }
}
