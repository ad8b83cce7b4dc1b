using JourneyOrchestrator.Operations.Tests.Harness;

namespace JourneyOrchestrator.Operations.Tests.Telemetry;

/// <summary>A span as a collector sees it.</summary>
internal sealed record Span(
    string Trace, string Id, string Parent, string Name, int Kind, IReadOnlyDictionary<string, string> Tags, IReadOnlyList<(string Trace, string Id)> Links, int Status, ulong Start, ulong End)
{
    public string? Tag(string name) => Tags.GetValueOrDefault(name);
}

/// <summary>A measurement: its name, unit and the attributes of its points.</summary>
/// <param name="OnlyGrows">A sum that never becomes less: a counter.</param>
/// <param name="Exemplars">Spans that its points name as examples.</param>
internal sealed record Metric(
    string Name, string Unit, string Shape, bool OnlyGrows, IReadOnlyList<IReadOnlyDictionary<string, string>> Points, IReadOnlyList<(string Trace, string Id)> Exemplars);

/// <summary>A log record.</summary>
internal sealed record Log(string Severity, string Body, string Event, IReadOnlyDictionary<string, string> Tags);

/// <summary>What a collector was sent by OTLP over HTTP, decoded (opentelemetry-proto 1.x: the fields that are looked at).</summary>
internal static class Otlp
{
    public static List<Span> Spans(IEnumerable<Call> calls) =>
        [.. Of(calls, "/v1/traces").SelectMany(request => request.Messages(1)).SelectMany(resource => resource.Messages(2)).SelectMany(scope => scope.Messages(2)).Select(ToSpan)];

    public static List<Metric> Metrics(IEnumerable<Call> calls) =>
        [.. Of(calls, "/v1/metrics").SelectMany(request => request.Messages(1)).SelectMany(resource => resource.Messages(2)).SelectMany(scope => scope.Messages(2)).Select(ToMetric)];

    public static List<Log> Logs(IEnumerable<Call> calls) =>
        [.. Of(calls, "/v1/logs").SelectMany(request => request.Messages(1)).SelectMany(resource => resource.Messages(2)).SelectMany(scope => scope.Messages(2))
            .Select(log => new Log(log.Text(3), log.Messages(5).Select(Value).SingleOrDefault() ?? "", log.Text(12), Tags(log, 6)))];

    /// <summary>Attributes of the resources that traces, measurements and logs name.</summary>
    public static List<IReadOnlyDictionary<string, string>> Resources(IEnumerable<Call> calls) =>
        [.. calls.Select(call => new Proto(call.Body)).SelectMany(request => request.Messages(1)).SelectMany(resource => resource.Messages(1)).Select(resource => Tags(resource, 1))];

    private static IEnumerable<Proto> Of(IEnumerable<Call> calls, string path) => calls.Where(call => call.Path == path).Select(call => new Proto(call.Body));

    private static Span ToSpan(Proto span) => new(
        span.Hex(1), span.Hex(2), span.Hex(4), span.Text(5), (int)span.Number(6), Tags(span, 9),
        [.. span.Messages(13).Select(link => (link.Hex(1), link.Hex(2)))], span.Messages(15).Select(status => (int)status.Number(3)).SingleOrDefault(), span.Number(7), span.Number(8));

    private static Metric ToMetric(Proto metric)
    {
        var (shape, field, tags) = metric.Has(5) ? ("gauge", 5, 7) : metric.Has(7) ? ("sum", 7, 7) : ("histogram", 9, 9);
        var onlyGrows = shape == "sum" && metric.Messages(field).All(sum => sum.Number(3) != 0);
        var points = metric.Messages(field).SelectMany(data => data.Messages(1)).ToList();
        var exemplars = points.SelectMany(point => point.Messages(shape == "histogram" ? 8 : 5)).Select(exemplar => (exemplar.Hex(5), exemplar.Hex(4)));
        return new Metric(metric.Text(1), metric.Text(3), shape, onlyGrows, points.ConvertAll(point => (IReadOnlyDictionary<string, string>)Tags(point, tags)), [.. exemplars]);
    }

    private static Dictionary<string, string> Tags(Proto holder, int field) =>
        holder.Messages(field).ToDictionary(tag => tag.Text(1), tag => tag.Messages(2).Select(Value).SingleOrDefault() ?? "", StringComparer.Ordinal);

    private static string Value(Proto value)
    {
        if (value.Has(1)) return value.Text(1);
        return value.Has(3) ? ((long)value.Number(3)).ToString(System.Globalization.CultureInfo.InvariantCulture) : value.Has(2) ? (value.Number(2) != 0 ? "true" : "false") : "";
    }
}
