using JourneyOrchestrator.Grains.Ports;
using Npgsql;
using static JourneyOrchestrator.Silo.Postgres.Values;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>Subscriptions: a few rows, hence without an index by customer.</summary>
internal static class SubscriptionTable
{
    public static ValueTask<IReadOnlyList<SubscriptionRow>> AllAsync(NpgsqlDataSource source, CancellationToken cancel) => source.AllAsync(
        """
        SELECT id, url, types, journey, customer, description, created, secret, old_secret, old_until,
          position, paused, failures, failing_since, succeeded, error, error_at FROM subscriptions ORDER BY created, id
        """,
        row => new SubscriptionRow(
            row.GetString(0), row.GetString(1), row.GetString(2), row.TextOrNull(3), row.GetInt64(4), row.TextOrNull(5), row.GetInt64(6), row.Bytes(7),
            row.BytesOrNull(8), row.GetInt64(9), new SubscriptionProgress(
                row.GetInt64(10), row.TextOrNull(11), row.GetInt32(12), row.GetInt64(13), row.GetInt64(14), row.TextOrNull(15), row.GetInt64(16))), cancel);

    public static Task<long> AddAsync(NpgsqlConnection connection, SubscriptionRow row) => connection.ChangesAsync(
        """
        INSERT INTO subscriptions(secret, old_secret, old_until, position, paused, failures, failing_since, succeeded, error, error_at,
          id, url, types, journey, customer, description, created) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
        """, [.. Changing(row), P(row.Url), P(row.Types), P(row.Journey), P(row.Customer), P(row.Description), P(row.Created)]);

    public static async Task<long> UpdateAsync(NpgsqlConnection connection, IReadOnlyList<SubscriptionRow> rows)
    {
        await using var script = new Script(connection);
        foreach (var row in rows)
            script.Add(
                """
                UPDATE subscriptions SET secret = $1, old_secret = $2, old_until = $3, position = $4, paused = $5, failures = $6, failing_since = $7,
                  succeeded = $8, error = $9, error_at = $10 WHERE id = $11
                """, Changing(row));
        return await script.RunAsync().ConfigureAwait(false);
    }

    public static Task<long> RemoveAsync(NpgsqlConnection connection, string id) => connection.ChangesAsync("DELETE FROM subscriptions WHERE id = $1", P(id));

    /// <summary>What changes, then the id.</summary>
    private static NpgsqlParameter[] Changing(SubscriptionRow row) =>
    [
        P(row.Secret), P(row.OldSecret), P(row.OldUntil), P(row.Progress.Position), P(row.Progress.Paused), P(row.Progress.Failures),
        P(row.Progress.FailingSince), P(row.Progress.Succeeded), P(row.Progress.Error), P(row.Progress.ErrorAt), P(row.Id),
    ];
}
