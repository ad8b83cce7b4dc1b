using Npgsql;

namespace JourneyOrchestrator.Bench.Loads;

/// <summary>Fills a database of the PostgreSQL store with customers who only lie there, beside those that it has: rows of the right number, size and order,
/// with random bytes where sealed ones would be. Written without syncs, since making them is not what is measured.</summary>
internal static class ManyRows
{
    private const int EntryTextBytes = 700;

    public static async Task FillAsync(string database, int customers, int timers)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false;Command Timeout=600");
        await connection.OpenAsync();
        var last = await LastAsync(connection);
        var numbers = $"generate_series({last + 1}, {last + customers}) i";
        string[] fillings =
        [
            "SET synchronous_commit = off",
            $"INSERT INTO customers(key, id_hash, sealed_id, sealed_name) SELECT i, {Random(16)}, {Random(48)}, {Random(40)} FROM {numbers}",
            $"INSERT INTO entries(position, customer, seq, at, time, input_hash, content_hash, sealer, body, sealed) SELECT i, i, 1, i, i, hashint8extended(i, 1), hashint8extended(i, 2), 0, "
                + $"convert_to('{{\"text\":\"{new string('x', EntryTextBytes)}\"}}', 'UTF8'), {Random(60)} || {Random(60)} || {Random(60)} || {Random(60)} || {Random(60)} FROM {numbers}",
            $"INSERT INTO search_terms(term, customer) SELECT hashint8extended(i, 3), i FROM {numbers}",
            $"INSERT INTO timers(due, customer, timer) SELECT 7000000000000000 + i, i, i FROM {numbers} LIMIT {timers}",   // due in the year 2191
            $"UPDATE totals SET last_customer = {last + customers}, last_position = {last + customers}, customers = customers + {customers}, entries = entries + {customers}",
            $"INSERT INTO keys.keys(number, wrapped) SELECT i, {Random(60)} FROM {numbers}",
            $"UPDATE keys.ring SET last_number = {last + customers}",
            "VACUUM ANALYZE",
            "CHECKPOINT",
        ];
        foreach (var filling in fillings)
        {
            await using var command = new NpgsqlCommand(filling, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Past every customer, key and position that was given out.</summary>
    private static async Task<long> LastAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT greatest(last_customer, last_position, last_number) FROM totals, keys.ring", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Bytes that look random, at most 64, other ones in each row and at each place.</summary>
    private static string Random(int bytes) => $"substring(sha512(convert_to(random()::text || i, 'UTF8')) FOR {bytes})";
}
