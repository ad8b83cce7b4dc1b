using JourneyOrchestrator.Grains.Ports;
using Npgsql;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>What waits that nobody should wait for long.</summary>
internal static class Backlog
{
    /// <summary>Indexes are stepped from the first row of a group to that of the next: of effects by kind, of what is on its way by event. Nothing behind it is read, however
    /// many effects wait and followers catch up. What is for all followers (0) is the first of its event.</summary>
    public static async ValueTask<StoreBacklog> ReadAsync(NpgsqlDataSource source, CancellationToken cancel) => (await source.FirstAsync(
        """
        WITH RECURSIVE kinds(kind) AS (
          SELECT (SELECT o.kind FROM outbox o WHERE NOT o.dead ORDER BY o.kind LIMIT 1)
          UNION ALL
          SELECT (SELECT o.kind FROM outbox o WHERE NOT o.dead AND o.kind > k.kind ORDER BY o.kind LIMIT 1) FROM kinds k WHERE k.kind IS NOT NULL),
        events(topic, position, follower) AS (
          (SELECT f.topic, f.position, f.follower FROM fan_outs f ORDER BY f.topic, f.position, f.follower LIMIT 1)
          UNION ALL
          SELECT n.* FROM events e CROSS JOIN LATERAL (
            SELECT f.topic, f.position, f.follower FROM fan_outs f WHERE (f.topic, f.position) > (e.topic, e.position) ORDER BY f.topic, f.position, f.follower LIMIT 1) n)
        SELECT
          (SELECT count(*) FROM events o WHERE o.follower = 0
            AND NOT EXISTS (SELECT 1 FROM topic_pauses p WHERE p.topic = o.topic AND p.position <= o.position AND journey_holds(p.topic, p.position))),
          (SELECT count(*) FROM erasures),
          (SELECT min(first.next_try) FROM kinds k CROSS JOIN LATERAL (
            SELECT o.next_try FROM outbox o WHERE NOT o.dead AND o.kind = k.kind ORDER BY o.next_try LIMIT 1) first)
        """,
        row => new StoreBacklog(row.GetInt64(0), row.GetInt64(1), row.IsDBNull(2) ? long.MaxValue : row.GetInt64(2)), cancel).ConfigureAwait(false))!;
}
