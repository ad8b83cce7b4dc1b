using System.Text.RegularExpressions;
using JourneyOrchestrator.Operations.Tests.Harness;
using JourneyOrchestrator.Operations.Tests.Telemetry;

namespace JourneyOrchestrator.Operations.Tests.Deploy;

/// <summary>What dashboards and alerts ask for is what a host sends: names and labels, as they are in Prometheus.</summary>
public sealed partial class MeasurementTests(TracedHost host) : IClassFixture<TracedHost>
{
    /// <summary>Series that Prometheus makes itself.</summary>
    private static readonly string[] OfPrometheus = ["up", "ALERTS"];

    /// <summary>Labels that the collector or Prometheus adds.</summary>
    private static readonly string[] Added = ["job", "instance", "le", "alertstate"];

    public static TheoryData<string> Series => new(Monitoring.Queries().SelectMany(query => PromQl.Series(query.Query)).Distinct().Except(OfPrometheus).Order());

    [Theory, MemberData(nameof(Series))]
    public async Task A_host_sends_it(string series) => Assert.NotEmpty((await host.MetricAsync(metric => PrometheusNames.Of(metric).Contains(series))).Points);

    [Fact]
    public async Task Each_label_is_an_attribute_that_is_documented()
    {
        await host.MetricAsync("dotnet.gc.last_collection.heap.size");
        var sent = Otlp.Metrics(host.Collector.Calls).SelectMany(metric => metric.Points).SelectMany(point => point.Keys);
        var page = await File.ReadAllTextAsync(Path.Combine(Files.Root, "docs", "telemetry.md"));
        var known = sent.Concat(Quoted().Matches(page).Select(quoted => quoted.Groups[1].Value)).Select(PrometheusNames.Of).Concat(Added).ToHashSet(StringComparer.Ordinal);
        foreach (var (who, query) in Monitoring.Queries())
            Assert.All(PromQl.Labels(query), label => Assert.True(known.Contains(label), $"{who}: nothing has the label {label}."));
    }

    [Theory]
    [InlineData("journey.turns", "{turn}", "sum", true, "journey_turns_total")]
    [InlineData("journey.commit.size", "By", "sum", true, "journey_commit_size_bytes_total")]
    [InlineData("http.server.active_requests", "{request}", "sum", false, "http_server_active_requests")]
    [InlineData("journey.customers.memory", "By", "gauge", false, "journey_customers_memory_bytes")]
    [InlineData("journey.share", "1", "gauge", false, "journey_share_ratio")]
    [InlineData("journey.timer.lag", "s", "histogram", false, "journey_timer_lag_seconds_bucket journey_timer_lag_seconds_sum journey_timer_lag_seconds_count")]
    public void Names_are_translated(string name, string unit, string shape, bool onlyGrows, string series) =>
        Assert.Equal(series.Split(' '), PrometheusNames.Of(new Metric(name, unit, shape, onlyGrows, [], [])));

    [Fact]
    public void A_query_is_read()
    {
        const string Query = """sum by (le, kind) (rate(a_total{x=~"b_total|{y}", z!=""}[5m])) / c unless sum(d offset 15m) > 60""";
        Assert.Equal(["a_total", "c", "d"], PromQl.Series(Query));
        Assert.Equal(["x", "z", "le", "kind"], PromQl.Labels(Query));
    }

    [GeneratedRegex("`([a-z_.]+)`")]
    private static partial Regex Quoted();
}
