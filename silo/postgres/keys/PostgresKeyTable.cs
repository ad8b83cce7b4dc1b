using JourneyOrchestrator.Silo.Storage;
using Npgsql;
using static JourneyOrchestrator.Silo.Postgres.Values;

namespace JourneyOrchestrator.Silo.Postgres.Keys;

/// <summary>Wrapped data keys in a schema of a PostgreSQL database, that of the journal or another one. Several hosts may use it at the same time; what
/// one of them made and did not use when it ended is used by nobody.</summary>
public sealed class PostgresKeyTable : IKeyTable
{
    private const int ConnectionsMax = 4;
    private const int PatienceSeconds = 5;   // whoever waits for a key holds up others

    private const string Durable = "SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off'";

    private const string Destruction =
        """
        WITH gone AS (DELETE FROM keys WHERE number = $1 RETURNING number),
          counted AS (UPDATE ring SET last_destroyed = last_destroyed + 1 WHERE EXISTS (SELECT 1 FROM gone) RETURNING last_destroyed)
        INSERT INTO destroyed(place, number) SELECT last_destroyed, number FROM gone, counted
        """;

    private readonly NpgsqlDataSource _source;
    private long _place;   // of the last destroyed key that was told

    private readonly Gathered<long, byte[]> _found;

    private PostgresKeyTable(NpgsqlDataSource source, string name, long place)
    {
        (_source, Name, _place) = (source, name, place);
        _found = new(async numbers => await _source.AllAsync(
            "SELECT number, wrapped FROM keys WHERE number = ANY($1)", row => KeyValuePair.Create(row.GetInt64(0), row.Bytes(1)), CancellationToken.None, P([.. numbers])).ConfigureAwait(false),
            width: 2, most: 512);
    }

    public string Name { get; }

    /// <summary>Opens the tables, makes them when they are missing, and brings them up to date.</summary>
    /// <exception cref="PostgresUnusableException">The server can't be reached, does not sync, or does not let the user have the schema.</exception>
    /// <exception cref="StoreVersionException">A newer program wrote the tables.</exception>
    public static async Task<PostgresKeyTable> OpenAsync(PostgresKeyOptions options, CancellationToken cancel = default)
    {
        var builder = Connections.Builder(options.Connection);
        builder.SearchPath = Migrations.Quoted(options.Schema);
        (builder.Pooling, builder.MaxPoolSize) = (true, ConnectionsMax);
        builder.Timeout = Math.Min(builder.Timeout, PatienceSeconds);
        builder.CommandTimeout = Math.Min(builder.CommandTimeout, PatienceSeconds);
        var server = Connections.NameOf(builder);
        var source = Connections.SourceOf(builder);
        try
        {
            await using var connection = await Connections.OpenAsync(source.CreateConnection(), server, cancel).ConfigureAwait(false);
            await Durability.EnsureAsync(connection, server).ConfigureAwait(false);
            var place = await PrepareAsync(connection, options.Schema, server).ConfigureAwait(false);
            return new PostgresKeyTable(source, $"The schema '{options.Schema}' of {server}", place);
        }
        catch
        {
            await source.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public byte[]? CheckValue() => All("SELECT check_value FROM ring WHERE check_value IS NOT NULL", row => row.Bytes(0)).FirstOrDefault();

    public byte[] KeepCheckValue(byte[] mine) =>
        Write("UPDATE ring SET check_value = coalesce(check_value, $1) RETURNING check_value", row => row.Bytes(0), P(mine))[0];

    public byte[]? Read(long number) => All("SELECT wrapped FROM keys WHERE number = $1", row => row.Bytes(0), P(number)).FirstOrDefault();

    public bool IsFar => true;

    public Task<byte[]?> FindAsync(long number) => _found.FindAsync(number, CancellationToken.None);

    public IReadOnlyList<WrappedKey> Take(long above, int count, Func<long, byte[]> wrap)
    {
        using var connection = _source.OpenConnection();
        using var transaction = connection.BeginTransaction();
        Run(connection, Durable);
        var last = All(connection, "UPDATE ring SET last_number = greatest(last_number, $1) + $2 RETURNING last_number", row => row.GetInt64(0), P(above), P((long)count))[0];
        var keys = new WrappedKey[count];
        for (var i = 0; i < count; i++) keys[i] = new WrappedKey(last - count + 1 + i, wrap(last - count + 1 + i));
        Run(connection, "INSERT INTO keys(number, wrapped) SELECT * FROM unnest($1, $2)", P(keys.Column(key => key.Number)), P(keys.Column(key => key.Bytes)));
        transaction.Commit();
        return keys;
    }

    public void Destroy(long number) => Write(Destruction, row => 0, P(number));

    public void Probe()
    {
        Write("DROP TABLE IF EXISTS probe", _ => 0);   // of a host that ended in between
        Write("CREATE TABLE probe AS SELECT repeat(md5(i::text), 32) AS filler FROM generate_series(1, 256) AS i", _ => 0);
        Write("DROP TABLE IF EXISTS probe", _ => 0);
    }

    public IReadOnlyList<long> Destroyed()
    {
        var rows = All("SELECT place, number FROM destroyed WHERE place > $1 ORDER BY place", row => (Place: row.GetInt64(0), Number: row.GetInt64(1)), P(_place));
        if (rows.Count > 0) _place = rows[^1].Place;
        return rows.ConvertAll(row => row.Number);
    }

    public void Dispose() => _source.Dispose();

    /// <summary>Answers the place of the last destroyed key.</summary>
    private static async Task<long> PrepareAsync(NpgsqlConnection connection, string schema, string server)
    {
        try
        {
            await Migrations.ApplyAsync(connection, schema, Migrations.Keys, server).ConfigureAwait(false);
            return (await connection.AllAsync("SELECT last_destroyed FROM ring", row => row.GetInt64(0)).ConfigureAwait(false))[0];
        }
        catch (NpgsqlException error)
        {
            throw new PostgresUnusableException(
                $"The schema '{schema}' of {server} can't be made or read: {error.Message.TrimEnd('.')}. Let the user make schemas in that database, or give the user this one.", error);
        }
    }

    /// <summary>One statement that is on disk when this returns.</summary>
    private List<T> Write<T>(string sql, Func<NpgsqlDataReader, T> read, params NpgsqlParameter[] parameters)
    {
        using var connection = _source.OpenConnection();
        using var transaction = connection.BeginTransaction();
        Run(connection, Durable);
        var rows = All(connection, sql, read, parameters);
        transaction.Commit();
        return rows;
    }

    private List<T> All<T>(string sql, Func<NpgsqlDataReader, T> read, params NpgsqlParameter[] parameters)
    {
        using var connection = _source.OpenConnection();
        return All(connection, sql, read, parameters);
    }

    private static List<T> All<T>(NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, params NpgsqlParameter[] parameters)
    {
        using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    private static void Run(NpgsqlConnection connection, string sql, params NpgsqlParameter[] parameters) => All(connection, sql, _ => 0, parameters);
}
