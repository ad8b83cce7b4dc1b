using JourneyOrchestrator.Silo.Storage;
using Microsoft.Data.Sqlite;

namespace JourneyOrchestrator.Silo.Sealing;

/// <summary>The file of wrapped data keys: a SQLite database apart from the journal, so that destroying a key also destroys what
/// backups and logs of the journal still hold. It belongs to one process.</summary>
internal sealed class KeyFile : IKeyTable
{
    // AUTOINCREMENT remembers the highest number ever made, also when its row was destroyed.
    private const string Schema =
        """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA secure_delete = ON;
        PRAGMA busy_timeout = 5000;
        CREATE TABLE IF NOT EXISTS keys(key INTEGER PRIMARY KEY AUTOINCREMENT, wrapped BLOB NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS master(check_value BLOB NOT NULL) STRICT;
        """;

    private readonly SqliteConnection _reads;    // under _readGate
    private readonly SqliteConnection _writes;   // under _writeGate
    private readonly Lock _readGate = new();
    private readonly Lock _writeGate = new();

    /// <summary>Opens or makes the file; <see cref="MasterKeyException"/> when it is no such file.</summary>
    public KeyFile(string path)
    {
        Name = path;
        _writes = Connection(path);
        _reads = Connection(path);
        try
        {
            Open(_writes);
            Open(_reads);
        }
        catch (SqliteException error)
        {
            Dispose();
            throw new MasterKeyException($"The keys in {path} can't be read: {error.Message.TrimEnd('.')}. Put back a copy of the data directory.");
        }
    }

    public string Name { get; }

    public byte[]? CheckValue()
    {
        lock (_readGate)
        {
            using var select = Command(_reads, "SELECT check_value FROM master");
            return select.ExecuteScalar() as byte[];
        }
    }

    public byte[] KeepCheckValue(byte[] mine)
    {
        lock (_writeGate)
        {
            using var insert = Command(_writes, "INSERT INTO master VALUES($check)", ("$check", mine));
            insert.ExecuteNonQuery();
            return mine;
        }
    }

    public byte[]? Read(long number)
    {
        lock (_readGate)
        {
            using var command = Command(_reads, "SELECT wrapped FROM keys WHERE key = $number", ("$number", number));
            return command.ExecuteScalar() as byte[];
        }
    }

    /// <summary>Keys that were made ahead of a crash come first.</summary>
    public IReadOnlyList<WrappedKey> Take(long above, int count, Func<long, byte[]> wrap)
    {
        lock (_writeGate)
            return After(above, count) is { Count: > 0 } made ? made : Make(above, count, wrap);
    }

    /// <summary>Deletes a key and cleans the file and its log of it.</summary>
    public void Destroy(long number)
    {
        lock (_writeGate)
            lock (_readGate)   // no read of ours may keep the log from being cleaned
            {
                using (var delete = Command(_writes, "DELETE FROM keys WHERE key = $number", ("$number", number))) delete.ExecuteNonQuery();
                using var checkpoint = Command(_writes, "PRAGMA wal_checkpoint(TRUNCATE)");
                if ((long)checkpoint.ExecuteScalar()! != 0)
                    throw new IOException($"Key {number} is deleted, but another process reads {Name}, so that its log can't be cleaned. Stop it and erase again.");
            }
    }

    public void Probe()
    {
        lock (_writeGate)
        {
            using var write = Command(_writes, "DROP TABLE IF EXISTS probe; CREATE TABLE probe(filler BLOB) STRICT; INSERT INTO probe VALUES(zeroblob(262144))");
            write.ExecuteNonQuery();
            using var drop = Command(_writes, "DROP TABLE probe");
            drop.ExecuteNonQuery();
        }
    }

    /// <summary>Nobody else destroys keys in the file of this process.</summary>
    public IReadOnlyList<long> Destroyed() => [];

    public void Dispose()
    {
        _writes.Dispose();
        _reads.Dispose();
    }

    private List<WrappedKey> After(long number, int limit)
    {
        using var command = Command(
            _writes, "SELECT key, wrapped FROM keys WHERE key > $number ORDER BY key LIMIT $limit", ("$number", number), ("$limit", limit));
        using var reader = command.ExecuteReader();
        var keys = new List<WrappedKey>();
        while (reader.Read()) keys.Add(new WrappedKey(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)));
        return keys;
    }

    private WrappedKey[] Make(long above, int count, Func<long, byte[]> wrap)
    {
        using var transaction = _writes.BeginTransaction();
        using var last = Command(_writes, "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'keys'), 0)");
        var first = Math.Max(above, (long)last.ExecuteScalar()!) + 1;
        using var insert = Command(_writes, "INSERT INTO keys(key, wrapped) VALUES($number, $wrapped)", ("$number", 0L), ("$wrapped", Array.Empty<byte>()));
        var keys = new WrappedKey[count];
        for (var i = 0; i < count; i++)
        {
            keys[i] = new WrappedKey(first + i, wrap(first + i));
            insert.Parameters[0].Value = keys[i].Number;
            insert.Parameters[1].Value = keys[i].Bytes;
            insert.ExecuteNonQuery();
        }
        transaction.Commit();
        return keys;
    }

    private static SqliteConnection Connection(string path) => new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());

    private static void Open(SqliteConnection connection)
    {
        connection.Open();
        using var command = Command(connection, Schema);
        command.ExecuteNonQuery();
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        return command;
    }
}
