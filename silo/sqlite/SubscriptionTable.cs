using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>Subscriptions: a few rows, hence without an index by customer.</summary>
internal static class SubscriptionTable
{
    public static IReadOnlyList<SubscriptionRow> All(Database database) => database.Query(
        """
        SELECT id, url, types, journey, customer, description, created, secret, old_secret, old_until,
          position, paused, failures, failing_since, succeeded, error, error_at FROM subscriptions ORDER BY created, id
        """).All(row => new SubscriptionRow(
            row.Text(0), row.Text(1), row.Text(2), row.TextOrNull(3), row.Long(4), row.TextOrNull(5), row.Long(6), row.Bytes(7), row.BytesOrNull(8), row.Long(9),
            new SubscriptionProgress(row.Long(10), row.TextOrNull(11), (int)row.Long(12), row.Long(13), row.Long(14), row.TextOrNull(15), row.Long(16))));

    public static bool Add(Database database, SubscriptionRow row)
    {
        Bind(database.Query(
            """
            INSERT INTO subscriptions(secret, old_secret, old_until, position, paused, failures, failing_since, succeeded, error, error_at,
              id, url, types, journey, customer, description, created) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """), row).Bind(row.Url).Bind(row.Types).Bind(row.Journey).Bind(row.Customer).Bind(row.Description).Bind(row.Created).Run();
        return true;
    }

    public static bool Update(Database database, IReadOnlyList<SubscriptionRow> rows)
    {
        foreach (var row in rows)
            Bind(database.Query(
                """
                UPDATE subscriptions SET secret = ?, old_secret = ?, old_until = ?, position = ?, paused = ?, failures = ?, failing_since = ?,
                  succeeded = ?, error = ?, error_at = ? WHERE id = ?
                """), row).Run();
        return true;
    }

    public static bool Remove(Database database, string id) => database.Query("DELETE FROM subscriptions WHERE id = ?").Bind(id).Changes() == 1;

    /// <summary>What changes, then the id.</summary>
    private static Statement Bind(Statement statement, SubscriptionRow row)
    {
        var progress = row.Progress;
        return statement.Bind(row.Secret).Bind(row.OldSecret).Bind(row.OldUntil)
            .Bind(progress.Position).Bind(progress.Paused).Bind(progress.Failures).Bind(progress.FailingSince).Bind(progress.Succeeded)
            .Bind(progress.Error).Bind(progress.ErrorAt).Bind(row.Id);
    }
}
