using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>How far topic events have come, and what became of them.</summary>
internal static class TopicProgress
{
    /// <summary>The pause of the topic comes before that of an event, and the oldest event's before later ones.</summary>
    private const string PauseOf = $"""
        LEFT JOIN topic_acts h ON h.number = (
          SELECT p.act FROM topic_pauses p WHERE p.topic = g.topic AND p.position <= g.position AND {TopicPauses.Holds} ORDER BY p.position LIMIT 1)
        """;

    public static IReadOnlyList<FanOutProgress> Open(Database database, long after, int limit) => database.Query(
        $"""
        SELECT g.number, t.name, g.position, e.body, e.at, coalesce(y.followers, 0), coalesce(y.told, 0), g.urgency, g.catching_up, g.apart,
          (SELECT min(b.position) FROM fan_outs b WHERE b.topic = g.topic AND NOT EXISTS (
            SELECT 1 FROM follows s WHERE s.customer = b.only AND s.topic = b.topic AND s.seen = 9223372036854775807)), h.position, h.author, h.reason, h.at
        FROM (
          SELECT o.number, o.topic, o.position, max(CASE WHEN o.only = 0 THEN o.cursor_urgency END) AS urgency, sum(o.only <> 0) AS catching_up, count(w.customer) AS apart
          FROM fan_outs o LEFT JOIN follows w ON w.customer = o.only AND w.topic = o.topic AND w.seen = 9223372036854775807
          WHERE o.number > ? GROUP BY o.number ORDER BY o.number LIMIT ?) g
        JOIN topics t ON t.key = g.topic JOIN topic_events e ON e.number = g.number
        LEFT JOIN topic_tallies y ON y.topic = g.topic AND y.position = g.position
        {PauseOf} ORDER BY g.number
        """).Bind(after).Bind(limit).All(row => new FanOutProgress(
            row.Long(0), row.Text(1), row.Long(2), row.Bytes(3), row.Long(4), row.Long(5), row.Long(6), !row.IsNull(7), Urgency(row), row.Long(8), row.Long(9), row.IsNull(10) ? row.Long(2) : row.Long(10),
            row.IsNull(11) ? null : new TopicPause(row.Text(1), row.Long(11), row.Text(12), row.Text(13), row.Long(14))));

    public static IReadOnlyList<TopicEventState> Events(Database database, string topic, long before, int limit)
    {
        var key = TopicTable.Find(database, topic).Key;
        var events = database.Query(
            """
            SELECT e.position, e.body, e.at, coalesce(y.followers, 0), coalesce(y.told, 0),
              EXISTS (SELECT 1 FROM fan_outs o WHERE o.topic = e.topic AND o.position = e.position), coalesce(y.overtaken, 0),
              EXISTS (SELECT 1 FROM topic_retained r WHERE r.topic = e.topic AND r.retain_key = e.retain_key AND r.position = e.position)
            FROM topic_events e LEFT JOIN topic_tallies y ON y.topic = e.topic AND y.position = e.position
            WHERE e.topic = ? AND e.position < ? ORDER BY e.position DESC LIMIT ?
            """).Bind(key).Bind(before).Bind(limit).All(row => new TopicEventState(
                row.Long(0), row.Bytes(1), row.Long(2), row.Long(3), row.Long(4), row.Long(5) != 0, row.Long(6) != 0, row.Long(7) != 0, []));
        if (events.Count == 0) return events;
        var acts = ReadActs(database.Query(
            "SELECT number, position, act, author, reason, at FROM topic_acts WHERE topic = ? AND position BETWEEN ? AND ? ORDER BY number")
            .Bind(key).Bind(events[^1].Position).Bind(events[0].Position), topic).ToLookup(act => act.Position);
        return [.. events.Select(e => e with { Acts = [.. acts[e.Position]] })];
    }

    public static IReadOnlyList<TopicAct> Acts(Database database, string topic, long after, int limit) => ReadActs(database.Query(
        """
        SELECT a.number, a.position, a.act, a.author, a.reason, a.at FROM topic_acts a
        WHERE a.topic = (SELECT key FROM topics WHERE name = ?) AND a.position = 0 AND a.number > ? ORDER BY a.number LIMIT ?
        """).Bind(topic).Bind(after).Bind(limit), topic);

    private static List<TopicAct> ReadActs(Statement query, string topic) => query.All(row => new TopicAct(
        topic, row.Long(1), row.Text(3), row.Text(4), row.Long(5)) { Number = row.Long(0), Kind = (TopicActKind)row.Long(2) });

    private static long? Urgency(Statement row) => row.IsNull(7) || row.Long(7) == long.MinValue ? null : row.Long(7);
}
