using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>What waits that nobody should wait for long.</summary>
internal static class Backlog
{
    /// <summary>Effects are found by kind in their index: it is stepped from kind to kind, and the first of each is looked at.</summary>
    public static StoreBacklog Read(Database database) => database.Query(
        $"""
        WITH RECURSIVE kinds(kind) AS (
          SELECT (SELECT o.kind FROM outbox o WHERE o.dead = 0 ORDER BY o.kind LIMIT 1)
          UNION ALL
          SELECT (SELECT o.kind FROM outbox o WHERE o.dead = 0 AND o.kind > k.kind ORDER BY o.kind LIMIT 1) FROM kinds k WHERE k.kind IS NOT NULL)
        SELECT
          (SELECT count(*) FROM fan_outs o WHERE o.only = 0 AND {TopicPauses.None}),
          (SELECT count(*) FROM erasures),
          (SELECT coalesce(min((SELECT o.next_try FROM outbox o WHERE o.dead = 0 AND o.kind = k.kind ORDER BY o.next_try LIMIT 1)), 9223372036854775807) FROM kinds k)
        """).First(row => new StoreBacklog(row.Long(0), row.Long(1), row.Long(2)))!;
}
