using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>A prepared statement, bound by position and reused. It sits directly on SQLite's own interface: a command object per row
/// costs more than the insert itself, and JSON goes in and out as UTF-8 bytes without becoming a string. One thread at a time.</summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _handle;
    private int _next;

    public Statement(sqlite3 database, string sql)
    {
        _database = database;
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _handle));
    }

    /// <summary>Binds the next parameter.</summary>
    public Statement Bind(long value)
    {
        Check(raw.sqlite3_bind_int64(_handle, ++_next, value));
        return this;
    }

    public Statement Bind(string? value)
    {
        Check(value is null ? raw.sqlite3_bind_null(_handle, ++_next) : raw.sqlite3_bind_text(_handle, ++_next, value));
        return this;
    }

    /// <summary>Binds a blob; null binds NULL.</summary>
    public Statement Bind(byte[]? value)
    {
        ++_next;
        Check(value switch
        {
            null => raw.sqlite3_bind_null(_handle, _next),
            [] => raw.sqlite3_bind_zeroblob(_handle, _next, 0),
            _ => raw.sqlite3_bind_blob(_handle, _next, value),
        });
        return this;
    }

    /// <summary>Binds UTF-8 bytes as text.</summary>
    public Statement BindUtf8(byte[] value)
    {
        if (value.Length == 0) return Bind("");
        Check(raw.sqlite3_bind_text(_handle, ++_next, value.AsSpan()));
        return this;
    }

    /// <summary>Steps to the next row; false, and ready for the next use, when there is none.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(_handle);
        if (code == raw.SQLITE_ROW) return true;
        Reset();
        if (code != raw.SQLITE_DONE) Check(code);
        return false;
    }

    /// <summary>Runs a statement whose rows, if any, don't matter.</summary>
    public void Run()
    {
        while (Step())
        {
        }
    }

    /// <summary>Runs a statement and answers how many rows it changed.</summary>
    public long Changes()
    {
        Run();
        return raw.sqlite3_changes(_database);
    }

    /// <summary>The first row, or the default when there is none.</summary>
    public T? First<T>(Func<Statement, T> read)
    {
        try
        {
            return Step() ? read(this) : default;
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>The first column of the first row; <paramref name="absent"/> when there is no row or it holds NULL.</summary>
    public long Scalar(long absent = 0)
    {
        var value = Step() && !IsNull(0) ? Long(0) : absent;
        Reset();
        return value;
    }

    public List<T> All<T>(Func<Statement, T> read)
    {
        try
        {
            var rows = new List<T>();
            while (Step()) rows.Add(read(this));
            return rows;
        }
        finally
        {
            Reset();
        }
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(_handle, column) == raw.SQLITE_NULL;

    public long Long(int column) => raw.sqlite3_column_int64(_handle, column);

    /// <summary>A number of 32 bits; one that is larger has lost what is above.</summary>
    public int? IntOrNull(int column) => IsNull(column) ? null : (int)Long(column);

    public string Text(int column) => raw.sqlite3_column_text(_handle, column).utf8_to_string();

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <summary>A blob, or a text as its UTF-8 bytes.</summary>
    public byte[] Bytes(int column) => raw.sqlite3_column_blob(_handle, column).ToArray();

    public byte[]? BytesOrNull(int column) => IsNull(column) ? null : Bytes(column);

    /// <summary>Ends a read that was left half way. An error was reported by the step that met it, so the code is not looked at again.</summary>
    public void Reset()
    {
        raw.sqlite3_reset(_handle);
        _next = 0;
    }

    public void Dispose() => _handle.Dispose();

    private void Check(int code)
    {
        if (code == raw.SQLITE_OK) return;
        _next = 0;
        SqliteException.ThrowExceptionForRC(code, _database);
    }
}
