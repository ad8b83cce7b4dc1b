using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Grains.Ports;
using Microsoft.Data.Sqlite;

namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>An entry that is not what was written.</summary>
/// <param name="Unmended">Why it stays so; null: it was put back.</param>
public sealed record DamagedEntry(long Customer, long Seq, string? Unmended);

/// <summary>
/// Puts damaged entries back from a copy of the same journal. An entry counts as the same when it has the same place and number, and is whole in the copy,
/// and either its checksum or all else of it is left and agrees with that: nothing is put where something else was written.
/// </summary>
public static class JournalRepair
{
    /// <param name="journal">The journal of a stopped host.</param>
    /// <param name="copy">A copy of it, which is only read: that of a backup.</param>
    /// <param name="progress">Gets places in the order of entries: how far, and the last.</param>
    /// <returns>Every damaged entry, in the order of the journal.</returns>
    /// <exception cref="IOException">A file can't be read or written, or has damaged pages, which no entry can be put back into.</exception>
    public static IReadOnlyList<DamagedEntry> Run(string journal, string copy, IProgress<(long Done, long Total)> progress, CancellationToken cancel)
    {
        try
        {
            using Database writing = new(journal, readOnly: false, ["synchronous = FULL"]), kept = new(copy, readOnly: true, []);
            return writing.Transaction(database => Find(database, progress, cancel).ConvertAll(place => Mend(database, kept, place)));
        }
        catch (SqliteException error)
        {
            throw new IOException(Database.DamageIn(error) is null ? error.Message : $"{journal} or {copy}: {error.Message} Pages are damaged, not entries alone: restore the backup.", error);
        }
    }

    private static List<PlacedEntry> Find(Database database, IProgress<(long Done, long Total)> progress, CancellationToken cancel)
    {
        var damaged = new List<PlacedEntry>();
        var last = EntryOrder.Last(database);
        foreach (var row in EntryOrder.All(database))
        {
            cancel.ThrowIfCancellationRequested();
            if (row.Entry.Damage is not null) damaged.Add(row);
            progress.Report((row.Position, last));
        }
        progress.Report((last, last));   // the last place may be nobody's
        return damaged;
    }

    private static DamagedEntry Mend(Database database, Database copy, PlacedEntry place)
    {
        var (customer, damaged) = (place.Customer, place.Entry);
        DamagedEntry Stays(string why) => new(customer, damaged.Seq, why);
        if (EntryOrder.After(copy, place.Position - 1, 1) is not [var row] || row.Position != place.Position) return Stays("the backup does not have it");
        var whole = row.Entry;
        if (whole.Damage is not null) return Stays("it is damaged in the backup as well");
        // Indexes are over these: a row that is found in the wrong place is for 'restore'.
        if ((row.Customer, whole.Seq, whole.InputHash, whole.Sealer) != (customer, damaged.Seq, damaged.InputHash, damaged.Sealer)) return Stays("what it is found by is damaged too, or the backup is of another journal");
        if (SumOf(database, place.Position) != Checksum.Of(customer, whole) && Checksum.Of(customer, damaged) != Checksum.Of(customer, whole)) return Stays("neither it nor its checksum agrees with the backup");
        database.Query("UPDATE entries SET at = ?, time = ?, content_hash = ?, body = ?, sealed = ?, checksum = ? WHERE rowid = ?")
            .Bind(whole.At).Bind(whole.Time).Bind(whole.ContentHash).BindUtf8(whole.Plain).Bind(whole.Sealed).Bind(Checksum.Of(customer, whole)).Bind(place.Position).Run();
        return new DamagedEntry(customer, damaged.Seq, null);
    }

    private static long SumOf(Database database, long position) => database.Query("SELECT checksum FROM entries WHERE rowid = ?").Bind(position).Scalar();
}
