using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Silo.Sqlite;
using JourneyOrchestrator.Simulation.Disk;
using JourneyOrchestrator.Simulation.Load;
using JourneyOrchestrator.Simulation.World;
using Microsoft.Data.Sqlite;

namespace JourneyOrchestrator.Simulation.Checks;

/// <summary>
/// Bits turn over on the disk, one at a time, in pages of entries, snapshots and the indexes of both. Each time a host is started and asked everything: it answers as it did before, or refuses. Where an index is
/// hit it may also answer wrongly, if <c>verify</c> finds that the index is damaged.
/// </summary>
internal sealed class RotTrial(Universe universe, Plan plan, Dice dice, SimDisk disk, SimHost host, Ledger ledger, string folder)
{
    private const int Flips = 4, HeadBytes = 96;

    private readonly string path = Path.Combine(folder, SqliteJournalStore.FileName);

    private readonly record struct Tree(string Name, bool IsTable, int Root);

    public async Task RunAsync(IReadOnlyList<string> customers)
    {
        disk.Enter(new Machine(Path.GetFileName(folder)));
        if (plan.Planted == Planted.NoChecksums) ForgetChecksums();
        var trees = Trees();
        var before = disk.Copy();
        var questions = new Questions(host, customers, [.. ledger.Signals.Values.Select(told => told.Signal).Where(signal => customers.Contains(signal.Subject)).DistinctBy(signal => signal.Subject)]);
        var healthy = await AskAsync(questions).ConfigureAwait(false) ?? throw new InvalidOperationException("The host does not start, though nothing is wrong.");
        for (var flip = 0; flip < Flips && !universe.IsOver; flip++)
        {
            disk.PutBack(before);
            var isNoticed = TurnOver(trees);
            Compare(healthy, await AskAsync(questions).ConfigureAwait(false), isNoticed);
        }
        disk.PutBack(before);
    }

    /// <returns>Null: the host does not start.</returns>
    private async Task<(IReadOnlyList<(string Question, string? Answer)> Answers, IReadOnlyList<string> Stream)?> AskAsync(Questions questions)
    {
        if (!await host.TryStartAsync().ConfigureAwait(false)) return null;
        var stream = await questions.StreamAsync().ConfigureAwait(false);
        var answers = await questions.AskAsync().ConfigureAwait(false);
        await host.StopAsync().ConfigureAwait(false);
        return (answers, stream);
    }

    private void Compare(
        (IReadOnlyList<(string Question, string? Answer)> Answers, IReadOnlyList<string> Stream)? healthy,
        (IReadOnlyList<(string Question, string? Answer)> Answers, IReadOnlyList<string> Stream)? damaged, bool isNoticed)
    {
        if (damaged is not { } now || healthy is not { } then)
        {
            universe.Log("the host refuses to start");
            return;
        }
        var known = then.Answers.ToDictionary(answer => answer.Question, answer => answer.Answer);
        var wrong = now.Answers.Where(answer => answer.Answer is { } said && said != known[answer.Question]).Select(answer => answer.Question)
            .Concat(now.Stream.Except(then.Stream).Select(line => $"an entry of the stream, {line},")).ToList();
        universe.Log($"{now.Answers.Count(answer => answer.Answer is null)} of {now.Answers.Count} answers are refused, {wrong.Count} are wrong");
        if (wrong is [var first, ..] && !isNoticed) universe.Fail($"a bit turned over, and {first} is not what it was");
    }

    /// <returns>True when <c>verify</c> finds that an index is damaged.</returns>
    private bool TurnOver(List<Tree> trees)
    {
        var file = disk.Find(SqliteJournalStore.FileName);
        var tree = dice.Pick<Tree>(trees.ToArray());
        var bytes = file.Seen.Bytes.ToArray();
        int[] pages = [.. TreePages.Of(bytes, tree.Root)];
        var size = TreePages.Size(bytes);
        // Half of them where the page says what is where.
        var at = (dice.Pick<int>(pages) - 1) * size + dice.Below(dice.Chance(500) ? HeadBytes : size);
        file.Rot((long)at * 8 + dice.Below(8));
        universe.Log($"a bit turns over in byte {at}, in {tree.Name}");
        return !tree.IsTable && Notices();
    }

    private bool Notices()
    {
        disk.Enter(new Machine(Path.GetFileName(folder)));
        try
        {
            return OnlineCopy.Flaw(path) is not null;
        }
        catch (IOException)
        {
            return true;   // it can't even be looked through
        }
    }

    private List<Tree> Trees()
    {
        using var connection = Open(SqliteOpenMode.ReadOnly);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name, type = 'table', rootpage FROM sqlite_schema WHERE tbl_name IN ('entries', 'snapshots') ORDER BY name";
        using var rows = command.ExecuteReader();
        var trees = new List<Tree>();
        while (rows.Read()) trees.Add(new Tree(rows.GetString(0), rows.GetBoolean(1), rows.GetInt32(2)));
        return trees;
    }

    private void ForgetChecksums()
    {
        using var connection = Open(SqliteOpenMode.ReadWrite);
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE entries SET checksum = NULL; UPDATE snapshots SET checksum = NULL";
        command.ExecuteNonQuery();
    }

    private SqliteConnection Open(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }
}
