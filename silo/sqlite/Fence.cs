using System.Buffers.Binary;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>Finds the customers of a batch whose entries do not follow their last ones: somebody else wrote for them, or they were erased.</summary>
internal static class Fence
{
    public static HashSet<long> Conflicts(Database database, IReadOnlyList<TurnRecord> turns)
    {
        var last = new Dictionary<long, long>(turns.Count);
        var conflicts = new HashSet<long>();
        var born = new HashSet<UInt128>();
        var end = database.Query("SELECT max(seq) FROM entries WHERE customer = ?");
        foreach (var turn in turns)
        {
            if (!last.TryGetValue(turn.Customer, out var seq)) seq = end.Bind(turn.Customer).Scalar();
            last[turn.Customer] = turn.Entry.Seq;
            var follows = turn.Entry.Seq == seq + 1 + turn.Entry.Skips;
            var known = turn.Created is null ? seq > 0 : seq == 0 && IsFree(database, turn, turn.Created, born);
            if (!follows || !known) conflicts.Add(turn.Customer);
        }
        return conflicts;
    }

    /// <summary>True when nobody has this id, neither here nor earlier in the batch, and no erased person had it.</summary>
    private static bool IsFree(Database database, TurnRecord turn, NewCustomer created, HashSet<UInt128> born) =>
        born.Add(BinaryPrimitives.ReadUInt128LittleEndian(created.IdHash))
        && database.Query("SELECT 1 FROM customers WHERE id_hash = ?").Bind(created.IdHash).Scalar() == 0
        && database.Query("SELECT 1 FROM customers WHERE key = ?").Bind(turn.Customer).Scalar() == 0
        && TombstoneTable.Find(database, created.IdHash, turn.Entry.At) is null;
}
