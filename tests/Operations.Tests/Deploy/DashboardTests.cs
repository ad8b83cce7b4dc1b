using System.Text.Json.Nodes;
using JourneyOrchestrator.Operations.Tests.Harness;
using JourneyOrchestrator.Tests.Shared.Deploy;

namespace JourneyOrchestrator.Operations.Tests.Deploy;

/// <summary>The dashboards, as far as they can be held against what Grafana expects without Grafana.</summary>
public sealed class DashboardTests
{
    private const int Columns = 24;

    private static readonly string[] Types = ["stat", "timeseries", "table"];

    /// <summary>Units that Grafana knows by these names.</summary>
    private static readonly string[] Units = ["short", "s", "cps", "reqps", "bytes", "Bps", "percentunit"];

    public static TheoryData<string> Boards => new(Monitoring.Dashboards.Keys);

    [Fact]
    public void Each_has_an_id_and_a_title_of_its_own_and_is_among_the_others()
    {
        var all = Monitoring.Dashboards.Values.ToArray();
        Assert.Equal(all.Length, all.Select(board => (string)board["uid"]!).Distinct().Count());
        Assert.Equal(all.Length, all.Select(board => (string)board["title"]!).Distinct().Count());
        Assert.All(all, board => Assert.Contains("journey", board["tags"]!.AsArray().Select(tag => (string)tag!)));
    }

    [Theory, MemberData(nameof(Boards))]
    public void Panels_have_their_place_and_do_not_cover_one_another(string file)
    {
        var panels = Panels(file);
        Assert.Equal(panels.Length, panels.Select(panel => (int)panel["id"]!).Distinct().Count());
        var cells = panels.Select(panel => panel["gridPos"]!).SelectMany(place =>
            from x in Enumerable.Range((int)place["x"]!, (int)place["w"]!)
            from y in Enumerable.Range((int)place["y"]!, (int)place["h"]!)
            select (x, y)).ToArray();
        Assert.DoesNotContain(cells, cell => cell.x is < 0 or >= Columns);
        Assert.Equal(cells.Length, cells.Distinct().Count());
    }

    [Theory, MemberData(nameof(Boards))]
    public void Panels_are_of_kinds_that_Grafana_has_and_ask_a_source_that_it_is_given(string file)
    {
        var sources = Monitoring.Items(Yaml.Read(Path.Combine(Monitoring.Folder, "grafana", "provisioning", "datasources", "sources.yml"))["datasources"])
            .Select(source => ((string)source["type"]!, (string)source["uid"]!)).ToArray();
        Assert.All(Panels(file), panel =>
        {
            Assert.Contains((string)panel["type"]!, Types);
            Assert.NotEmpty((string)panel["title"]!);
            Assert.Contains(((string)panel["datasource"]!["type"]!, (string)panel["datasource"]!["uid"]!), sources);
            Assert.Contains((string)panel["fieldConfig"]!["defaults"]!["unit"]!, Units);
            var targets = panel["targets"]!.AsArray();
            Assert.NotEmpty(targets);
            Assert.Equal(targets.Count, targets.Select(target => (string)target!["refId"]!).Distinct().Count());
        });
    }

    [Theory, MemberData(nameof(Boards))]
    public void Thresholds_begin_at_the_bottom_and_rise(string file) => Assert.All(Panels(file), panel =>
    {
        if (panel["fieldConfig"]!["defaults"]!["thresholds"] is not { } thresholds) return;
        var steps = thresholds["steps"]!.AsArray().Select(step => (double?)step!["value"]).ToArray();
        Assert.Null(steps[0]);
        Assert.Equal(steps[1..].Order(), steps[1..]);
    });

    [Fact]
    public void The_one_for_whoever_is_on_call_fits_on_a_screen() => Assert.InRange(Panels("on-call.json").Max(panel => (int)panel["gridPos"]!["y"]! + (int)panel["gridPos"]!["h"]!), 1, 28);

    /// <summary>A rule is checked whole; so is a query when it is made one.</summary>
    [FactIf("promtool")]
    public async Task Prometheus_takes_every_query()
    {
        using var scratch = new Scratch();
        var rules = Monitoring.Queries().Select((query, i) => new JsonObject { ["record"] = $"query:{i}", ["expr"] = PromQl.Filled(query.Query) });
        var file = new JsonObject { ["groups"] = new JsonArray(new JsonObject { ["name"] = "queries", ["rules"] = new JsonArray([.. rules]) }) };
        await File.WriteAllTextAsync(scratch["rules.yml"], file.ToJsonString());   // JSON is YAML
        await Tool.RunAsync("promtool", "check", "rules", scratch["rules.yml"]);
    }

    private static JsonNode[] Panels(string file) => [.. Monitoring.Items(Monitoring.Dashboards[file]["panels"])];
}
