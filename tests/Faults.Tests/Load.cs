namespace JourneyOrchestrator.Faults.Tests;

/// <summary>Sends batches until told to stop.</summary>
internal static class Load
{
    private const int BatchSize = 20;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(25);

    public static async Task RunAsync(HttpClient http, Ledger ledger, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await SendAsync(http, ledger, ledger.Next(BatchSize));
            await Task.Delay(Pace, CancellationToken.None);
        }
    }

    public static async Task RepeatAsync(HttpClient http, Ledger ledger, Random random)
    {
        foreach (var batch in ledger.ToRepeat(random).Chunk(200))
            Assert.True(await SendAsync(http, ledger, batch), "The host did not take the repeated events.");
    }

    private static async Task<bool> SendAsync(HttpClient http, Ledger ledger, Sent[] events)
    {
        var taken = await Post.BatchAsync(http, "/v1/events", Array.ConvertAll(events, e => e.Json));
        if (taken) ledger.Acknowledge(events);
        else ledger.Unanswered(events);
        return taken;
    }
}
