using System.Text.RegularExpressions;
using JourneyOrchestrator.Conformance.Cmmn;

namespace JourneyOrchestrator.Workflows.Tests.Scenarios;

/// <summary>Our own scenarios, at least two for each rule of the CMMN notes (tests/Scenarios/README.md).</summary>
public sealed partial class ScenarioTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Scenarios", "cmmn");

    private static readonly List<CmmnSuite.Scenario> All = [.. CmmnSuite.Scenarios(Folder)];

    public static TheoryData<string> Ids => [.. All.Select(s => s.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Scenario_passes(string id)
    {
        var scenario = All.Single(s => s.Id == id);
        Assert.Null(CmmnSuite.Judge(scenario.Json, scenario.File, new World()));
    }

    [Fact]
    public void Each_rule_has_two_scenarios_at_least()
    {
        var counts = All.Select(s => int.Parse(Rule().Match(s.Id).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)).CountBy(rule => rule).ToDictionary();
        Assert.Equal([], Enumerable.Range(1, 73).Where(rule => counts.GetValueOrDefault(rule) < 2).ToArray());
    }

    [GeneratedRegex(@"^R(\d+) ")]
    private static partial Regex Rule();
}
