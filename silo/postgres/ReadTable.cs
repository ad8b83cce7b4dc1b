using JourneyOrchestrator.Grains.Ports;
using Npgsql;
using static JourneyOrchestrator.Silo.Postgres.Values;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>Who read personal data.</summary>
internal static class ReadTable
{
    /// <summary>Old rows dropped at a time, so that no commit waits long.</summary>
    private const int DropMax = 1_000;

    /// <summary>Somebody who was erased meanwhile is left out.</summary>
    public static async Task<long> AddAsync(NpgsqlConnection connection, IReadOnlyList<ReadRow> reads, long before)
    {
        await using var script = new Script(connection);
        var rows = reads.GroupBy(read => read with { Count = 0 }, (key, same) => key with { Count = same.Sum(read => read.Count) }).ToList();
        if (rows.Count > 0)
            script.Add(
                """
                INSERT INTO reads(customer, minute, reader, call, count)
                SELECT c.key, r.minute, r.reader, r.call, r.count
                FROM unnest($1, $2, $3, $4, $5) WITH ORDINALITY r(customer, minute, reader, call, count, place) JOIN customers c ON c.key = r.customer ORDER BY r.place
                ON CONFLICT(customer, minute, reader, call) DO UPDATE SET count = reads.count + excluded.count
                """,
                P(rows.Column(r => r.Customer)), P(rows.Column(r => r.Minute)), P(rows.Column(r => r.Reader)), P(rows.Column(r => r.Call)), P(rows.Column(r => r.Count)));
        return await script.Add("DELETE FROM reads WHERE id = ANY(ARRAY(SELECT id FROM reads WHERE minute < $1 ORDER BY minute LIMIT $2))", P(before), P(DropMax))
            .RunAsync().ConfigureAwait(false);
    }

    public static ValueTask<IReadOnlyList<PlacedRead>> AfterAsync(NpgsqlDataSource source, long customer, long since, long after, int limit, CancellationToken cancel) => source.AllAsync(
        """
        SELECT id, customer, minute, reader, call, count FROM reads
        WHERE customer = ANY(ARRAY(SELECT $1 UNION ALL SELECT customer FROM aliases WHERE survivor = $1)) AND minute >= $2 AND id > $3
        ORDER BY id LIMIT $4
        """,
        row => new PlacedRead(row.GetInt64(0), new ReadRow(row.GetInt64(1), row.GetInt64(2), row.GetString(3), row.GetString(4), row.GetInt64(5))), cancel,
        P(customer), P(since), P(after), P(limit));
}
