namespace JourneyOrchestrator.Faults.Tests;

/// <summary>The one publisher of a topic: numbered events in order. What was not answered is sent again, in its place, before anything new.</summary>
/// <param name="latestOnly">Only the newest event counts.</param>
internal sealed class Ticker(string topic, bool latestOnly)
{
    private const int BatchSize = 4;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    /// <summary>The topic's name.</summary>
    public string Topic => topic;

    /// <summary>Number of the last event that was sent, answered or not.</summary>
    public int LastSent { get; private set; }

    /// <summary>Number of the last event that was acknowledged.</summary>
    public int LastAcknowledged { get; private set; }

    public async Task RunAsync(HttpClient http, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await NextAsync(http);
            await Task.Delay(Pace, CancellationToken.None);
        }
    }

    /// <summary>Sends new events, or those that were not answered.</summary>
    public async Task<bool> NextAsync(HttpClient http)
    {
        if (LastSent == LastAcknowledged) LastSent += BatchSize;
        return await RepeatAsync(http);
    }

    /// <summary>Sends the last batch, also when it was answered before: a repeat must not reach anybody again.</summary>
    public async Task<bool> RepeatAsync(HttpClient http)
    {
        if (LastSent == 0) return true;
        var events = Enumerable.Range(LastSent - BatchSize + 1, BatchSize).Select(Json).ToArray();
        if (!await Post.BatchAsync(http, $"/v1/topics/{Uri.EscapeDataString(topic)}/events", events)) return false;
        LastAcknowledged = LastSent;
        return true;
    }

    private string Json(int number) =>
        $$$"""{"specversion":"1.0","id":"{{{number}}}","source":"/ticker","type":"tick","latestonly":{{{(latestOnly ? "true" : "false")}}},"data":{"n":{{{number}}}}}""";
}
