using JourneyOrchestrator.Grains.Ports;
using Npgsql;
using static JourneyOrchestrator.Silo.Postgres.Values;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>Who follows which topic. What a change means is in the script's functions, which see the topic as it is when the batch is committed.</summary>
internal static class FollowTable
{
    public static void Apply(Script script, IReadOnlyList<TurnRecord> turns)
    {
        var rows = new List<(long Customer, FollowChange Change)>();
        foreach (var turn in turns)
            foreach (var follow in turn.Follows) rows.Add((turn.Customer, follow));
        if (rows.Count == 0) return;
        script.Add(
            "SELECT journey_follow_all($1, $2, $3, $4)",
            P(rows.Column(r => r.Customer)), P(rows.Column(r => r.Change.Topic)), P(rows.Column(r => r.Change.Seen)), P(rows.Column(r => r.Change.Urgency)));
    }

    /// <summary>Turns every event that is on its way to the followers into a catch-up, and keeps them out of the fan-outs to all from now on.</summary>
    public static async Task<long> SetApartAsync(NpgsqlConnection connection, Sharing sharing, long topic, IReadOnlyList<Follower> followers)
    {
        var customers = followers.Column(follower => follower.Customer);
        await using var script = new Script(connection);
        return await sharing.Order(script).Add(
            """
            INSERT INTO fan_outs(number, follower, topic, position)
            SELECT f.number, w.customer, f.topic, f.position FROM follows w JOIN fan_outs f ON f.topic = w.topic
            WHERE w.topic = $1 AND w.customer = ANY($2) AND f.follower = 0 AND f.position > w.seen
              AND (f.cursor_urgency, f.cursor_customer) < (w.urgency, w.customer)
            ON CONFLICT DO NOTHING
            """, P(topic), P(customers))
            .Add("UPDATE follows SET seen = $3 WHERE topic = $1 AND customer = ANY($2)", P(topic), P(customers), P(long.MaxValue))
            .RunAsync().ConfigureAwait(false);
    }
}
