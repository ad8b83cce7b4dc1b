using JourneyOrchestrator.Grains.Ports;
using Npgsql;
using static JourneyOrchestrator.Silo.Postgres.Values;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>How far topic events have come, what became of them, and what is paused.</summary>
internal static class TopicProgress
{
    private const string ActColumns = "a.number, a.position, a.act, a.author, a.reason, a.at";

    /// <summary>The pause of the topic comes before that of an event, and the oldest event's before later ones.</summary>
    public static ValueTask<IReadOnlyList<FanOutProgress>> OpenAsync(NpgsqlDataSource source, long after, int limit, CancellationToken cancel) => source.AllAsync(
        """
        SELECT g.number, t.name, g.position, e.body, e.at, coalesce(y.followers, 0), coalesce(y.told, 0), g.urgency, g.catching_up, g.apart,
          (SELECT min(b.position) FROM fan_outs b WHERE b.topic = g.topic AND NOT EXISTS (
            SELECT 1 FROM follows s WHERE s.customer = b.follower AND s.topic = b.topic AND s.seen = 9223372036854775807)), h.position, h.author, h.reason, h.at
        FROM (
          SELECT o.number, o.topic, o.position, max(o.cursor_urgency) FILTER (WHERE o.follower = 0) AS urgency,
            count(*) FILTER (WHERE o.follower <> 0) AS catching_up, count(w.customer) AS apart
          FROM fan_outs o LEFT JOIN follows w ON w.customer = o.follower AND w.topic = o.topic AND w.seen = 9223372036854775807
          WHERE o.number > $1 GROUP BY o.number, o.topic, o.position ORDER BY o.number LIMIT $2) g
        JOIN topics t ON t.key = g.topic JOIN topic_events e ON e.number = g.number
        LEFT JOIN topic_tallies y ON y.topic = g.topic AND y.position = g.position
        LEFT JOIN topic_acts h ON h.number = (
          SELECT p.act FROM topic_pauses p WHERE p.topic = g.topic AND p.position <= g.position AND journey_holds(p.topic, p.position) ORDER BY p.position LIMIT 1)
        ORDER BY g.number
        """,
        row => new FanOutProgress(
            row.GetInt64(0), row.GetString(1), row.GetInt64(2), row.Bytes(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6), !row.IsDBNull(7), Urgency(row), row.GetInt64(8),
            row.GetInt64(9), row.IsDBNull(10) ? row.GetInt64(2) : row.GetInt64(10), row.IsDBNull(11) ? null : new TopicPause(row.GetString(1), row.GetInt64(11), row.GetString(12), row.GetString(13), row.GetInt64(14))),
        cancel, P(after), P(limit));

    public static ValueTask<IReadOnlyList<TopicPause>> PausesAsync(NpgsqlDataSource source, CancellationToken cancel) => source.AllAsync(
        """
        SELECT t.name, p.position, a.author, a.reason, a.at FROM topic_pauses p JOIN topics t ON t.key = p.topic JOIN topic_acts a ON a.number = p.act
        WHERE journey_holds(p.topic, p.position) ORDER BY p.act
        """,
        row => new TopicPause(row.GetString(0), row.GetInt64(1), row.GetString(2), row.GetString(3), row.GetInt64(4)), cancel);

    /// <summary>Acts are read after their events: those of an act that came in between are told as they are then.</summary>
    public static async ValueTask<IReadOnlyList<TopicEventState>> EventsAsync(NpgsqlDataSource source, string topic, long before, int limit, CancellationToken cancel)
    {
        var events = await source.AllAsync(
            """
            SELECT e.position, e.body, e.at, coalesce(y.followers, 0), coalesce(y.told, 0),
              EXISTS (SELECT 1 FROM fan_outs o WHERE o.topic = e.topic AND o.position = e.position), coalesce(y.overtaken, false),
              EXISTS (SELECT 1 FROM topic_retained r WHERE r.topic = e.topic AND r.retain_key = e.retain_key AND r.position = e.position)
            FROM topics t JOIN topic_events e ON e.topic = t.key LEFT JOIN topic_tallies y ON y.topic = e.topic AND y.position = e.position
            WHERE t.name = $1 AND e.position < $2 ORDER BY e.position DESC LIMIT $3
            """,
            row => new TopicEventState(
                row.GetInt64(0), row.Bytes(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetBoolean(5), row.GetBoolean(6), row.GetBoolean(7), []),
            cancel, P(topic), P(before), P(limit)).ConfigureAwait(false);
        if (events.Count == 0) return events;
        var acts = await source.AllAsync(
            $"SELECT {ActColumns} FROM topic_acts a JOIN topics t ON t.key = a.topic WHERE t.name = $1 AND a.position BETWEEN $2 AND $3 ORDER BY a.number",
            row => ReadAct(row, topic), cancel, P(topic), P(events[^1].Position), P(events[0].Position)).ConfigureAwait(false);
        var ofEvent = acts.ToLookup(act => act.Position);
        return [.. events.Select(e => e with { Acts = [.. ofEvent[e.Position]] })];
    }

    public static ValueTask<IReadOnlyList<TopicAct>> ActsAsync(NpgsqlDataSource source, string topic, long after, int limit, CancellationToken cancel) => source.AllAsync(
        $"SELECT {ActColumns} FROM topic_acts a JOIN topics t ON t.key = a.topic WHERE t.name = $1 AND a.position = 0 AND a.number > $2 ORDER BY a.number LIMIT $3",
        row => ReadAct(row, topic), cancel, P(topic), P(after), P(limit));

    private static TopicAct ReadAct(NpgsqlDataReader row, string topic) => new(
        topic, row.GetInt64(1), row.GetString(3), row.GetString(4), row.GetInt64(5)) { Number = row.GetInt64(0), Kind = (TopicActKind)row.GetInt32(2) };

    private static long? Urgency(NpgsqlDataReader row) => row.IsDBNull(7) || row.GetInt64(7) == long.MinValue ? null : row.GetInt64(7);
}
