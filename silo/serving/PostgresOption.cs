using System.CommandLine;
using JourneyOrchestrator.Silo.Postgres;
using JourneyOrchestrator.Silo.Postgres.Keys;

namespace JourneyOrchestrator.Silo.Serving;

/// <summary>Where the connection strings of <c>--store postgres</c> come from: variables or files, never the command line, which every user of the machine
/// can read.</summary>
public static class PostgresOption
{
    private const string Variable = "JOURNEY_POSTGRES", KeysVariable = "JOURNEY_POSTGRES_KEYS", SchemaVariable = "JOURNEY_POSTGRES_KEYS_SCHEMA";

    /// <summary>After the name of a variable: a file that holds what it would.</summary>
    private const string FileSuffix = "_FILE";

    public static Option<string?> FileOption { get; } = new("--postgres-file") { Description = "A file that holds the connection string of PostgreSQL.", Recursive = true };

    /// <exception cref="RefusedException">No connection string is given, two are, or its file is unprotected.</exception>
    public static PostgresSettings Read(ParseResult parsed)
    {
        var journal = (parsed.GetValue(FileOption) is { } file ? ReadFile(FileOption.Name, file) : Find(Variable))
            ?? throw new RefusedException($"--store postgres needs a connection string: set {Variable} to Host=…;Database=…;Username=…;Password=…, or name a file that holds it with {Variable}{FileSuffix} or {FileOption.Name}.");
        var keys = new PostgresKeyOptions(Find(KeysVariable) ?? journal);
        return new PostgresSettings(new PostgresStoreOptions(journal), Environment.GetEnvironmentVariable(SchemaVariable) is { Length: > 0 } schema ? keys with { Schema = schema } : keys);
    }

    private static string? Find(string variable)
    {
        var (text, file) = (Environment.GetEnvironmentVariable(variable), Environment.GetEnvironmentVariable(variable + FileSuffix));
        if (text is { Length: > 0 } && file is { Length: > 0 }) throw new RefusedException($"Both {variable} and {variable}{FileSuffix} are set. Keep one of them.");
        return text is { Length: > 0 } ? text : file is { Length: > 0 } ? ReadFile(variable + FileSuffix, file) : null;
    }

    private static string ReadFile(string named, string path)
    {
        const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.GroupWrite;
        if (!File.Exists(path)) throw new RefusedException($"{named}: there is no file {path}.");
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
            throw new RefusedException($"{path} holds a password and may be read or written by everybody here. Run: chmod 640 {path}");
        return File.ReadAllText(path).Trim() is { Length: > 0 } text ? text : throw new RefusedException($"{named}: {path} is empty. Write Host=…;Database=…;Username=…;Password=… into it.");
    }
}
