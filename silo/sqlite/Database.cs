using JourneyOrchestrator.Grains.Ports;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>One connection to the store's file with its prepared statements. One thread at a time.</summary>
internal sealed class Database : IDisposable
{
    private const int BusyMilliseconds = 5_000;

    private readonly sqlite3 _handle;
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    static Database() => Batteries_V2.Init();

    public Database(string path, bool readOnly, IEnumerable<string> pragmas)
    {
        var flags = readOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE;
        var code = raw.sqlite3_open_v2(path, out _handle, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        try
        {
            SqliteException.ThrowExceptionForRC(code, _handle);
            raw.sqlite3_extended_result_codes(_handle, 1);
            raw.sqlite3_busy_timeout(_handle, BusyMilliseconds);
            foreach (var pragma in pragmas) Execute("PRAGMA " + pragma);
        }
        catch
        {
            _handle.Dispose();
            throw;
        }
    }

    /// <summary>What an error says when it says that pages of the file are damaged; null: it says something else.</summary>
    public static DamagedStoreException? DamageIn(Exception error) => error is SqliteException { SqliteErrorCode: raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB } found
        ? new DamagedStoreException($"pages of the journal ({found.Message})", found)
        : null;

    /// <summary>Runs statements without parameters, for instance a migration.</summary>
    public void Execute(string sql) => SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(_handle, sql), _handle);

    /// <summary>The prepared statement of a text, ready to be bound. The text is a constant: each is prepared once and kept.</summary>
    public Statement Query(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement)) _statements.Add(sql, statement = new Statement(_handle, sql));
        return statement;
    }

    /// <summary>Ends reads that an exception left open: they would keep the log from being cleaned.</summary>
    public void ResetAll()
    {
        foreach (var statement in _statements.Values) statement.Reset();
    }

    /// <summary>Runs the work in one transaction: all of it is durable when this returns, or nothing is kept.</summary>
    public T Transaction<T>(Func<Database, T> work) => Between("BEGIN IMMEDIATE", work);

    /// <summary>Runs reads that must see one state.</summary>
    public T Snapshot<T>(Func<Database, T> work) => Between("BEGIN", work);

    public void Dispose()
    {
        foreach (var statement in _statements.Values) statement.Dispose();
        _handle.Dispose();
    }

    private T Between<T>(string begin, Func<Database, T> work)
    {
        Query(begin).Run();
        try
        {
            var result = work(this);
            Query("COMMIT").Run();
            return result;
        }
        catch
        {
            ResetAll();
            // Some errors (a full disk among them) have already rolled it back.
            if (raw.sqlite3_get_autocommit(_handle) == 0) Execute("ROLLBACK");
            throw;
        }
    }

}
