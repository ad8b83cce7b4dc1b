using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace JourneyOrchestrator.Faults.Tests;

/// <summary>Traffic of every kind at a steady pace, each kind in a loop of its own. An answer that should not come ends the run.</summary>
internal sealed class SoakTraffic(HttpClient http)
{
    private readonly ConcurrentDictionary<string, int> done = [];
    private readonly Ticker every = new("load:every", latestOnly: false);
    private int visitors;
    private volatile bool broken;

    public Ledger Ledger { get; } = new();

    /// <summary>Those who follow the topic.</summary>
    private Followers Followers => field ??= new Followers(every);

    /// <summary>Nothing that was acknowledged is lost or doubled.</summary>
    public async Task ProveAsync()
    {
        await Proofs.EachAcknowledgedEventIsInTheHistoryOnceAsync(Ledger, http);
        await Proofs.EveryFollowerHeardTheTopicInOrderAndOnceAsync(Followers, every, http);
    }

    public Task RunAsync(CancellationToken stop) => Task.WhenAll(
        LoopAsync("batches", 40, BatchAsync, stop), LoopAsync("single events", 10, SingleAsync, stop), LoopAsync("tracking calls", 20, TrackAsync, stop),
        LoopAsync("topic events", 1_000, TopicAsync, stop), LoopAsync("cards", 5, CardAsync, stop), LoopAsync("histories", 100, HistoryAsync, stop),
        LoopAsync("searches", 50, SearchAsync, stop), LoopAsync("streams", 100, StreamAsync, stop), LoopAsync("tasks", 200, TaskAsync, stop),
        LoopAsync("assistant calls", 50, AssistantAsync, stop), LoopAsync("visitors joined or erased", 100, VisitorAsync, stop), LoopAsync("nonsense", 20, NonsenseAsync, stop));

