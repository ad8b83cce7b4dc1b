using JourneyOrchestrator.Grains.Ports;
using Npgsql;
using static JourneyOrchestrator.Silo.Postgres.Values;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>Topics, their events and what they retain.</summary>
internal static class TopicTable
{
    /// <summary>One statement, hence one state: a topic's position, and what is retained up to it; of a topic that is paused, as it was before what is held up.</summary>
    /// <returns>Those of the topics that have had an event or a follower.</returns>
    public static async Task<IReadOnlyList<KeyValuePair<string, TopicState>>> StatesAsync(NpgsqlDataSource source, IReadOnlyList<string> names)
    {
        var rows = await source.AllAsync(
            """
            WITH t AS (
              SELECT key, name, position, (SELECT min(p.held_from) FROM topic_pauses p WHERE p.topic = key AND journey_holds(p.topic, p.position)) AS held
              FROM topics WHERE name = ANY($1))
            SELECT t.name, coalesce(t.held - 1, t.position), e.position, e.body FROM t LEFT JOIN LATERAL (
              SELECT e.position, e.body FROM topic_retained r JOIN topic_events e ON e.topic = r.topic AND e.position = r.position WHERE r.topic = t.key AND t.held IS NULL
              UNION ALL (
              SELECT DISTINCT ON (e.retain_key) e.position, e.body FROM topic_events e
              WHERE e.topic = t.key AND e.position < t.held AND NOT journey_withdrawn(e.topic, e.position) ORDER BY e.retain_key, e.position DESC)) e ON true
            ORDER BY e.position
            """,
            row => (Name: row.GetString(0), Position: row.GetInt64(1), Event: row.IsDBNull(2) ? null : new RetainedEvent(row.GetInt64(2), row.Bytes(3))),
            CancellationToken.None, P([.. names])).ConfigureAwait(false);
        return [.. rows.GroupBy(row => row.Name, StringComparer.Ordinal).Select(of =>
            KeyValuePair.Create(of.Key, new TopicState(of.Key, of.First().Position, [.. of.Select(row => row.Event).OfType<RetainedEvent>()])))];
    }

    public static async Task<IReadOnlyList<TopicAppend>> AppendAsync(NpgsqlConnection connection, Sharing sharing, IReadOnlyList<TopicEventRow> events)
    {
        await using var script = new Script(connection);
        Add(sharing.Order(script), events);
        return await sharing.Tell(script, 'f').RowsOfAsync("place", row => new TopicAppend(row.GetInt64(0), row.GetBoolean(1), row.GetBoolean(2))).ConfigureAwait(false);
    }

    private static void Add(Script script, IReadOnlyList<TopicEventRow> events) => script.Add(
        """
        SELECT (p.done).place, (p.done).duplicate, (p.done).reused FROM (
          SELECT journey_publish(e.topic, e.input_hash, e.content_hash, e.retain_key, e.latest_only, e.at, e.body) AS done
          FROM (SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7)
            WITH ORDINALITY u(topic, input_hash, content_hash, retain_key, latest_only, at, body, place) ORDER BY place) e OFFSET 0) p
        """,
        P(events.Column(e => e.Topic)), P(events.Column(e => e.InputHash)), P(events.Column(e => e.ContentHash)), P(events.Column(e => e.RetainKey)),
        P(events.Column(e => e.LatestOnly)), P(events.Column(e => e.At)), P(events.Column(e => e.Event)));
}
