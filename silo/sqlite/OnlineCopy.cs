using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>
/// A SQLite file that others go on writing, as it was at one moment: what is committed later is not in the copy. While it is open the file's log can't be
/// cleaned, so that an erasure waits for its end.
/// </summary>
public sealed class OnlineCopy : IDisposable
{
    private const int PagesAtOnce = 1_024;
    private const int BusyMilliseconds = 10_000;

    private readonly sqlite3 source;

    static OnlineCopy() => Batteries_V2.Init();

    private OnlineCopy(sqlite3 source) => this.source = source;

    /// <summary>Fixes the moment.</summary>
    /// <exception cref="IOException">It is no SQLite file, or it can't be read.</exception>
    public static OnlineCopy Open(string path) => Guard(path, () =>
    {
        var source = OpenFile(path, raw.SQLITE_OPEN_READWRITE);   // the log of a stopped host is read as well; nothing is written
        try
        {
            Run(source, "BEGIN");
            Run(source, "SELECT count(*) FROM sqlite_schema");   // a transaction begins with its first read
            return new OnlineCopy(source);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    });

    /// <summary>Writes the copy into a new file, one that needs no log beside it.</summary>
    /// <param name="progress">Gets pages done and pages in all.</param>
    public void CopyTo(string path, IProgress<(long Done, long Total)> progress, CancellationToken cancel) => Guard(path, () =>
    {
        using var target = OpenFile(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        var backup = raw.sqlite3_backup_init(target, "main", source, "main");
        if (backup is null || backup.IsInvalid) SqliteException.ThrowExceptionForRC(raw.sqlite3_errcode(target), target);
        using (backup)
        {
            for (var code = raw.SQLITE_OK; code != raw.SQLITE_DONE;)
            {
                cancel.ThrowIfCancellationRequested();
                code = raw.sqlite3_backup_step(backup, PagesAtOnce);
                if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE)) SqliteException.ThrowExceptionForRC(code, target);
                var total = raw.sqlite3_backup_pagecount(backup);
                progress.Report((total - raw.sqlite3_backup_remaining(backup), total));
            }
        }
        Run(target, "PRAGMA journal_mode = DELETE");
        return true;
    });

    /// <summary>What SQLite finds wrong with a file that nobody writes; null: nothing.</summary>
    public static string? Flaw(string path) => Guard(path, () =>
    {
        using var file = OpenFile(path, raw.SQLITE_OPEN_READONLY);
        using var check = new Statement(file, "PRAGMA integrity_check(1)");
        var found = check.First(row => row.Text(0));
        return found == "ok" ? null : found;
    });

    public void Dispose() => source.Dispose();

    private static sqlite3 OpenFile(string path, int flags)
    {
        var code = raw.sqlite3_open_v2(path, out var file, flags, null);
        try
        {
            SqliteException.ThrowExceptionForRC(code, file);
            raw.sqlite3_busy_timeout(file, BusyMilliseconds);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static void Run(sqlite3 file, string sql) => SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(file, sql), file);

    private static T Guard<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException error)
        {
            throw new IOException($"{path}: {error.Message}", error);
        }
    }
}
