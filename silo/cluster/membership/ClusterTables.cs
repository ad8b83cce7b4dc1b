using JourneyOrchestrator.Silo.Postgres;
using JourneyOrchestrator.Silo.Storage;

namespace JourneyOrchestrator.Silo.Cluster;

/// <summary>What Orleans keeps of the cluster, in a schema of the cluster's database.</summary>
public static class ClusterTables
{
    /// <summary>The name by which Orleans finds the driver.</summary>
    public const string Invariant = "Npgsql";

    private const string Schema = "cluster";

    private static readonly MigrationScripts Scripts = new(typeof(ClusterTables).Assembly, "cluster.");

    /// <summary>Makes the tables or brings them up to date.</summary>
    /// <returns>The connection string for the AdoNet providers of Orleans.</returns>
    /// <exception cref="PostgresUnusableException">The server can't be reached, or does not let the user have the schema.</exception>
    /// <exception cref="StoreVersionException">A newer program wrote the tables.</exception>
    public static Task<string> PrepareAsync(string connection, CancellationToken cancel = default) => PostgresSchema.PrepareAsync(connection, Schema, Scripts, cancel);
}
