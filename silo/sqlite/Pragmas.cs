using System.Globalization;

namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>How the connections are set up.</summary>
internal static class Pragmas
{
    private const int PageBytes = 8_192;
    private const int LogPages = 4_096;   // the log is written back at 32 MiB: hot index pages once, not at every commit
    private const int ReaderShare = 8;

    public static IEnumerable<string> Writer(SqliteStoreOptions options)
    {
        yield return Number("page_size", PageBytes);   // counts only before the file exists
        yield return "journal_mode = WAL";
        yield return "synchronous = FULL";
        yield return "secure_delete = ON";
        yield return "foreign_keys = OFF";
        yield return "temp_store = MEMORY";
        yield return Number("wal_autocheckpoint", LogPages);
        yield return Number("cache_size", -options.CacheKiB);   // negative: KiB
        if (options.PagesMax > 0) yield return Number("max_page_count", options.PagesMax);
    }

    public static IEnumerable<string> Reader(SqliteStoreOptions options)
    {
        yield return "temp_store = MEMORY";
        yield return Number("cache_size", -options.CacheKiB / ReaderShare);
    }

    private static string Number(string name, long value) => string.Create(CultureInfo.InvariantCulture, $"{name} = {value}");
}
