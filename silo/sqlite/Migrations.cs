using JourneyOrchestrator.Silo.Storage;

namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>The numbered scripts of the folder <c>migrations</c>, applied in order and each once.</summary>
internal static class Migrations
{
    private static readonly MigrationScripts Scripts = new(typeof(Migrations).Assembly);

    /// <summary>Version that this program writes.</summary>
    public static int Latest => Scripts.Latest;

    public static long VersionOf(Database database) => database.Query("SELECT max(version) FROM schema").Scalar();

    /// <summary>Brings a database to the version of the highest script; throws <see cref="StoreVersionException"/> when it is already past it.</summary>
    public static void Apply(Database database, string path)
    {
        database.Execute("CREATE TABLE IF NOT EXISTS schema(version INTEGER PRIMARY KEY, applied TEXT NOT NULL) STRICT");
        foreach (var next in Scripts.After(VersionOf(database), path)) Apply(database, next);
    }

    private static void Apply(Database database, int version) => database.Transaction(transaction =>
    {
        transaction.Execute(Scripts.Script(version));
        return transaction.Query("INSERT INTO schema VALUES(?, strftime('%Y-%m-%dT%H:%M:%SZ'))").Bind(version).Changes();
    });
}
