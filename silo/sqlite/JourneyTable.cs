using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>Versions of journeys; published ones never change.</summary>
internal static class JourneyTable
{
    public static IReadOnlyList<JourneyRow> All(Database database) =>
        database.Query("SELECT id, version, published, at, body FROM journeys ORDER BY id, version")
            .All(row => new JourneyRow(row.Text(0), (int)row.Long(1), row.Long(2) != 0, row.Long(3), row.Bytes(4)));

    public static bool Save(Database database, JourneyRow journey)
    {
        var saved = database.Query(
            """
            INSERT INTO journeys VALUES(?, ?, ?, ?, ?) ON CONFLICT(id, version)
            DO UPDATE SET published = excluded.published, at = excluded.at, body = excluded.body WHERE published = 0
            """).Bind(journey.Id).Bind(journey.Version).Bind(journey.Published ? 1 : 0).Bind(journey.At).BindUtf8(journey.Json).Changes();
        return saved == 1
            ? true
            : throw new InvalidOperationException($"Journey {journey.Id} version {journey.Version} is published and can't change. Save a new version.");
    }
}
