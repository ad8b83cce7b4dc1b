namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>A write that takes room in the file and in the log, as turns do.</summary>
internal static class Probe
{
    public static bool Write(Database database)
    {
        database.Execute("DROP TABLE IF EXISTS probe; CREATE TABLE probe(filler BLOB) STRICT; INSERT INTO probe VALUES(zeroblob(1048576))");
        return true;
    }

    public static bool Drop(Database database)
    {
        database.Execute("DROP TABLE IF EXISTS probe");
        return true;
    }
}
