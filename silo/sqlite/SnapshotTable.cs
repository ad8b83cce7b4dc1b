using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>The newest snapshot of each customer.</summary>
internal static class SnapshotTable
{
    public static void Put(Database database, long customer, SnapshotRow snapshot) =>
        database.Query("INSERT OR REPLACE INTO snapshots VALUES(?, ?, ?, ?, ?)")
            .Bind(customer).Bind(snapshot.Seq).Bind(snapshot.Schema).Bind(snapshot.Sealed).Bind(Checksum.Of(customer, snapshot)).Run();

    public static long Drop(Database database, long customer) =>
        database.Query("DELETE FROM snapshots WHERE customer = ?").Bind(customer).Changes();

    public static SnapshotRow? Find(Database database, long customer, long schema) =>
        database.Query("SELECT seq, schema, sealed, checksum FROM snapshots WHERE customer = ? AND schema = ?").Bind(customer).Bind(schema)
            .First(row => Checksum.Checked(customer, new SnapshotRow(row.Long(0), row.Long(1), row.Bytes(2)), row.IntOrNull(3)));
}
