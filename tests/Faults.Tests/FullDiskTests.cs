using System.Diagnostics;
using System.Net;

namespace JourneyOrchestrator.Faults.Tests;

/// <summary>The real host on a real small disk that somebody else fills, and clears again.</summary>
public sealed class FullDiskTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [SkippableFact]
    public async Task On_a_full_disk_it_reads_and_refuses_and_goes_on_by_itself_with_nothing_lost()
    {
        using var disk = SmallDisk.TryMount(megabytes: 64);
        Skip.If(disk is null, "A small disk can't be mounted here: it takes root and tmpfs.");
        var data = Path.Combine(disk.Path, "data");
        using var receiver = new HookReceiver();
        var ledger = new Ledger();
        using (var silo = SiloProcess.Launch(data))
        {
            await silo.ReadyAsync();
            await Post.JourneyAsync(silo.Http, "probe.json", receiver.Url);
            for (var i = 0; i < 20; i++) await SendAsync(silo, ledger);

            disk.Fill();
            await UntilAsync(async () =>
            {
                await SendAsync(silo, ledger);
                return await StatusAsync(silo, "/healthz/ready") == HttpStatusCode.ServiceUnavailable;
            });
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(silo, "/healthz/live"));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(silo, $"/v1/customers/{ledger.Acknowledged.Values.First().Subject}"));
            Assert.Contains("The disk is full", silo.Output, StringComparison.Ordinal);

            disk.Clear();
            await UntilAsync(async () => await StatusAsync(silo, "/healthz/ready") == HttpStatusCode.OK);
            await Load.RepeatAsync(silo.Http, ledger, Random.Shared);
            await UntilAsync(() => Task.FromResult(receiver.Taken.Count >= 2 * ledger.Acknowledged.Values.Count(e => e.Order is not null)));
            await Proofs.EachAcknowledgedEventIsInTheHistoryOnceAsync(ledger, silo.Http);
            Proofs.EveryWebhookArrivedUnderOneKey(ledger, receiver);
            Assert.Equal(0, await silo.TerminateAsync());
        }
        var (code, said) = await SiloProcess.RunAsync("verify", "--data", data);
        Assert.True(code == 0, said);
    }

    private static async Task SendAsync(SiloProcess silo, Ledger ledger)
    {
        var events = ledger.Next(20);
        if (await Post.BatchAsync(silo.Http, "/v1/events", [.. events.Select(e => e.Json)])) ledger.Acknowledge(events);
        else ledger.Unanswered(events);
    }

    private static async Task<HttpStatusCode> StatusAsync(SiloProcess silo, string path)
    {
        using var answer = await silo.Http.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode;
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var waited = Stopwatch.StartNew();
        while (!await holds())
        {
            Assert.True(waited.Elapsed < Patience, "It did not come to that.");
            await Task.Delay(50);
        }
    }
}
