using System.Globalization;
using JourneyOrchestrator.Bench.Hosts;
using JourneyOrchestrator.Silo.Sqlite;

namespace JourneyOrchestrator.Bench.Loads;

/// <summary>Fills a place with customers who only lie there: rows of the right number, size and order, with random bytes where sealed ones would be.
/// Written without syncs, since making them is not what is measured.</summary>
internal static class ManyCustomers
{
    public const int Customers = 1_000_000;
    public const int Timers = 100_000;

    private const int EntryTextBytes = 700;

    public static async Task PrepareAsync(Place place)
    {
        await (await BenchHost.OpenAsync(place, DateTimeOffset.UnixEpoch)).DisposeAsync();   // makes files or tables, publishes the journeys
        if (place.Database is { } database)
        {
            await ManyRows.FillAsync(database, Customers, Timers);
            return;
        }
        using (var journal = Open(place.Path, SqliteJournalStore.FileName)) FillJournal(journal);
        using (var keys = Open(place.Path, "keys.db")) Fill(keys, "INSERT OR IGNORE INTO keys SELECT i, randomblob(60) FROM n", Customers);
    }

    private static void FillJournal(Database database)
    {
        Fill(database, "INSERT INTO customers SELECT i, randomblob(16), randomblob(48), randomblob(40) FROM n", Customers);
        Fill(database, $"INSERT INTO entries SELECT i, 1, i, i, random(), random(), 0, '{{\"text\":\"{new string('x', EntryTextBytes)}\"}}', randomblob(300), NULL FROM n", Customers);
        Fill(database, "INSERT INTO search_terms SELECT i * 9000000000000, i FROM n", Customers);
        Fill(database, "INSERT INTO timers(due, customer, timer) SELECT 7000000000000000 + i, i, i FROM n", Timers);   // due in the year 2191
        database.Execute($"UPDATE totals SET last_customer = {Customers}, customers = {Customers}, entries = {Customers}");
    }

    private static void Fill(Database database, string insert, int count) =>
        database.Execute(string.Create(CultureInfo.InvariantCulture, $"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) {insert}"));

    private static Database Open(string data, string file) =>
        new(Path.Combine(data, file), readOnly: false, ["journal_mode = WAL", "synchronous = OFF", "cache_size = -262144"]);
}
