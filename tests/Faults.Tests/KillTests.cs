using System.Globalization;
using JourneyOrchestrator.Tests.Shared;
using Xunit.Abstractions;

namespace JourneyOrchestrator.Faults.Tests;

/// <summary>
/// Rounds of load on the real process, each ended by <c>kill -9</c> at a random moment: under load, right after it came up, or while it starts.
/// Afterwards nothing acknowledged is missing, nothing is there twice, no timer is lost, each webhook arrived under one key, each signal
/// between customers and each topic event was heard once, and every journal folds to its snapshot.
/// </summary>
/// <remarks>JOURNEY_FAULT_ROUNDS: rounds, 5 if not set. JOURNEY_FAULT_SEED: repeats a run's choices.</remarks>
public sealed class KillTests(ITestOutputHelper output)
{
    [Fact]
    public Task Nothing_acknowledged_is_lost_or_counted_twice_when_the_process_is_killed_again_and_again() => RunAsync(null);

    [SkippableFact]
    public async Task Nor_when_the_journal_is_in_PostgreSQL_and_its_server_is_killed_as_well()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        using var server = PostgresServer.OfItsOwn();
        await RunAsync(new FaultDatabase(server));
    }

    private async Task RunAsync(FaultDatabase? database)
    {
        var (rounds, seed) = (Setting("JOURNEY_FAULT_ROUNDS", 5), Setting("JOURNEY_FAULT_SEED", Environment.TickCount & 0xffff));
        output.WriteLine($"seed {seed}");
        var data = Directory.CreateTempSubdirectory("journey-faults-").FullName;
        using var receiver = new HookReceiver();
        try
        {
            var run = new FaultRun(data, receiver, new Random(seed), database);
            for (var round = 1; round <= rounds; round++) output.WriteLine($"round {round}: {await run.RoundAsync(round)}");
            await ProveAsync(run, receiver, rounds);
            output.WriteLine($"verify: {await VerifyAsync(data, database)}");
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private async Task ProveAsync(FaultRun run, HookReceiver receiver, int rounds)
    {
        using var silo = await run.RestAsync();
        Proofs.EveryWebhookArrivedUnderOneKey(run.Ledger, receiver);
        var customers = await Proofs.EachAcknowledgedEventIsInTheHistoryOnceAsync(run.Ledger, silo.Http);
        var late = Proofs.EachTimerFiredOnceAndEachEffectEndedOnce(customers, run.Downtimes);
        var told = await Proofs.EachSignalToTheDepotWasHeardOnceAsync(run.Ledger, silo.Http);
        var heard = Proofs.EveryFollowerHeardTheTopicsInOrderAndOnce(run);
        Assert.True(late > 0, "No timer fell due while the host was down: the rounds did not test that.");
        Assert.True(run.Unanswered > 0 || rounds < 20, "No event was on its way when the host was killed: the rounds did not test that.");
        output.WriteLine($"{rounds} kills: {run.Ledger.Acknowledged.Count} events acknowledged, {run.Unanswered} were on their way at a kill and sent again");
        output.WriteLine($"timers: {customers.Orders} fired once each, {late} of them fell due while the host was down");
        output.WriteLine($"webhooks: {receiver.Calls.Count} calls for {receiver.Taken.Count} webhooks, each under one key; {told} signals to another customer, each heard once");
        output.WriteLine($"topics: {heard} times one of {run.Followers.Since.Count} followers heard one of {run.Every.LastSent} and {run.Latest.LastSent} events, none twice");
    }

    /// <summary>Every journal folds to what its snapshot holds.</summary>
    private static async Task<string> VerifyAsync(string data, FaultDatabase? database)
    {
        var (code, said) = await SiloProcess.RunAsync(database?.Connection, ["verify", "--data", data]);
        Assert.True(code == 0, $"verify ended with {code}:\n{said}");
        Assert.DoesNotContain(" 0 snapshots compared", said, StringComparison.Ordinal);
        return said.Trim();
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
