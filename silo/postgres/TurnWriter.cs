using System.Globalization;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Storage;
using Npgsql;
using static JourneyOrchestrator.Silo.Postgres.Values;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>Writes a batch of turns: all rows of a table with one statement, all statements in one round trip, which is the transaction.</summary>
internal static class TurnWriter
{
    public static async Task<CommitResult> WriteAsync(NpgsqlConnection connection, CommitBatch batch, OutboxLeases? leases, Sharing sharing)
    {
        var lost = new HashSet<long>();
        var (turns, settled) = (batch.Turns, batch.SettledEffects);
        while (true)
        {
            var fence = new Fence(turns);
            if (fence.Conflicts.Count == 0 && await TryAsync(connection, fence, new CommitBatch(turns, settled), leases, sharing, lost).ConfigureAwait(false) is { } superseded)
                return new CommitResult([.. lost], superseded);
            lost.UnionWith(fence.Conflicts);
            turns = [.. batch.Turns.Where(turn => !lost.Contains(turn.Customer))];
            settled = await WithoutAsync(connection, batch.SettledEffects, lost).ConfigureAwait(false);
        }
    }

    /// <summary>Effects superseded; null when some customers lost, whom it adds.</summary>
    private static async Task<IReadOnlyList<SupersededEffect>?> TryAsync(
        NpgsqlConnection connection, Fence fence, CommitBatch batch, OutboxLeases? leases, Sharing sharing, HashSet<long> lost)
    {
        var (turns, settled) = (batch.Turns, batch.SettledEffects);
        await using var script = new Script(connection);
        try
        {
            if (turns.Count > 0) fence.Add(script, turns.Count);
            OutboxTable.Settle(script, settled);
            EntryTable.Insert(script, turns);
            CustomerTable.Write(script, turns);
            TimerTable.Apply(script, turns);
            AliasTable.Put(script, turns);
            var replaced = OutboxTable.Insert(script, turns, leases);
            TaskTable.Put(script, turns);
            SetAsideTable.Apply(script, turns);
            FollowTable.Apply(script, turns);
            SnapshotTable.Put(script, turns);
            sharing.Tell(script, batch);
            if (turns.Count == 0 && settled.Count == 0) return [];
            return [.. await script.RowsOfAsync("superseded", row => new SupersededEffect(row.GetInt64(1), row.GetString(0))).ConfigureAwait(false), .. replaced];
        }
        catch (PostgresException error) when (Fence.LostBy(error) is { Count: > 0 } customers)
        {
            lost.UnionWith(customers);
            return null;
        }
    }

    /// <summary>The turn that notes how an effect ended is lost with its customer's batch: the effect is not settled. An effect's id begins with the
    /// key of the customer, or of one who was joined to that customer.</summary>
    private static async Task<IReadOnlyList<string>> WithoutAsync(NpgsqlConnection connection, IReadOnlyList<string> effects, HashSet<long> lost)
    {
        if (effects.Count == 0) return effects;
        var joined = await connection.AllAsync("SELECT customer FROM aliases WHERE survivor = ANY($1)", row => row.GetInt64(0), P([.. lost])).ConfigureAwait(false);
        return [.. effects.Where(id => CustomerOf(id) is not { } customer || !lost.Contains(customer) && !joined.Contains(customer))];
    }

    private static long? CustomerOf(string effectId) =>
        long.TryParse(effectId.AsSpan(0, Math.Max(effectId.IndexOf('-', StringComparison.Ordinal), 0)), NumberStyles.None, CultureInfo.InvariantCulture, out var customer) ? customer : null;
}
