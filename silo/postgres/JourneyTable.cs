using JourneyOrchestrator.Grains.Ports;
using Npgsql;
using static JourneyOrchestrator.Silo.Postgres.Values;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>Versions of journeys; published ones never change.</summary>
internal static class JourneyTable
{
    public static ValueTask<IReadOnlyList<JourneyRow>> AllAsync(NpgsqlDataSource source, CancellationToken cancel) => source.AllAsync(
        "SELECT id, version, published, at, body FROM journeys ORDER BY id, version",
        row => new JourneyRow(row.GetString(0), row.GetInt32(1), row.GetBoolean(2), row.GetInt64(3), row.Bytes(4)), cancel);

    public static async Task<bool> SaveAsync(NpgsqlConnection connection, Sharing sharing, JourneyRow journey)
    {
        await using var script = new Script(connection);
        sharing.Tell(script, 'j').Add(
            """
            INSERT INTO journeys(id, version, published, at, body) VALUES($1, $2, $3, $4, $5) ON CONFLICT(id, version)
            DO UPDATE SET published = excluded.published, at = excluded.at, body = excluded.body WHERE NOT journeys.published
            """, P(journey.Id), P(journey.Version), P(journey.Published), P(journey.At), P(journey.Json));
        return await script.RunAsync().ConfigureAwait(false) == 1
            ? true
            : throw new InvalidOperationException($"Journey {journey.Id} version {journey.Version} is published and can't change. Save a new version.");
    }
}
