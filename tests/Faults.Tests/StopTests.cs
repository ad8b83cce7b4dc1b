using Xunit.Abstractions;

namespace JourneyOrchestrator.Faults.Tests;

/// <summary>The host is told to end (SIGTERM) under load: it ends by itself, in good order, with everything acknowledged on disk.</summary>
public sealed class StopTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Told_to_end_under_load_it_finishes_what_it_took_and_ends_with_0()
    {
        if (OperatingSystem.IsWindows()) return;   // there is no such signal
        var data = Directory.CreateTempSubdirectory("journey-faults-").FullName;
        using var receiver = new HookReceiver();
        var ledger = new Ledger();
        try
        {
            for (var round = 0; round < 3; round++) await RoundAsync(data, ledger, receiver, round);
            using var silo = await StartAsync(data);
            await Load.RepeatAsync(silo.Http, ledger, Random.Shared);
            await Proofs.EachAcknowledgedEventIsInTheHistoryOnceAsync(ledger, silo.Http);
            var (code, said) = await SiloProcess.RunAsync("--urls", "http://127.0.0.1:0", "--data", data);
            Assert.True(code == 2 && said.Contains("in use by another process", StringComparison.Ordinal), said);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private async Task RoundAsync(string data, Ledger ledger, HookReceiver receiver, int round)
    {
        using var silo = await StartAsync(data);
        if (round == 0) await Post.JourneyAsync(silo.Http, "probe.json", receiver.Url);
        using var stop = new CancellationTokenSource();
        var senders = Enumerable.Range(0, 3).Select(_ => Load.RunAsync(silo.Http, ledger, stop.Token)).ToArray();
        await Task.Delay(Random.Shared.Next(200, 1_000));
        var code = await silo.TerminateAsync();
        await stop.CancelAsync();
        await Task.WhenAll(senders);
        Assert.True(code == 0, $"It ended with {code}:\n{silo.Output}");
        Assert.False(File.Exists(Path.Combine(data, "journal.db-wal")), "The journal was not closed.");
        output.WriteLine($"{ledger.Acknowledged.Count} acknowledged, {ledger.Open.Count} unanswered");
    }

    private static async Task<SiloProcess> StartAsync(string data)
    {
        var silo = SiloProcess.Launch(data);
        await silo.ReadyAsync();
        return silo;
    }
}
