using System.Net;
using System.Text;
using System.Text.Json;

namespace JourneyOrchestrator.Faults.Tests;

/// <summary>Sends batches until told to stop, or until nobody answers any more.</summary>
internal static class Load
{
    private const int BatchSize = 20;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(25);

    public static async Task RunAsync(HttpClient http, Ledger ledger, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (!await SendAsync(http, ledger, ledger.Next(BatchSize))) return;
            await Task.Delay(Pace, CancellationToken.None);
        }
    }

    public static async Task RepeatAsync(HttpClient http, Ledger ledger, Random random)
    {
        foreach (var batch in ledger.ToRepeat(random).Chunk(200))
            Assert.True(await SendAsync(http, ledger, batch), "The host did not take the repeated events.");
    }

    /// <summary>False when no answer came: the events stay open.</summary>
    private static async Task<bool> SendAsync(HttpClient http, Ledger ledger, Sent[] events)
    {
        try
        {
            using var body = new StringContent($"[{string.Join(',', events.Select(e => e.Json))}]", Encoding.UTF8, "application/cloudevents-batch+json");
            using var answer = await http.PostAsync(new Uri("/v1/events", UriKind.Relative), body, CancellationToken.None);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{(int)answer.StatusCode}: {text}");
            using var json = JsonDocument.Parse(text);
            Assert.Equal(0, json.RootElement.GetProperty("rejected").GetArrayLength());
            Assert.Equal(events.Length, json.RootElement.GetProperty("accepted").GetInt32() + json.RootElement.GetProperty("duplicates").GetInt32());
            ledger.Acknowledge(events);
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
        {
            ledger.Unanswered(events); // killed before it could answer: it may be on disk or not
            return false;
        }
    }
}
