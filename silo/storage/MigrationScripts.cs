using System.Globalization;
using System.Reflection;

namespace JourneyOrchestrator.Silo.Storage;

/// <summary>The numbered scripts of a store's folder <c>migrations</c>, embedded as <c>001.sql</c> and so on.</summary>
/// <param name="scripts">Where they are embedded.</param>
/// <param name="prefix">What goes before the number, where an assembly has scripts of several stores.</param>
public sealed class MigrationScripts(Assembly scripts, string prefix = "")
{
    /// <summary>Version that this program writes: the highest script.</summary>
    public int Latest { get; } = scripts.GetManifestResourceNames().Count(name => name.StartsWith(prefix, StringComparison.Ordinal) && name.Length == prefix.Length + "000.sql".Length);

    /// <summary>Versions to be applied, in order, to a store of a version (0: an empty one).</summary>
    /// <param name="store">The store's name, for the error.</param>
    /// <exception cref="StoreVersionException">The store is past what this program knows.</exception>
    public IEnumerable<int> After(long version, string store) => version > Latest
        ? throw new StoreVersionException(store, version, Latest)
        : Enumerable.Range((int)version + 1, Latest - (int)version);

    public string Script(int version)
    {
        var name = prefix + version.ToString("000", CultureInfo.InvariantCulture) + ".sql";
        using var stream = scripts.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The migration script {name} is missing from the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

/// <summary>The store was written by a newer version of the program.</summary>
public sealed class StoreVersionException(string path, long found, long known) : Exception(
    $"The store {path} has schema version {found}; this program knows versions up to {known}. Use the version of the program that wrote it, or a newer one.");
