using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>Topics, their events and what they retain.</summary>
internal static class TopicTable
{
    /// <summary>True of a row <c>e</c> of events that was withdrawn.</summary>
    public const string IsWithdrawn = "EXISTS (SELECT 1 FROM topic_acts a WHERE a.topic = e.topic AND a.position = e.position AND a.act = 3)";

    public static TopicState State(Database database, string name)
    {
        var topic = Find(database, name);
        if (TopicPauses.HeldFrom(database, topic.Key) is { } heldFrom) return new TopicState(name, heldFrom - 1, RetainedBefore(database, topic.Key, heldFrom));
        var retained = database.Query(
            """
            SELECT e.position, e.body FROM topic_retained r JOIN topic_events e ON e.topic = r.topic AND e.position = r.position
            WHERE r.topic = ? ORDER BY e.position
            """).Bind(topic.Key).All(row => new RetainedEvent(row.Long(0), row.Bytes(1)));
        return new TopicState(name, topic.Position, retained);
    }

    /// <summary>What the topic retained before a position.</summary>
    private static List<RetainedEvent> RetainedBefore(Database database, long topic, long before) => database.Query(
        $"""
        SELECT max(e.position), e.body FROM topic_events e WHERE e.topic = ? AND e.position < ? AND NOT {IsWithdrawn}
        GROUP BY e.retain_key ORDER BY 1
        """).Bind(topic).Bind(before).All(row => new RetainedEvent(row.Long(0), row.Bytes(1)));

    /// <summary>An event that was withdrawn is not retained: the one before it of its key is, if there is any.</summary>
    public static void Forget(Database database, long topic, long position)
    {
        var key = database.Query("SELECT retain_key FROM topic_retained WHERE topic = ? AND position = ?").Bind(topic).Bind(position).First(row => row.Text(0));
        if (key is null) return;   // a newer one is
        var before = database.Query($"SELECT e.position FROM topic_events e WHERE e.topic = ? AND e.retain_key = ? AND e.position < ? AND NOT {IsWithdrawn} ORDER BY e.position DESC LIMIT 1")
            .Bind(topic).Bind(key).Bind(position).Scalar();
        database.Query("DELETE FROM topic_retained WHERE topic = ? AND retain_key = ?").Bind(topic).Bind(key).Run();
        if (before != 0) database.Query("INSERT INTO topic_retained VALUES(?, ?, ?)").Bind(topic).Bind(key).Bind(before).Run();
    }

    /// <summary>True when another event of the topic has the source and id of this one.</summary>
    public static bool IsReused(Database database, long topic, TopicEventRow row) => FindInput(database, topic, row.InputHash) is { } seen && seen.Content != row.ContentHash;

    /// <summary>Key and position of a topic, which is made when it is not known.</summary>
    public static (long Key, long Position) FindOrAdd(Database database, string name)
    {
        var topic = Find(database, name);
        return topic.Key != 0
            ? topic
            : (database.Query("INSERT INTO topics(name, position) VALUES(?, 0) RETURNING key").Bind(name).Scalar(), 0);
    }

    public static TopicAppend Append(Database database, TopicEventRow row)
    {
        var topic = FindOrAdd(database, row.Topic);
        if (row.InputHash != 0 && FindInput(database, topic.Key, row.InputHash) is { } seen)
            return new TopicAppend(seen.Position, Duplicate: seen.Content == row.ContentHash, Reused: seen.Content != row.ContentHash);

        var position = topic.Position + 1;
        var number = database.Query(
            """
            INSERT INTO topic_events(topic, position, input_hash, content_hash, retain_key, latest_only, at, body)
            VALUES(?, ?, ?, ?, ?, ?, ?, ?) RETURNING number
            """).Bind(topic.Key).Bind(position).Bind(row.InputHash).Bind(row.ContentHash).Bind(row.RetainKey).Bind(row.LatestOnly ? 1 : 0)
            .Bind(row.At).BindUtf8(row.Event).Scalar();
        database.Query("UPDATE topics SET position = ? WHERE key = ?").Bind(position).Bind(topic.Key).Run();
        FanOutTable.CloseOvertaken(database, topic.Key, row.RetainKey);
        database.Query("INSERT OR REPLACE INTO topic_retained VALUES(?, ?, ?)").Bind(topic.Key).Bind(row.RetainKey).Bind(position).Run();
        FanOutTable.Open(database, topic.Key, position, number);
        return new TopicAppend(position, Duplicate: false, Reused: false);
    }

    /// <summary>Key and position; zeros when the topic is not known.</summary>
    public static (long Key, long Position) Find(Database database, string name) =>
        database.Query("SELECT key, position FROM topics WHERE name = ?").Bind(name).First(row => (row.Long(0), row.Long(1)));

    private static (long Position, long Content)? FindInput(Database database, long topic, long inputHash) =>
        database.Query("SELECT position, content_hash FROM topic_events WHERE topic = ? AND input_hash = ? AND input_hash <> 0")
            .Bind(topic).Bind(inputHash).First(row => ((long, long)?)(row.Long(0), row.Long(1)));
}
