using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace JourneyOrchestrator.Silo.Sealing;

/// <summary>The file of wrapped data keys: a SQLite database apart from the journal, so that destroying a key also destroys what
/// backups and logs of the journal still hold. Each instance is one connection, used by one thread at a time.</summary>
internal sealed class KeyFile : IDisposable
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int KeyBytes = 32;
    private const string CheckText = "journey keys v1";
    private const int CheckNumber = 0;   // customers count from 1

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

    private readonly string _path;
    private readonly SqliteConnection _connection;
    private readonly AesGcm _wrap;

    /// <summary>Opens or makes the file; <see cref="MasterKeyException"/> when it was made with another master key, or is no such file.</summary>
    public KeyFile(string path, MasterKey master)
    {
        _path = path;
        _wrap = new AesGcm(master.Derive("journey key wrap v1"), TagBytes);
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            _connection.Open();
            Execute(Schema);
            CheckMaster(master);
        }
        catch (Exception error)
        {
            Dispose();
            if (error is SqliteException) throw new MasterKeyException($"The keys in {path} can't be read: {error.Message.TrimEnd('.')}. Put back a copy of the data directory.");
            throw;
        }
    }

    /// <summary>The data key of a number, or null when it was destroyed or never made.</summary>
    public byte[]? Read(long number)
    {
        using var command = Command("SELECT wrapped FROM keys WHERE key = $number", ("$number", number));
        return command.ExecuteScalar() is byte[] wrapped ? Unwrap(number, wrapped) : null;
    }

    /// <summary>Up to <paramref name="limit"/> keys after a number, ascending.</summary>
    public IReadOnlyList<DataKey> ReadAfter(long number, int limit)
    {
        using var command = Command(
            "SELECT key, wrapped FROM keys WHERE key > $number ORDER BY key LIMIT $limit", ("$number", number), ("$limit", limit));
        using var reader = command.ExecuteReader();
        var keys = new List<DataKey>();
        while (reader.Read()) keys.Add(new DataKey(reader.GetInt64(0), Unwrap(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1))));
        return keys;
    }

    /// <summary>Makes keys with the next numbers, above <paramref name="above"/> and above all ever made; durable when this returns.</summary>
    public IReadOnlyList<DataKey> Make(long above, int count)
    {
        using var transaction = _connection.BeginTransaction();
        using var last = Command("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'keys'), 0)");
        var first = Math.Max(above, (long)last.ExecuteScalar()!) + 1;
        using var insert = Command("INSERT INTO keys(key, wrapped) VALUES($number, $wrapped)", ("$number", 0L), ("$wrapped", Array.Empty<byte>()));
        var keys = new DataKey[count];
        for (var i = 0; i < count; i++)
        {
            keys[i] = new DataKey(first + i, RandomNumberGenerator.GetBytes(KeyBytes));
            insert.Parameters[0].Value = keys[i].Number;
            insert.Parameters[1].Value = Wrap(keys[i].Number, keys[i].Bytes);
            insert.ExecuteNonQuery();
        }
        transaction.Commit();
        return keys;
    }

    /// <summary>Deletes a key and cleans the file and its log of it.</summary>
    public void Destroy(long number)
    {
        using (var delete = Command("DELETE FROM keys WHERE key = $number", ("$number", number))) delete.ExecuteNonQuery();
        using var checkpoint = Command("PRAGMA wal_checkpoint(TRUNCATE)");
        if ((long)checkpoint.ExecuteScalar()! != 0)
            throw new IOException($"Key {number} is deleted, but another process reads {_path}, so that its log can't be cleaned. Stop it and erase again.");
    }

    public void Dispose()
    {
        _connection.Dispose();
        _wrap.Dispose();
    }

    private void CheckMaster(MasterKey master)
    {
        using var transaction = _connection.BeginTransaction();
        using var select = Command("SELECT check_value FROM master");
        if (select.ExecuteScalar() is byte[] check)
        {
            var plain = TryUnwrap(CheckNumber, check);
            if (plain is null || !plain.AsSpan().SequenceEqual(System.Text.Encoding.ASCII.GetBytes(CheckText)))
                throw new MasterKeyException(
                    $"{_path} was made with another master key than the one from {master.Origin}. Give the key it was made with.");
            return;
        }
        using var insert = Command("INSERT INTO master VALUES($check)", ("$check", Wrap(CheckNumber, System.Text.Encoding.ASCII.GetBytes(CheckText))));
        insert.ExecuteNonQuery();
        transaction.Commit();
    }

    private byte[] Wrap(long number, ReadOnlySpan<byte> key)
    {
        var wrapped = new byte[NonceBytes + TagBytes + key.Length];
        var nonce = wrapped.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        _wrap.Encrypt(nonce, key, wrapped.AsSpan(NonceBytes + TagBytes), wrapped.AsSpan(NonceBytes, TagBytes), Associated(number));
        return wrapped;
    }

    private byte[] Unwrap(long number, byte[] wrapped) =>
        TryUnwrap(number, wrapped) ?? throw new CryptographicException($"Key {number} in {_path} is damaged. Restore the file from a backup.");

    private byte[]? TryUnwrap(long number, byte[] wrapped)
    {
        if (wrapped.Length < NonceBytes + TagBytes) return null;
        var key = new byte[wrapped.Length - NonceBytes - TagBytes];
        try
        {
            _wrap.Decrypt(wrapped.AsSpan(0, NonceBytes), wrapped.AsSpan(NonceBytes + TagBytes), wrapped.AsSpan(NonceBytes, TagBytes), key, Associated(number));
            return key;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static byte[] Associated(long number)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return bytes;
    }

    private void Execute(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        return command;
    }
}

/// <summary>A data key in the clear, with its number.</summary>
internal readonly record struct DataKey(long Number, byte[] Bytes);
