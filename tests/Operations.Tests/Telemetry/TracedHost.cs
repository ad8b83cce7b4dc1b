using System.Text.Json;
using JourneyOrchestrator.Operations.Tests.Harness;

namespace JourneyOrchestrator.Operations.Tests.Telemetry;

/// <summary>A host that sends its telemetry to a collector of ours while a customer's journey runs: a webhook, another customer, a topic, feeds, a timer and a failure.</summary>
public sealed class TracedHost : IAsyncLifetime
{
    public const string CallerTrace = "11111111111111111111111111111111", CallerSpan = "2222222222222222";
    public const string EventTrace = "33333333333333333333333333333333", EventSpan = "4444444444444444";
    public const string PublisherTrace = "55555555555555555555555555555555", SenderTrace = "66666666666666666666666666666666";

    /// <summary>What is known of the person, and must not be sent.</summary>
    public static readonly string[] Personal = ["quillfeather-8841", "Zebedaea", "moneypenny-17", "secret-parcel-77"];

    /// <summary>Two feeds that are sent, about parcels and about persons; one of parcels in a file, and one of a server that has nothing to say.</summary>
    private const string Feeds = """
        { "feeds": [
          { "name": "depot", "kind": "json", "mapping": { "items": "feed.parcels", "topic": "'parcel:' + item.no", "type": "'traced.moved'", "id": "item.at" } },
          { "name": "desk", "kind": "json", "mapping": { "items": "feed", "subject": "item.who", "type": "'customer.updated'", "id": "'desk'", "data": "{'name': item.name}" } },
          { "name": "yard", "kind": "json", "everySeconds": 1, "file": "FILE", "mapping": { "items": "feed.parcels", "topic": "'parcel:' + item.no", "type": "'traced.moved'", "id": "item.at" } },
          { "name": "mute", "kind": "json", "url": "SERVER/mute", "mapping": { "items": "feed", "topic": "'parcel:1'", "type": "'traced.moved'", "id": "item.at" } } ] }
        """;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly Scratch scratch = new();
    private SiloProcess silo = null!;

    internal Receiver Collector { get; } = new();

    internal Receiver Hooks { get; } = new();

    public async Task InitializeAsync()
    {
        await WriteAsync("yard.json", """{"parcels":[]}""");
        await WriteAsync("feeds.json", Feeds.Replace("FILE", JsonEncodedText.Encode(scratch["yard.json"]).ToString(), StringComparison.Ordinal).Replace("SERVER", Hooks.Url, StringComparison.Ordinal));
        silo = await SiloProcess.ServeAsync(scratch["data"], "http://127.0.0.1:0", ["--feeds", scratch["feeds.json"]],
            ("OTEL_EXPORTER_OTLP_ENDPOINT", Collector.Url), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_SERVICE_NAME", "night-train"),
            ("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=test"), ("OTEL_METRIC_EXPORT_INTERVAL", "300"), ("OTEL_BSP_SCHEDULE_DELAY", "100"), ("OTEL_BLRP_SCHEDULE_DELAY", "100"),
            ("DOTNET_GCgen0size", "100000"));   // hexadecimal: collects garbage soon, which is measured from the first time on
        var journey = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Telemetry", "traced.json"));
        await silo.SendAsync(HttpMethod.Post, "/v1/journeys?publish=true", journey.Replace("RECEIVER", Hooks.Url, StringComparison.Ordinal));
        await silo.SendAsync(HttpMethod.Post, "/v1/subscriptions", $$"""{"url":"{{Hooks.Url}}/changes"}""");
        await silo.EventAsync(
            $$$"""{"specversion":"1.0","id":"1","source":"/test","type":"traced.begin","subject":"{{{Personal[0]}}}","data":{"name":"{{{Personal[1]}}}"}}""",
            traceParent: $"00-{CallerTrace}-{CallerSpan}-01");
        await silo.EventAsync(
            $$$"""{"specversion":"1.0","id":"2","source":"/test","type":"customer.updated","subject":"{{{Personal[0]}}}","traceparent":"00-{{{EventTrace}}}-{{{EventSpan}}}-01","data":{"name":"{{{Personal[1]}}}"}}""");
        await silo.EventAsync(
            """{"specversion":"1.0","id":"3","source":"/feed","type":"traced.moved","data":{"at":"depot"}}""", $"/v1/topics/parcel%3A{Personal[3]}/events",
            traceParent: $"00-{PublisherTrace}-{CallerSpan}-01");
        await SendAsync("depot", $$"""{"parcels":[{"no":"{{Personal[3]}}","at":"gate"}]}""");
        await SendAsync("desk", $$"""[{"who":"{{Personal[0]}}","name":"{{Personal[1]}}"}]""");
        await WriteAsync("yard.json", $$"""{"parcels":[{"no":"{{Personal[3]}}","at":"yard"}]}""");
    }

    private Task SendAsync(string feed, string document) => silo.SendAsync(HttpMethod.Post, "/v1/feeds/" + feed, document, traceParent: $"00-{SenderTrace}-{CallerSpan}-01");

    /// <summary>As a whole, at once: nobody reads half of it.</summary>
    private async Task WriteAsync(string file, string text)
    {
        await File.WriteAllTextAsync(scratch[file] + ".new", text);
        File.Move(scratch[file] + ".new", scratch[file], overwrite: true);
    }

    public Task DisposeAsync()
    {
        silo.Dispose();
        Collector.Dispose();
        Hooks.Dispose();
        scratch.Dispose();
        return Task.CompletedTask;
    }

    internal Task<Span> FindAsync(Func<Span, bool> wanted) => WaitAsync(Otlp.Spans, wanted, span => $"{span.Trace} {span.Id} < {span.Parent} {span.Name} links {string.Join(' ', span.Links)}");

    /// <summary>The newest report of a measurement, of at least so many points.</summary>
    internal Task<Metric> MetricAsync(string name, int points = 0) => MetricAsync(metric => metric.Name == name && metric.Points.Count >= points);

    internal Task<Metric> MetricAsync(Func<Metric, bool> wanted) => WaitAsync(calls => Otlp.Metrics(calls.Reverse()), wanted, metric => $"{metric.Name} {metric.Points.Count}");

    internal Task<Log> LogAsync(Func<Log, bool> wanted) => WaitAsync(Otlp.Logs, wanted, log => $"{log.Severity} {log.Body}");

    private async Task<T> WaitAsync<T>(Func<IEnumerable<Call>, List<T>> read, Func<T, bool> wanted, Func<T, string> show)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (true)
        {
            var all = read(Collector.Calls);
            if (all.FirstOrDefault(wanted) is { } found) return found;
            if (limit.IsCancellationRequested) throw new TimeoutException($"It was not sent. What was:\n{string.Join('\n', all.Select(show).Distinct())}\n{silo.Output}");
            await Task.Delay(100);
        }
    }
}
