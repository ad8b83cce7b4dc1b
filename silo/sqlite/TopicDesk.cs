using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>What operators do about topics and their events. Each runs in the transaction that the caller opened.</summary>
internal static class TopicDesk
{
    public static TopicActEnd Pause(Database database, TopicAct act)
    {
        var topic = TopicTable.Find(database, act.Topic);
        if (Missing(topic, act.Position) is { } missing) return missing;
        if (IsPaused(database, topic.Key, act.Position)) return TopicActEnd.Repeated;
        if (act.Position != 0 && !FanOutTable.IsOnItsWay(database, topic.Key, act.Position)) return TopicActEnd.Finished;
        var heldFrom = act.Position != 0 ? act.Position : FanOutTable.OldestToAll(database, topic.Key, absent: topic.Position + 1);
        database.Query("INSERT OR REPLACE INTO topic_pauses VALUES(?, ?, ?, ?)").Bind(topic.Key).Bind(act.Position).Bind(heldFrom)
            .Bind(Note(database, topic.Key, act, TopicActKind.Paused)).Run();
        return TopicActEnd.Done;
    }

    public static TopicActEnd Resume(Database database, TopicAct act)
    {
        var topic = TopicTable.Find(database, act.Topic);
        if (Missing(topic, act.Position) is { } missing) return missing;
        if (!IsPaused(database, topic.Key, act.Position)) return Was(database, topic.Key, act.Position, TopicActKind.Resumed) ? TopicActEnd.Repeated : TopicActEnd.NotPaused;
        EndPause(database, topic.Key, act.Position);
        Note(database, topic.Key, act, TopicActKind.Resumed);
        return TopicActEnd.Done;
    }

    public static WithdrawalEnd Withdraw(Database database, TopicAct act, TopicEventRow? followUp)
    {
        var topic = TopicTable.Find(database, act.Topic);
        if (Missing(topic, act.Position) is { } missing) return new WithdrawalEnd(missing);
        if (followUp is not null && TopicTable.IsReused(database, topic.Key, followUp)) return new WithdrawalEnd(TopicActEnd.FollowUpReused);
        var end = End(database, topic.Key, act);
        return end is TopicActEnd.Done or TopicActEnd.Repeated && followUp is not null
            ? new WithdrawalEnd(end, TopicTable.Append(database, followUp).Position)
            : new WithdrawalEnd(end);
    }

    private static TopicActEnd End(Database database, long topic, TopicAct act)
    {
        if (Withdrawal(database, topic, act.Position) is { } before)
            return (before.By, before.Reason) == (act.By, act.Reason) ? TopicActEnd.Repeated : TopicActEnd.Withdrawn;
        if (!FanOutTable.IsOnItsWay(database, topic, act.Position)) return TopicActEnd.Finished;
        FanOutTable.Close(database, topic, act.Position);
        EndPause(database, topic, act.Position);
        Note(database, topic, act, TopicActKind.Withdrawn);
        TopicTable.Forget(database, topic, act.Position);
        FollowTable.RejoinAll(database, topic);
        return TopicActEnd.Done;
    }

    private static TopicActEnd? Missing((long Key, long Position) topic, long position) =>
        topic.Key == 0 || position < 0 || position > topic.Position ? TopicActEnd.Unknown : null;

    /// <summary>Of an event that is not on its way any more a pause holds up nothing, and is as good as gone.</summary>
    private static bool IsPaused(Database database, long topic, long position) =>
        database.Query("SELECT 1 FROM topic_pauses p WHERE p.topic = ? AND p.position = ? AND " + TopicPauses.Holds).Bind(topic).Bind(position).Scalar() == 1;

    private static bool Was(Database database, long topic, long position, TopicActKind kind) =>
        database.Query("SELECT 1 FROM topic_acts WHERE topic = ? AND position = ? AND act = ? LIMIT 1").Bind(topic).Bind(position).Bind((long)kind).Scalar() == 1;

    private static (string By, string Reason)? Withdrawal(Database database, long topic, long position) =>
        database.Query("SELECT author, reason FROM topic_acts WHERE topic = ? AND position = ? AND act = 3").Bind(topic).Bind(position)
            .First(row => ((string, string)?)(row.Text(0), row.Text(1)));

    private static void EndPause(Database database, long topic, long position) =>
        database.Query("DELETE FROM topic_pauses WHERE topic = ? AND position = ?").Bind(topic).Bind(position).Run();

    private static long Note(Database database, long topic, TopicAct act, TopicActKind kind) =>
        database.Query("INSERT INTO topic_acts(topic, position, act, author, reason, at) VALUES(?, ?, ?, ?, ?, ?) RETURNING number")
            .Bind(topic).Bind(act.Position).Bind((long)kind).Bind(act.By).Bind(act.Reason).Bind(act.At).Scalar();
}
