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
        if (old is null) Join(database, customer, topic, change.Seen);
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

    /// <summary>Takes a customer whose rows are about to be deleted off the numbers of followers.</summary>
    public static void Uncount(Database database, long customer) =>
        database.Query("UPDATE topics SET followers = followers - 1 WHERE key IN (SELECT topic FROM follows WHERE customer = ?)").Bind(customer).Run();

    /// <summary>The same for all followers of a topic who were set apart.</summary>
    public static void RejoinAll(Database database, long topic) => database.Query(
        """
        UPDATE follows SET seen = (SELECT position FROM topics WHERE key = follows.topic)
        WHERE topic = ? AND seen = 9223372036854775807 AND NOT EXISTS (SELECT 1 FROM fan_outs f WHERE f.only = follows.customer AND f.only <> 0 AND f.topic = follows.topic)
        """).Bind(topic).Run();

    private static void Join(Database database, long customer, (long Key, long Position) topic, long seen)
    {
        Count(database, topic.Key, 1);
        if (seen < topic.Position) CatchUpAll(database, customer, topic.Key, seen);
    }

    private static void Count(Database database, long topic, long more) =>
        database.Query("UPDATE topics SET followers = followers + ? WHERE key = ?").Bind(more).Bind(topic).Run();

    private static void Leave(Database database, long customer, long topic)
    {
        if (database.Query("DELETE FROM follows WHERE customer = ? AND topic = ?").Bind(customer).Bind(topic).Changes() == 1) Count(database, topic, -1);
        database.Query("DELETE FROM fan_outs WHERE topic = ? AND only = ? AND only <> 0").Bind(topic).Bind(customer).Run();
    }

    /// <summary>A new follower: every event since what its turn has seen, unless a later one has overtaken it or it was withdrawn.</summary>
    private static void CatchUpAll(Database database, long customer, long topic, long seen)
    {
        var missed = database.Query(
            $"""
            SELECT e.number, e.position FROM topic_events e
            WHERE e.topic = ? AND e.position > ? AND NOT {TopicTable.IsWithdrawn} AND (e.latest_only = 0 OR e.position =
              (SELECT r.position FROM topic_retained r WHERE r.topic = e.topic AND r.retain_key = e.retain_key))
            """).Bind(topic).Bind(seen).All(row => (Number: row.Long(0), Position: row.Long(1)));
        foreach (var (number, position) in missed)
        {
            database.Query("INSERT OR IGNORE INTO fan_outs VALUES(?, ?, ?, ?, ?, 0)").Bind(number).Bind(customer).Bind(topic).Bind(position).Bind(long.MinValue).Run();
            database.Query("INSERT INTO topic_tallies VALUES(?, ?, 1, 0, 0) ON CONFLICT DO UPDATE SET followers = followers + 1").Bind(topic).Bind(position).Run();
        }
    }

    /// <summary>A follower whose urgency changes: the events whose fan-outs have not reached its old place, which its new place may be behind.</summary>
    private static void CatchUpPending(Database database, long customer, long topic, Place old, long seen) => database.Query(
        """
        INSERT OR IGNORE INTO fan_outs
        SELECT number, ?, topic, position, ?, 0 FROM fan_outs
        WHERE topic = ? AND only = 0 AND position > ? AND (cursor_urgency, cursor_customer) < (?, ?)
        """).Bind(customer).Bind(long.MinValue).Bind(topic).Bind(Math.Max(old.Seen, seen)).Bind(old.Urgency).Bind(customer).Run();
}
