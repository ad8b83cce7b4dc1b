using Npgsql;
using NpgsqlTypes;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>Statements that go to the server together and are answered together: one round trip. Outside a transaction they are one of their own,
/// kept whole or not at all.</summary>
internal sealed class Script(NpgsqlConnection connection) : IAsyncDisposable
{
    private readonly NpgsqlBatch _batch = new(connection);

    public Script Add(string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        _batch.BatchCommands.Add(command);
        return this;
    }

    /// <summary>Runs all and answers how many rows the last one changed.</summary>
    public async Task<long> RunAsync()
    {
        if (_batch.BatchCommands.Count == 0) return 0;
        await _batch.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
        return (long)_batch.BatchCommands[^1].RecordsAffected;
    }

    /// <summary>Runs all and answers the rows of those that have a column of this name first.</summary>
    public async Task<List<T>> RowsOfAsync<T>(string column, Func<NpgsqlDataReader, T> read)
    {
        var rows = new List<T>();
        await using var reader = await _batch.ExecuteReaderAsync(CancellationToken.None).ConfigureAwait(false);
        do
        {
            if (reader.FieldCount == 0 || reader.GetName(0) != column) continue;
            while (await reader.ReadAsync().ConfigureAwait(false)) rows.Add(read(reader));
        }
        while (await reader.NextResultAsync().ConfigureAwait(false));
        return rows;
    }

    public ValueTask DisposeAsync() => _batch.DisposeAsync();
}

/// <summary>Parameters, bound by position ($1, $2 and so on).</summary>
internal static class Values
{
    public static NpgsqlParameter P(long value) => new NpgsqlParameter<long> { TypedValue = value };

    public static NpgsqlParameter P(int value) => new NpgsqlParameter<int> { TypedValue = value };

    public static NpgsqlParameter P(bool value) => new NpgsqlParameter<bool> { TypedValue = value };

    public static NpgsqlParameter P(string? value) => new() { NpgsqlDbType = NpgsqlDbType.Text, Value = (object?)value ?? DBNull.Value };

    public static NpgsqlParameter P(byte[]? value) => new() { NpgsqlDbType = NpgsqlDbType.Bytea, Value = (object?)value ?? DBNull.Value };

    public static NpgsqlParameter P(long[] values) => Array(NpgsqlDbType.Bigint, values);

    public static NpgsqlParameter P(bool[] values) => Array(NpgsqlDbType.Boolean, values);

    public static NpgsqlParameter P(int[] values) => Array(NpgsqlDbType.Integer, values);

    public static NpgsqlParameter P(string?[] values) => Array(NpgsqlDbType.Text, values);

    public static NpgsqlParameter P(byte[]?[] values) => Array(NpgsqlDbType.Bytea, values);

    /// <summary>One column of rows.</summary>
    public static TValue[] Column<TRow, TValue>(this IReadOnlyList<TRow> rows, Func<TRow, TValue> value)
    {
        var column = new TValue[rows.Count];
        for (var i = 0; i < column.Length; i++) column[i] = value(rows[i]);
        return column;
    }

    private static NpgsqlParameter Array(NpgsqlDbType type, object values) => new() { NpgsqlDbType = NpgsqlDbType.Array | type, Value = values };
}
