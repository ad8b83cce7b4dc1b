using JourneyOrchestrator.Grains.Ports;
using Npgsql;
using static JourneyOrchestrator.Silo.Postgres.Values;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>Topic events on their way to followers, each with a cursor over (urgency, customer).</summary>
internal static class FanOutTable
{
    private const string IsOpen = " AND EXISTS (SELECT 1 FROM fan_outs o WHERE o.topic = $1 AND o.position = $5 AND o.follower = $6)";
    private const string Which = " WHERE topic = $1 AND position = $2 AND follower = $3";

    /// <summary>The oldest of each topic first, then the second ones: a topic that is held up does not fill the page.</summary>
    public static ValueTask<IReadOnlyList<FanOut>> AllOpenAsync(NpgsqlDataSource source, int limit, CancellationToken cancel) => source.AllAsync(
        """
        SELECT f.topic, t.name, f.position, e.retain_key, e.latest_only, e.body, f.cursor_urgency, f.cursor_customer, e.at, f.follower, f.apart
        FROM (
          SELECT o.*, w.customer IS NOT NULL AS apart,
            row_number() OVER (PARTITION BY o.topic, coalesce(w.customer, 0) ORDER BY o.position, o.follower) AS place
          FROM fan_outs o LEFT JOIN follows w ON w.customer = o.follower AND w.topic = o.topic AND w.seen = 9223372036854775807
          WHERE NOT EXISTS (SELECT 1 FROM topic_pauses p WHERE p.topic = o.topic AND p.position <= o.position AND journey_holds(p.topic, p.position))
          ORDER BY place, o.number, o.follower LIMIT $1) f
        JOIN topic_events e ON e.number = f.number JOIN topics t ON t.key = f.topic
        ORDER BY f.place, f.number, f.follower
        """,
        row => new FanOut(
            row.GetInt64(0), row.GetString(1), row.GetInt64(2), row.GetString(3), row.GetBoolean(4), row.Bytes(5), row.GetInt64(6), row.GetInt64(7),
            row.GetInt64(8), row.GetInt64(9), row.GetBoolean(10)), cancel, P(limit));

    /// <summary>The next followers; none when the fan-out was closed meanwhile.</summary>
    public static ValueTask<IReadOnlyList<Follower>> FollowersAsync(NpgsqlDataSource source, FanOut fanOut, int limit, CancellationToken cancel) => source.AllAsync(
        "SELECT customer, urgency FROM follows WHERE topic = $1 AND (urgency, customer) > ($2, $3)"
        + (fanOut.Only == 0 ? " AND seen < $4" : " AND customer = $4") + IsOpen + " ORDER BY urgency, customer LIMIT $7",
        row => new Follower(row.GetInt64(0), row.GetInt64(1)), cancel,
        P(fanOut.TopicKey), P(fanOut.CursorUrgency), P(fanOut.CursorCustomer), P(fanOut.Only == 0 ? fanOut.Position : fanOut.Only),
        P(fanOut.Position), P(fanOut.Only), P(limit));

    public static async Task<long> AdvanceAsync(NpgsqlConnection connection, Sharing sharing, FanOut fanOut, Follower? last, bool done, long told)
    {
        await using var script = new Script(connection);
        sharing.Order(script);
        if (told > 0 && (done || last is not null))
            script.Add(
                "UPDATE topic_tallies y SET told = y.told + $4 WHERE y.topic = $1 AND y.position = $2 AND EXISTS (SELECT 1 FROM fan_outs" + Which + ")",
                P(fanOut.TopicKey), P(fanOut.Position), P(fanOut.Only), P(told));
        if (done) script.Add("DELETE FROM fan_outs" + Which, P(fanOut.TopicKey), P(fanOut.Position), P(fanOut.Only));
        else if (last is { } follower)
            script.Add(
                "UPDATE fan_outs SET cursor_urgency = $4, cursor_customer = $5" + Which,
                P(fanOut.TopicKey), P(fanOut.Position), P(fanOut.Only), P(follower.Urgency), P(follower.Customer));
        if (done && fanOut.Only != 0) Rejoin(script, fanOut);
        return await script.RunAsync().ConfigureAwait(false);
    }

    /// <summary>A follower set apart that has heard everything is among the others again.</summary>
    private static void Rejoin(Script script, FanOut fanOut) => script.Add(
        """
        UPDATE follows SET seen = (SELECT t.position FROM topics t WHERE t.key = follows.topic)
        WHERE customer = $1 AND topic = $2 AND seen = 9223372036854775807
          AND NOT EXISTS (SELECT 1 FROM fan_outs f WHERE f.follower = $1 AND f.follower <> 0 AND f.topic = $2)
        """, P(fanOut.Only), P(fanOut.TopicKey));
}
