using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>
/// Who follows which topic. Between the turn that decides to follow and its commit the topic may have moved on, past what the turn has seen and
/// past the fan-outs of those events. So the commit sets the follower's <c>seen</c> to the topic's position, which takes it out of
/// all fan-outs up to there, and opens a catch-up, a fan-out for this follower alone, for each event in between: every event has
/// exactly one way to the follower.
/// </summary>
internal static class FollowTable
{
    /// <summary><c>seen</c> of a follower set apart: past every position, so that no fan-out to all reaches it.</summary>
    private const long Apart = long.MaxValue;

    private readonly record struct Place(long Urgency, long Seen);

    public static void Apply(Database database, long customer, FollowChange change)
    {
        var topic = TopicTable.FindOrAdd(database, change.Topic);
        if (change.Seen < 0)
        {
            Leave(database, customer, topic.Key);
            return;
        }
        var old = PlaceOf(database, customer, topic.Key);
        if (old is null) CatchUpAll(database, customer, topic.Key, change.Seen);
        else if (old.Value.Urgency == change.Urgency) return;
        else CatchUpPending(database, customer, topic.Key, old.Value, change.Seen);
        database.Query("INSERT OR REPLACE INTO follows VALUES(?, ?, ?, ?)")
            .Bind(customer).Bind(topic.Key).Bind(change.Urgency).Bind(topic.Position).Run();
    }

    /// <summary>Turns every event that is on its way to the follower into a catch-up, and keeps it out of the fan-outs to all from now on.</summary>
    public static int SetApart(Database database, long topic, IReadOnlyList<Follower> followers)
    {
        foreach (var (customer, _) in followers)
        {
            if (PlaceOf(database, customer, topic) is not { } place) continue;
            CatchUpPending(database, customer, topic, place, place.Seen);
            database.Query("UPDATE follows SET seen = ? WHERE customer = ? AND topic = ?").Bind(Apart).Bind(customer).Bind(topic).Run();
        }
        return followers.Count;
    }

    /// <summary>A follower set apart that has heard everything is among the others again.</summary>
    public static void Rejoin(Database database, long customer, long topic) => database.Query(
        """
        UPDATE follows SET seen = (SELECT position FROM topics WHERE key = follows.topic)
        WHERE customer = ? AND topic = ? AND seen = ? AND NOT EXISTS (SELECT 1 FROM fan_outs WHERE only = ? AND only <> 0 AND topic = ?)
        """).Bind(customer).Bind(topic).Bind(Apart).Bind(customer).Bind(topic).Run();

    private static Place? PlaceOf(Database database, long customer, long topic) =>
        database.Query("SELECT urgency, seen FROM follows WHERE customer = ? AND topic = ?").Bind(customer).Bind(topic)
            .First(row => (Place?)new Place(row.Long(0), row.Long(1)));

    private static void Leave(Database database, long customer, long topic)
    {
        database.Query("DELETE FROM follows WHERE customer = ? AND topic = ?").Bind(customer).Bind(topic).Run();
        database.Query("DELETE FROM fan_outs WHERE topic = ? AND only = ? AND only <> 0").Bind(topic).Bind(customer).Run();
    }

    /// <summary>A new follower: every event since what its turn has seen, unless a later one has overtaken it.</summary>
    private static void CatchUpAll(Database database, long customer, long topic, long seen) => database.Query(
        """
        INSERT OR IGNORE INTO fan_outs
        SELECT e.number, ?, e.topic, e.position, ?, 0 FROM topic_events e
        WHERE e.topic = ? AND e.position > ? AND (e.latest_only = 0 OR e.position =
          (SELECT r.position FROM topic_retained r WHERE r.topic = e.topic AND r.retain_key = e.retain_key))
        """).Bind(customer).Bind(long.MinValue).Bind(topic).Bind(seen).Run();

    /// <summary>A follower whose urgency changes: the events whose fan-outs have not reached its old place, which its new place may be behind.</summary>
    private static void CatchUpPending(Database database, long customer, long topic, Place old, long seen) => database.Query(
        """
        INSERT OR IGNORE INTO fan_outs
        SELECT number, ?, topic, position, ?, 0 FROM fan_outs
        WHERE topic = ? AND only = 0 AND position > ? AND (cursor_urgency, cursor_customer) < (?, ?)
        """).Bind(customer).Bind(long.MinValue).Bind(topic).Bind(Math.Max(old.Seen, seen)).Bind(old.Urgency).Bind(customer).Run();
}
