using System.Text.RegularExpressions;
using JourneyOrchestrator.Operations.Tests.Harness;
using JourneyOrchestrator.Tests.Shared.Deploy;

namespace JourneyOrchestrator.Operations.Tests.Deploy;

/// <summary>The alerts: each has what whoever is woken needs, and fires when it should and only then.</summary>
public sealed partial class AlertTests
{
    [Fact]
    public void Each_alert_waits_has_a_severity_and_says_what_is_wrong()
    {
        Assert.NotEmpty(Monitoring.Alerts);
        Assert.All(Monitoring.Alerts, alert => Assert.Matches("^[0-9]+[smh]$", alert.For));
        Assert.All(Monitoring.Alerts, alert => Assert.Contains(alert.Severity, (string[])["critical", "warning"]));
        Assert.All(Monitoring.Alerts, alert => Assert.EndsWith(".", alert.Summary, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_alert_has_its_part_of_the_runbook_and_no_other_is_there()
    {
        var page = await File.ReadAllLinesAsync(Path.Combine(Files.Root, "docs", "operations.md"));
        var anchors = page.Where(line => line.StartsWith("### Alert", StringComparison.Ordinal)).Select(AnchorOf).ToArray();
        Assert.Equal(Monitoring.Alerts.Select(alert => $"docs/operations.md#alert-{Dashed(alert.Name)}").Order(), Monitoring.Alerts.Select(alert => alert.Runbook).Order());
        Assert.Equal(Monitoring.Alerts.Select(alert => "alert-" + Dashed(alert.Name)).Order(), anchors.Order());
    }

    [Fact]
    public async Task Each_part_of_the_runbook_says_what_to_do_and_when_it_is_over()
    {
        var parts = (await File.ReadAllTextAsync(Path.Combine(Files.Root, "docs", "operations.md"))).Split("\n### Alert: ")[1..];
        Assert.All(parts, part => Assert.Contains("\n1. ", part, StringComparison.Ordinal));
        Assert.All(parts, part => Assert.Contains("\n**Over** ", part, StringComparison.Ordinal));
    }

    [Fact]
    public void Each_alert_is_tried_on_series_that_make_it_fire_and_on_healthy_ones()
    {
        var tries = Monitoring.Items(Yaml.Read(Monitoring.AlertTestFile)["tests"]).SelectMany(test => Monitoring.Items(test["alert_rule_test"]))
            .Select(rule => (Alert: Monitoring.Text(rule["alertname"])!, Fires: Monitoring.Items(rule["exp_alerts"]).Any())).Distinct().ToArray();
        Assert.Equal(Monitoring.Alerts.SelectMany(alert => new[] { (alert.Name, false), (alert.Name, true) }).Order(), tries.Order());
    }

    [FactIf("promtool")]
    public async Task Prometheus_takes_the_alerts_and_they_fire_when_they_should()
    {
        await Tool.RunAsync("promtool", "check", "config", Path.Combine(Monitoring.Folder, "prometheus", "prometheus.yml"));
        await Tool.RunAsync("promtool", "test", "rules", Monitoring.AlertTestFile);
    }

    /// <summary>The part of a page's address that a heading gets: lower case, hyphens for blanks, without punctuation.</summary>
    private static string AnchorOf(string heading) =>
        NoAnchor().Replace(heading.TrimStart('#', ' '), "").Replace(' ', '-').ToLowerInvariant();

    private static string Dashed(string name) => Word().Replace(name, "-$0").ToLowerInvariant();

    [GeneratedRegex(@"[^\w\s-]")]
    private static partial Regex NoAnchor();

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]")]
    private static partial Regex Word();
}
