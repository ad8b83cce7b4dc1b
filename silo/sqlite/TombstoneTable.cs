using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>What is kept of erased persons, by the keyed hash of their id.</summary>
internal static class TombstoneTable
{
    public static TombstoneRow? Find(Database database, byte[] idHash, long now) =>
        database.Query("SELECT receipt, purpose, at, expires FROM tombstones WHERE id_hash = ? AND expires > ?").Bind(idHash).Bind(now)
            .First(row => new TombstoneRow(row.Text(0), row.Text(1), row.Long(2), row.Long(3)));

    public static void Put(Database database, byte[] idHash, TombstoneRow tombstone) =>
        database.Query("INSERT OR REPLACE INTO tombstones VALUES(?, ?, ?, ?, ?)")
            .Bind(idHash).Bind(tombstone.Receipt).Bind(tombstone.Purpose).Bind(tombstone.At).Bind(tombstone.Expires).Run();
}
