using JourneyOrchestrator.Operations.Tests.Telemetry;

namespace JourneyOrchestrator.Operations.Tests.Deploy;

/// <summary>What the collector calls a measurement for Prometheus: OpenTelemetry's specification, "Prometheus and OpenMetrics Compatibility", OTLP metric points to Prometheus.</summary>
internal static class PrometheusNames
{
    private static readonly Dictionary<string, string> Units = new(StringComparer.Ordinal) { ["s"] = "seconds", ["By"] = "bytes" };

    /// <summary>The series of a measurement.</summary>
    public static IEnumerable<string> Of(Metric metric)
    {
        var name = Of(metric.Name) + UnitOf(metric);
        if (metric.Shape == "histogram") return [name + "_bucket", name + "_sum", name + "_count"];
        return [metric.OnlyGrows ? name + "_total" : name];
    }

    /// <summary>A name of an attribute as that of a label.</summary>
    public static string Of(string name) => name.Replace('.', '_');

    /// <summary>A unit in braces is a remark, which no name shows; a gauge without a unit is a ratio.</summary>
    private static string UnitOf(Metric metric) => metric.Unit == "1" ? metric.Shape == "gauge" ? "_ratio" : "" :
        metric.Unit.StartsWith('{') || metric.Unit.Length == 0 ? "" : Units.TryGetValue(metric.Unit, out var unit) ? "_" + unit : throw new NotSupportedException($"Unit {metric.Unit} of {metric.Name}.");
}