    public override string ToString() => string.Join(", ", done.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => $"{d.Value} {d.Key}"));

    private async Task LoopAsync(string what, int milliseconds, Func<int, Task> once, CancellationToken stop)
    {
        for (var i = 1; !stop.IsCancellationRequested && !broken; i++)
        {
            try
            {
                await once(i);
            }
            catch
            {
                broken = true;   // the others need not go on for the rest of the run
                throw;
            }
            done[what] = i;
            await Task.Delay(milliseconds, CancellationToken.None);
        }
    }

    private async Task BatchAsync(int number)
    {
        var events = Ledger.Next(10);
        await SendAsync("/v1/events", "application/cloudevents-batch+json", $"[{string.Join(',', events.Select(e => e.Json))}]", HttpStatusCode.OK);
        Ledger.Acknowledge(events);
    }

    private async Task SingleAsync(int number)
    {
        var events = Ledger.Next(1);
        await SendAsync("/v1/events", "application/cloudevents+json", events[0].Json, HttpStatusCode.OK);
        Ledger.Acknowledge(events);
    }

    private Task TrackAsync(int number) => SendAsync("/v1/track", "application/json",
        $$$"""{"messageId":"track-{{{number}}}","userId":"customer-{{{number % 150}}}","event":"Page Seen","properties":{"page":"/{{{number % 7}}}"}}""", HttpStatusCode.OK);

    private async Task TopicAsync(int number)
    {
        if (number == 1) Assert.True(await Followers.JoinAsync(http, 20));
        Assert.True(await every.NextAsync(http));
    }

    private Task CardAsync(int number) => GetAsync($"/v1/customers/customer-{number % 150}", HttpStatusCode.OK, HttpStatusCode.NotFound);

    private Task HistoryAsync(int number) => GetAsync($"/v1/customers/customer-{number % 150}/history?after={number % 50}&limit=50", HttpStatusCode.OK, HttpStatusCode.NotFound);

    private Task SearchAsync(int number) => GetAsync(number % 2 == 0 ? "/v1/customers?search=vera&limit=20" : "/v1/tasks?status=open&limit=20", HttpStatusCode.OK);

    /// <summary>Opens a stream and leaves it after its first lines, as a reader on a train does.</summary>
    private async Task StreamAsync(int number)
    {
        using var answer = await http.GetAsync(new Uri(number % 2 == 0 ? "/v1/stream" : "/v1/customers/depot/stream?after=0", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        if (answer.StatusCode == HttpStatusCode.NotFound) return;   // nobody has told the depot anything yet
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        Assert.StartsWith("retry:", await lines.ReadLineAsync(), StringComparison.Ordinal);
    }

    /// <summary>A complaint that a person takes and settles.</summary>
    private async Task TaskAsync(int number)
    {
        await SendAsync("/v1/events", "application/cloudevents+json",
            $$$"""{"specversion":"1.0","id":"care-{{{number}}}","source":"/soak","type":"care.requested","subject":"customer-{{{number % 150}}}","data":{"booking":"B{{{number}}}","rating":1,"text":"Nobody told me."}}""",
            HttpStatusCode.OK);
        using var list = JsonDocument.Parse(await GetAsync("/v1/tasks?role=care&status=open&limit=1", HttpStatusCode.OK));
        if (list.RootElement.GetProperty("items").GetArrayLength() == 0) return;
        var id = list.RootElement.GetProperty("items")[0].GetProperty("id").GetString();
        await SendAsync($"/v1/tasks/{id}/claim", "application/json", """{"by":"kim"}""", HttpStatusCode.OK);
        await SendAsync($"/v1/tasks/{id}/complete", "application/json", """{"by":"kim","outcome":"settled","data":{}}""", HttpStatusCode.OK);
    }

    private async Task AssistantAsync(int number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/mcp", UriKind.Relative))
        {
            Content = Body("application/json", $$$"""{"jsonrpc":"2.0","id":{{{number}}},"method":"tools/call","params":{"arguments":{"customer":"customer-{{{number % 150}}}"},"name":"get_customer_card"}}"""),
        };
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        using var answer = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    /// <summary>A visitor who becomes a customer, or is forgotten.</summary>
    private async Task VisitorAsync(int number)
    {
        var visitor = $"v{Interlocked.Increment(ref visitors)}";
        await SendAsync("/v1/track", "application/json", $$$"""{"messageId":"{{{visitor}}}-1","anonymousId":"{{{visitor}}}","event":"Arrived"}""", HttpStatusCode.OK);
        if (number % 2 == 0)
        {
            await SendAsync("/v1/identify", "application/json", $$$"""{"messageId":"{{{visitor}}}-2","anonymousId":"{{{visitor}}}","userId":"user-{{{visitor}}}","traits":{"name":"Vera {{{visitor}}}"}}""", HttpStatusCode.OK);
            visitor = $"user-{visitor}";
        }
        else
        {
            visitor = $"anon:{visitor}";
        }
        using var answer = await http.DeleteAsync(new Uri($"/v1/customers/{Uri.EscapeDataString(visitor)}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private Task NonsenseAsync(int number) => (number % 4) switch
    {
        0 => SendAsync("/v1/events", "application/cloudevents+json", new string('[', 10_000), HttpStatusCode.BadRequest),
        1 => SendAsync("/v1/events", "application/cloudevents+json", """{"specversion":"1.0","id":"","source":"/s","type":"t","subject":"x"}""", HttpStatusCode.BadRequest),
        2 => SendAsync("/v1/journeys?publish=true", "application/json", """{"definitionId":"bad","root":{"id":"r","type":"No.Such"}}""", HttpStatusCode.BadRequest),
        _ => GetAsync($"/v1/cases/{number}", HttpStatusCode.NotFound),
    };

    private async Task SendAsync(string path, string mediaType, string body, HttpStatusCode expected)
    {
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), Body(mediaType, body));
        Assert.True(answer.StatusCode == expected, $"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    private async Task<string> GetAsync(string path, params HttpStatusCode[] expected)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(expected.Contains(answer.StatusCode), $"{path}: {(int)answer.StatusCode} {text}");
        return text;
    }

    private static ByteArrayContent Body(string mediaType, string body) =>
        new(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };
}
