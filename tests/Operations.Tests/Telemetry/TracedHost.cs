using JourneyOrchestrator.Operations.Tests.Harness;

namespace JourneyOrchestrator.Operations.Tests.Telemetry;

/// <summary>A host that sends its telemetry to a collector of ours while a customer's journey runs: a webhook, another customer, a topic, a timer and a failure.</summary>
public sealed class TracedHost : IAsyncLifetime
{
    public const string CallerTrace = "11111111111111111111111111111111", CallerSpan = "2222222222222222";
    public const string EventTrace = "33333333333333333333333333333333", EventSpan = "4444444444444444";
    public const string PublisherTrace = "55555555555555555555555555555555";

    /// <summary>What is known of the person, and must not be sent.</summary>
    public static readonly string[] Personal = ["quillfeather-8841", "Zebedaea", "moneypenny-17", "secret-parcel-77"];

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly Scratch scratch = new();
    private SiloProcess silo = null!;

    internal Receiver Collector { get; } = new();

    internal Receiver Hooks { get; } = new();

    public async Task InitializeAsync()
    {
        silo = await SiloProcess.ServeAsync(scratch["data"],
            ("OTEL_EXPORTER_OTLP_ENDPOINT", Collector.Url), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_SERVICE_NAME", "night-train"),
            ("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=test"), ("OTEL_METRIC_EXPORT_INTERVAL", "300"), ("OTEL_BSP_SCHEDULE_DELAY", "100"), ("OTEL_BLRP_SCHEDULE_DELAY", "100"));
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

    /// <summary>The newest report of a measurement.</summary>
    internal Task<Metric> MetricAsync(string name) => WaitAsync(calls => Otlp.Metrics(calls.Reverse()), metric => metric.Name == name, metric => metric.Name);

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
