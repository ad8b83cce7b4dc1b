using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>What is paused, and what that holds up.</summary>
internal static class TopicPauses
{
    /// <summary>True of a row <c>p</c> of pauses: that of a topic, or of an event that is still on its way.</summary>
    public const string Holds = "(p.position = 0 OR EXISTS (SELECT 1 FROM fan_outs x WHERE x.topic = p.topic AND x.position = p.position))";

    /// <summary>True of a row <c>o</c> of events on their way that nothing holds up.</summary>
    public const string None = "NOT EXISTS (SELECT 1 FROM topic_pauses p WHERE p.topic = o.topic AND p.position <= o.position AND " + Holds + ")";

    /// <summary>The first position of a topic that is held up; null: none.</summary>
    public static long? HeldFrom(Database database, long topic) =>
        database.Query("SELECT min(p.held_from) FROM topic_pauses p WHERE p.topic = ? AND " + Holds).Bind(topic).Scalar() is var from and not 0 ? from : null;

    public static IReadOnlyList<TopicPause> All(Database database) => database.Query(
        $"""
        SELECT t.name, p.position, a.author, a.reason, a.at FROM topic_pauses p JOIN topics t ON t.key = p.topic JOIN topic_acts a ON a.number = p.act
        WHERE {Holds} ORDER BY p.act
        """).All(row => new TopicPause(row.Text(0), row.Long(1), row.Text(2), row.Text(3), row.Long(4)));
}
