using System.Globalization;
using System.Reflection;

namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>The numbered scripts of the folder <c>migrations</c>, applied in order and each once.</summary>
internal static class Migrations
{
    private static readonly Assembly Scripts = typeof(Migrations).Assembly;

    /// <summary>Version that this program writes: the highest script.</summary>
    public static int Latest { get; } = Scripts.GetManifestResourceNames().Count(name => name.EndsWith(".sql", StringComparison.Ordinal));

    /// <summary>Brings a database to <see cref="Latest"/>; throws <see cref="StoreVersionException"/> when it is already past it.</summary>
    public static void Apply(Database database, string path)
    {
        database.Execute("CREATE TABLE IF NOT EXISTS schema(version INTEGER PRIMARY KEY, applied TEXT NOT NULL) STRICT");
        var version = database.Query("SELECT max(version) FROM schema").Scalar();
        if (version > Latest) throw new StoreVersionException(path, version, Latest);
        for (var next = version + 1; next <= Latest; next++) Apply(database, next);
    }

    private static void Apply(Database database, long version) => database.Transaction(transaction =>
    {
        transaction.Execute(Script(version));
        return transaction.Query("INSERT INTO schema VALUES(?, strftime('%Y-%m-%dT%H:%M:%SZ'))").Bind(version).Changes();
    });

    private static string Script(long version)
    {
        var name = version.ToString("000", CultureInfo.InvariantCulture) + ".sql";
        using var stream = Scripts.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The migration script {name} is missing from the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

/// <summary>The store was written by a newer version of the program.</summary>
public sealed class StoreVersionException(string path, long found, long known) : Exception(
    $"The store {path} has schema version {found}; this program knows versions up to {known}. Use the version of the program that wrote it, or a newer one.");
