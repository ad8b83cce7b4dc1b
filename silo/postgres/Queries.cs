using JourneyOrchestrator.Grains.Ports;
using Npgsql;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>Queries of one statement, on a connection of the pool or on a given one.</summary>
internal static class Queries
{
    public static async ValueTask<IReadOnlyList<T>> AllAsync<T>(
        this NpgsqlDataSource source, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancel, params NpgsqlParameter[] parameters)
    {
        await using var command = source.CreateCommand(sql);
        return await AllAsync(command, read, parameters, cancel).ConfigureAwait(false);
    }

    /// <summary>The first row, or the default when there is none.</summary>
    public static async ValueTask<T?> FirstAsync<T>(
        this NpgsqlDataSource source, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancel, params NpgsqlParameter[] parameters)
    {
        var rows = await source.AllAsync(sql, read, cancel, parameters).ConfigureAwait(false);
        return rows.Count == 0 ? default : rows[0];
    }

    /// <summary>The number in the first row; <paramref name="absent"/> when there is none.</summary>
    public static async ValueTask<long> ScalarAsync(
        this NpgsqlDataSource source, string sql, NpgsqlParameter[] parameters, CancellationToken cancel, long absent = 0) =>
        await source.FirstAsync(sql, row => (long?)row.GetInt64(0), cancel, parameters).ConfigureAwait(false) ?? absent;

    public static async Task<IReadOnlyList<T>> AllAsync<T>(this NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await AllAsync(command, read, parameters, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Runs a statement and answers how many rows it changed.</summary>
    public static async Task<long> ChangesAsync(this NpgsqlConnection connection, string sql, params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        return await command.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
    }

    public static byte[] Bytes(this NpgsqlDataReader row, int column) => row.GetFieldValue<byte[]>(column);

    public static byte[]? BytesOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.Bytes(column);

    public static int? IntOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    public static string? TextOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static async ValueTask<List<T>> AllAsync<T>(NpgsqlCommand command, Func<NpgsqlDataReader, T> read, NpgsqlParameter[] parameters, CancellationToken cancel)
    {
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        var rows = new List<T>();
        try
        {
            await using var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
            while (await reader.ReadAsync(cancel).ConfigureAwait(false)) rows.Add(read(reader));
            return rows;
        }
        catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted)
        {
            throw new DamagedStoreException($"pages of the database ({error.SqlState}, {error.MessageText})", error);
        }
    }
}
