using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>Topics, their events and what they retain.</summary>
internal static class TopicTable
{
    public static TopicState State(Database database, string name)
    {
        var topic = Find(database, name);
        var retained = database.Query(
            """
            SELECT e.position, e.body FROM topic_retained r JOIN topic_events e ON e.topic = r.topic AND e.position = r.position
            WHERE r.topic = ? ORDER BY e.position
            """).Bind(topic.Key).All(row => new RetainedEvent(row.Long(0), row.Bytes(1)));
        return new TopicState(name, topic.Position, retained);
    }

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
    private static (long Key, long Position) Find(Database database, string name) =>
        database.Query("SELECT key, position FROM topics WHERE name = ?").Bind(name).First(row => (row.Long(0), row.Long(1)));

    private static (long Position, long Content)? FindInput(Database database, long topic, long inputHash) =>
        database.Query("SELECT position, content_hash FROM topic_events WHERE topic = ? AND input_hash = ? AND input_hash <> 0")
            .Bind(topic).Bind(inputHash).First(row => ((long, long)?)(row.Long(0), row.Long(1)));
}
