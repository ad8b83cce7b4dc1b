using System.CommandLine;
using JourneyOrchestrator.Silo.Hosting;
using JourneyOrchestrator.Silo.Sealing;
using JourneyOrchestrator.Silo.Sqlite;

namespace JourneyOrchestrator.Silo.Commands;

/// <summary><c>verify</c>: folds the journal of every customer and compares the state with the snapshots; of a file it looks at each page as well.</summary>
internal static class VerifyCommand
{
    /// <summary>In place of a customer's key: the file itself has the flaw.</summary>
    private const long Nobody = 0;

    public static Command Build()
    {
        var command = new Command("verify", "Folds every journal of a stopped host and compares it with what is kept.") { CommandOutput.Option };
        command.SetAction((parsed, cancel) => RunAsync(HostSettings.From(parsed), CommandOutput.Of(parsed), cancel));
        return command;
    }

    private static async Task<int> RunAsync(HostSettings settings, CommandOutput output, CancellationToken cancel)
    {
        await using var host = await OpenUsedAsync(settings, cancel);
        var found = await JournalVerification.RunAsync(host.Journal, host.Keys, host.LastCustomer, cancel);
        var page = settings.Postgres is null ? OnlineCopy.Flaw(Path.Combine(settings.Data, SqliteJournalStore.FileName)) : null;
        return End(output, page is null ? found : found with { Flaws = [(Nobody, page), .. found.Flaws] });
    }

    /// <summary>Opens the store of a stopped host; makes none.</summary>
    public static Task<HostStore> OpenUsedAsync(HostSettings settings, CancellationToken cancel)
    {
        if (settings.Postgres is null && !File.Exists(Path.Combine(settings.Data, SqliteJournalStore.FileName)))
            throw new RefusedException($"There is no journal in {Path.GetFullPath(settings.Data)}.");
        if (settings.Postgres is not null && MasterKey.Find(settings.Data) is null)
            throw new RefusedException($"There is no master key in {Path.GetFullPath(settings.Data)}. Name the data directory of a host that works on the database, or set {MasterKey.Variable}.");
        return HostStore.OpenAsync(settings.Data, new SqliteStoreOptions(), settings.Postgres, cancel);
    }

    /// <summary>Reports what was found, with what else there is to say.</summary>
    public static int End(CommandOutput output, Verified found, params (string Name, object? Value)[] more)
    {
        foreach (var (customer, flaw) in found.Flaws) output.Say(customer == Nobody ? $"{SqliteJournalStore.FileName}: {flaw}" : $"customer {customer}: {flaw}");
        output.Say(found.ToString());
        return output.End(found.Flaws.Count == 0 ? CommandLine.Done : CommandLine.Failed,
        [
            .. more, ("customers", found.Customers), ("entries", found.Entries), ("snapshots", found.Snapshots),
            ("flaws", found.Flaws.Select(flaw => new { customer = flaw.Customer, flaw = flaw.Flaw })),
        ]);
    }
}
