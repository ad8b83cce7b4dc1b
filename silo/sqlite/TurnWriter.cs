using System.Globalization;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Storage;
using Microsoft.Data.Sqlite;

namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>Writes a batch of turns inside the transaction that the caller opened.</summary>
internal static class TurnWriter
{
    public static CommitResult Write(Database database, CommitBatch batch, OutboxLeases leases)
    {
        var conflicts = Fence.Conflicts(database, batch.Turns);
        var superseded = new List<SupersededEffect>();
        OutboxTable.Settle(database, conflicts.Count == 0 ? batch.SettledEffects : [.. batch.SettledEffects.Where(id => !IsOf(database, conflicts, id))]);
        var entries = database.Query(EntryTable.InsertText);
        var totals = new Totals();
        foreach (var turn in batch.Turns)
        {
            if (conflicts.Contains(turn.Customer)) continue;
            EntryTable.Insert(entries, turn.Customer, turn.Entry);
            totals.Count(turn);
            WriteCustomer(database, turn);
            WriteRest(database, turn, leases, superseded);
        }
        totals.Save(database);
        return new CommitResult([.. conflicts], superseded);
    }

    /// <summary>Writes a batch that met damaged pages, customer by customer, each in a transaction of its own: whose pages they are is left out, the others are kept. Snapshots wait for
    /// another time: the pages may be theirs.</summary>
    public static CommitResult WriteApart(Database database, CommitBatch batch, OutboxLeases leases)
    {
        var (conflicts, superseded, settled) = (new List<long>(), new List<SupersededEffect>(), batch.SettledEffects.ToList());
        DamagedStoreException? damage = null;
        foreach (var turns in batch.Turns.GroupBy(turn => turn.Customer))
        {
            try
            {
                var own = settled.FindAll(id => IsOf(database, new HashSet<long> { turns.Key }, id));
                settled.RemoveAll(own.Contains);
                var result = database.Transaction(transaction => Write(transaction, new CommitBatch([.. turns.Select(turn => turn with { Snapshot = null })], own), leases));
                conflicts.AddRange(result.Conflicts);
                superseded.AddRange(result.Superseded);
            }
            catch (SqliteException error) when (Database.DamageIn(error) is { } found)
            {
                conflicts.Add(turns.Key);
                damage = found;
            }
        }
        if (settled.Count > 0) database.Transaction(transaction => Write(transaction, new CommitBatch([], settled), leases));
        return new CommitResult(conflicts, superseded) { Damage = damage };
    }

    /// <summary>The turn that notes how the effect ended is lost with its customer's batch: the effect is not settled. An effect's id begins with the
    /// key of the customer, or of one who was joined to that customer.</summary>
    private static bool IsOf(Database database, IReadOnlySet<long> customers, string effectId) =>
        long.TryParse(effectId.AsSpan(0, Math.Max(effectId.IndexOf('-', StringComparison.Ordinal), 0)), NumberStyles.None, CultureInfo.InvariantCulture, out var customer)
        && (customers.Contains(customer) || customers.Contains(AliasTable.Survivor(database, customer)));

    private static void WriteCustomer(Database database, TurnRecord turn)
    {
        if (turn.Created is not null) CustomerTable.Insert(database, turn.Customer, turn.Created, turn.Name);
        else if (turn.Name is not null) CustomerTable.Rename(database, turn.Customer, turn.Name);
        if (!turn.SearchTerms.IsDefault) CustomerTable.ReplaceTerms(database, turn.Customer, turn.SearchTerms);
    }

    private static void WriteRest(Database database, TurnRecord turn, OutboxLeases leases, List<SupersededEffect> superseded)
    {
        foreach (var timer in turn.Timers) TimerTable.Apply(database, timer.Owner == 0 ? turn.Customer : timer.Owner, timer, turn.Trace);
        if (turn.Joined != 0) AliasTable.Put(database, turn.Joined, turn.Customer);
        foreach (var row in turn.Outbox)
        {
            if (row.SupersessionKey != 0) OutboxTable.Supersede(database, turn.Customer, row, turn.Entry.At, leases, superseded);
            OutboxTable.Insert(database, turn.Customer, row, turn.Trace);
        }
        foreach (var task in turn.Tasks) TaskTable.Put(database, turn.Customer, task);
        foreach (var row in turn.SetAside) SetAsideTable.Apply(database, row);
        foreach (var follow in turn.Follows) FollowTable.Apply(database, turn.Customer, follow);
        if (turn.Snapshot is not null) SnapshotTable.Put(database, turn.Customer, turn.Snapshot);
    }
}
