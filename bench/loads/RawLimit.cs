using System.Diagnostics;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Sqlite;

namespace JourneyOrchestrator.Bench.Loads;

/// <summary>What the disk and SQLite can do: prepared inserts of rows that turns wrote, into the same tables with the same indexes, in the same
/// transactions, with full sync. Nothing is looked up, checked or deleted.</summary>
internal static class RawLimit
{
    public static async Task<(TimeSpan Elapsed, TimeSpan Processor)> RunAsync(string data, IReadOnlyList<CommitBatch> batches)
    {
        await SqliteJournalStore.Open(data).DisposeAsync();   // makes tables and indexes
        using var database = new Database(Path.Combine(data, SqliteJournalStore.FileName), readOnly: false, Pragmas.Writer(new SqliteStoreOptions()));
        var topics = new Dictionary<string, long>(StringComparer.Ordinal);
        var (began, before) = (Stopwatch.GetTimestamp(), Rounds.Processor);
        foreach (var batch in batches) database.Transaction(transaction => Insert(transaction, batch, topics));
        return (Stopwatch.GetElapsedTime(began), Rounds.Processor - before);
    }

    private static int Insert(Database database, CommitBatch batch, Dictionary<string, long> topics)
    {
        var entries = database.Query(EntryTable.InsertText);
        foreach (var turn in batch.Turns)
        {
            EntryTable.Insert(entries, turn.Customer, turn.Entry);
            if (turn.Created is not null) CustomerTable.Insert(database, turn.Customer, turn.Created, turn.Name);
            if (!turn.SearchTerms.IsDefault) InsertTerms(database, turn);
            foreach (var timer in turn.Timers)
                if (timer.Set) TimerTable.Apply(database, turn.Customer, timer, turn.Trace);
            foreach (var row in turn.Outbox) OutboxTable.Insert(database, turn.Customer, row, turn.Trace);
            foreach (var task in turn.Tasks) TaskTable.Put(database, turn.Customer, task);
            foreach (var follow in turn.Follows) InsertFollow(database, turn.Customer, follow, topics);
            if (turn.Snapshot is not null) SnapshotTable.Put(database, turn.Customer, turn.Snapshot);
        }
        return batch.Turns.Count;
    }

    private static void InsertTerms(Database database, TurnRecord turn)
    {
        var insert = database.Query("INSERT OR IGNORE INTO search_terms VALUES(?, ?)");
        foreach (var term in turn.SearchTerms) insert.Bind(term).Bind(turn.Customer).Run();
    }

    private static void InsertFollow(Database database, long customer, FollowChange follow, Dictionary<string, long> topics)
    {
        if (follow.Seen < 0) return;
        if (!topics.TryGetValue(follow.Topic, out var topic)) topics.Add(follow.Topic, topic = TopicTable.FindOrAdd(database, follow.Topic).Key);
        database.Query("INSERT OR REPLACE INTO follows VALUES(?, ?, ?, ?)").Bind(customer).Bind(topic).Bind(follow.Urgency).Bind(follow.Seen).Run();
    }
}
