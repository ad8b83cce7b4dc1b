using JourneyOrchestrator.Silo.Commands;
using JourneyOrchestrator.Silo.Outbox.Senders;
using JourneyOrchestrator.Silo.Sqlite;
using JourneyOrchestrator.Silo.Storage;

namespace JourneyOrchestrator.Silo.Hosting;

/// <summary>Which journal a data directory belongs to: its own <c>journal.db</c>, or that in PostgreSQL whose id is in <c>store.id</c>. A host that went on
/// with another one would know nobody, under keys and secrets of others.</summary>
internal static class StoreMark
{
    private const string FileName = "store.id";
    private const string Kind = "postgres ";

    /// <exception cref="RefusedException">The directory belongs to a journal in PostgreSQL.</exception>
    public static void EnsureSqlite(string data)
    {
        if (File.Exists(PathIn(data)))
            throw new RefusedException($"{Path.GetFullPath(data)} belongs to a journal in PostgreSQL. Use --store postgres, or name another directory with --data.");
    }

    /// <exception cref="RefusedException">The directory holds a journal of SQLite.</exception>
    public static void EnsurePostgres(string data)
    {
        if (File.Exists(Path.Combine(data, SqliteJournalStore.FileName)))
            throw new RefusedException($"{Path.GetFullPath(data)} holds a journal of SQLite. Use --store sqlite, or name another directory with --data.");
    }

    /// <summary>Makes sure that a directory belongs to a journal in PostgreSQL, or to none yet.</summary>
    /// <param name="data">The data directory.</param>
    /// <param name="store">The journal's id.</param>
    /// <param name="name">What the journal is called in messages.</param>
    /// <param name="isUsed">Somebody wrote to that journal before: a directory that is new to it must bring what receivers know its hosts by.</param>
    /// <exception cref="RefusedException">It belongs to another one, or lacks the secret of the webhooks.</exception>
    public static void Ensure(string data, Guid store, string name, bool isUsed)
    {
        if (Read(data) is { } kept)
        {
            if (kept != store) throw new RefusedException($"{Path.GetFullPath(data)} belongs to another journal ({kept}) than the one in {name} ({store}). Name its directory with --data, or the database that goes with this one.");
            return;
        }
        if (isUsed && Environment.GetEnvironmentVariable(WebhookSecret.Variable) is not { Length: > 0 } && !File.Exists(Path.Combine(data, WebhookSecret.FileName)))
            throw new RefusedException($"There is a journal in {name}, and {Path.GetFullPath(data)} is new to it. Copy {WebhookSecret.FileName} from the data directory of a host that works on it, or set {WebhookSecret.Variable}: receivers would refuse what another secret signs.");
    }

    /// <summary>Notes that a directory belongs to a journal in PostgreSQL.</summary>
    public static void Keep(string data, Guid store)
    {
        if (Read(data) == store) return;
        DurableFiles.Replace(PathIn(data), System.Text.Encoding.ASCII.GetBytes($"{Kind}{store}\n"));
    }

    private static string PathIn(string data) => Path.Combine(data, FileName);

    private static Guid? Read(string data)
    {
        if (!File.Exists(PathIn(data))) return null;
        var text = File.ReadAllText(PathIn(data)).Trim();
        return text.StartsWith(Kind, StringComparison.Ordinal) && Guid.TryParse(text.AsSpan(Kind.Length), out var store)
            ? store
            : throw new RefusedException($"{PathIn(data)} can't be read. Put back a copy of the data directory, or delete the file when you know which journal goes with it.");
    }
}
