using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>Topic events on their way to followers, each with a cursor over (urgency, customer).</summary>
internal static class FanOutTable
{
    private const string IsOpen = " AND EXISTS (SELECT 1 FROM fan_outs WHERE topic = ? AND position = ? AND only = ?)";

    public static void Open(Database database, long topic, long position, long number)
    {
        database.Query("INSERT INTO fan_outs SELECT ?, 0, topic, ?, ?, 0 FROM follows WHERE topic = ? LIMIT 1")
            .Bind(number).Bind(position).Bind(long.MinValue).Bind(topic).Run();
        database.Query("INSERT INTO fan_outs SELECT ?, customer, topic, ?, ?, 0 FROM follows WHERE topic = ? AND seen = 9223372036854775807")
            .Bind(number).Bind(position).Bind(long.MinValue).Bind(topic).Run();
        database.Query("INSERT INTO topic_tallies SELECT key, ?, followers, 0, 0 FROM topics WHERE key = ? AND followers > 0").Bind(position).Bind(topic).Run();
    }

    /// <summary>Closes the fan-outs that a new event of the same retain key overtakes: those whose event said that only the latest counts.
    /// Catch-ups too, for the new event's own fan-out reaches that follower.</summary>
    public static void CloseOvertaken(Database database, long topic, string retainKey)
    {
        var overtaken = database.Query(
            """
            DELETE FROM fan_outs WHERE topic = ? AND EXISTS (
              SELECT 1 FROM topic_events e WHERE e.number = fan_outs.number AND e.latest_only = 1 AND e.retain_key = ?) RETURNING position
            """).Bind(topic).Bind(retainKey).All(row => row.Long(0));
        foreach (var position in overtaken.Distinct())
        {
            database.Query("DELETE FROM topic_pauses WHERE topic = ? AND position = ?").Bind(topic).Bind(position).Run();
            database.Query("UPDATE topic_tallies SET overtaken = 1 WHERE topic = ? AND position = ?").Bind(topic).Bind(position).Run();
        }
    }

    /// <summary>Ends an event's way to everybody.</summary>
    public static void Close(Database database, long topic, long position) =>
        database.Query("DELETE FROM fan_outs WHERE topic = ? AND position = ?").Bind(topic).Bind(position).Run();

    public static bool IsOnItsWay(Database database, long topic, long position) =>
        database.Query("SELECT 1 FROM fan_outs WHERE topic = ? AND position = ? LIMIT 1").Bind(topic).Bind(position).Scalar() == 1;

    /// <summary>Position of the oldest event that is on its way to all followers.</summary>
    public static long OldestToAll(Database database, long topic, long absent) =>
        database.Query("SELECT min(position) FROM fan_outs WHERE topic = ? AND only = 0").Bind(topic).Scalar(absent);

    /// <summary>The oldest of each topic first, then the second ones: a topic that is held up does not fill the page.</summary>
    public static IReadOnlyList<FanOut> AllOpen(Database database, int limit) => database.Query(
        $"""
        SELECT f.topic, t.name, f.position, e.retain_key, e.latest_only, e.body, f.cursor_urgency, f.cursor_customer, e.at, f.only, f.apart
        FROM (
          SELECT o.*, w.customer IS NOT NULL AS apart, row_number() OVER (PARTITION BY o.topic, coalesce(w.customer, 0) ORDER BY o.position, o.only) AS place
          FROM fan_outs o LEFT JOIN follows w ON w.customer = o.only AND w.topic = o.topic AND w.seen = 9223372036854775807
          WHERE {TopicPauses.None} ORDER BY place, o.number, o.only LIMIT ?) f
        JOIN topic_events e ON e.number = f.number JOIN topics t ON t.key = f.topic
        ORDER BY f.place, f.number, f.only
        """).Bind(limit).All(row => new FanOut(
            row.Long(0), row.Text(1), row.Long(2), row.Text(3), row.Long(4) != 0, row.Bytes(5), row.Long(6), row.Long(7), row.Long(8), row.Long(9), row.Long(10) != 0));

    /// <summary>The next followers; none when the fan-out was closed meanwhile.</summary>
    public static IReadOnlyList<Follower> Followers(Database database, FanOut fanOut, int limit)
    {
        var query = fanOut.Only == 0
            ? database.Query(
                "SELECT customer, urgency FROM follows WHERE topic = ? AND (urgency, customer) > (?, ?) AND seen < ?"
                + IsOpen + " ORDER BY urgency, customer LIMIT ?")
            : database.Query(
                "SELECT customer, urgency FROM follows WHERE topic = ? AND (urgency, customer) > (?, ?) AND customer = ?"
                + IsOpen + " LIMIT ?");
        return query.Bind(fanOut.TopicKey).Bind(fanOut.CursorUrgency).Bind(fanOut.CursorCustomer)
            .Bind(fanOut.Only == 0 ? fanOut.Position : fanOut.Only)
            .Bind(fanOut.TopicKey).Bind(fanOut.Position).Bind(fanOut.Only).Bind(limit)
            .All(row => new Follower(row.Long(0), row.Long(1)));
    }

    public static bool Advance(Database database, FanOut fanOut, Follower? last, bool done, long told)
    {
        const string Which = " WHERE topic = ? AND position = ? AND only = ?";
        if (!done && last is null) return false;
        var change = done
            ? database.Query("DELETE FROM fan_outs" + Which)
            : database.Query("UPDATE fan_outs SET cursor_urgency = ?, cursor_customer = ?" + Which)
                .Bind(last!.Value.Urgency).Bind(last.Value.Customer);
        var moved = change.Bind(fanOut.TopicKey).Bind(fanOut.Position).Bind(fanOut.Only).Changes() == 1;
        if (moved && told > 0)
            database.Query("UPDATE topic_tallies SET told = told + ? WHERE topic = ? AND position = ?").Bind(told).Bind(fanOut.TopicKey).Bind(fanOut.Position).Run();
        if (done && fanOut.Only != 0) FollowTable.Rejoin(database, fanOut.Only, fanOut.TopicKey);
        return moved;
    }
}
