namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>Who goes on for whom. Nobody who goes on for others has somebody to go on for it: there are no chains.</summary>
internal static class AliasTable
{
    public static void Put(Database database, long customer, long survivor) =>
        database.Query("INSERT OR REPLACE INTO aliases VALUES(?, ?)").Bind(customer).Bind(survivor).Run();

    public static long Survivor(Database database, long customer) =>
        database.Query("SELECT survivor FROM aliases WHERE customer = ?").Bind(customer).Scalar();

    public static IReadOnlyList<long> JoinedTo(Database database, long survivor) =>
        database.Query("SELECT customer FROM aliases WHERE survivor = ? ORDER BY customer").Bind(survivor).All(row => row.Long(0));
}
