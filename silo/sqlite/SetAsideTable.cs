using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>Inputs that were set aside.</summary>
internal static class SetAsideTable
{
    public static void Apply(Database database, SetAsideRow row)
    {
        if (row.Sealed is null)
            database.Query("DELETE FROM set_aside WHERE customer = ? AND seq = ?").Bind(row.Customer).Bind(row.Seq).Run();
        else
            database.Query("INSERT INTO set_aside VALUES(?, ?, ?, ?, ?, ?)").Bind(row.Customer).Bind(row.Seq).Bind(row.At).Bind(row.Kind).Bind(row.Type).Bind(row.Sealed).Run();
    }

    public static IReadOnlyList<SetAsideRow> List(Database database, long customer, long seq, int limit) => database.Query(
        "SELECT customer, seq, at, kind, type, sealed FROM set_aside WHERE (customer, seq) > (?, ?) ORDER BY customer, seq LIMIT ?").Bind(customer).Bind(seq).Bind(limit)
        .All(row => new SetAsideRow(row.Long(0), row.Long(1), row.Long(2), row.Text(3), row.Text(4), row.Bytes(5)));
}
