namespace JourneyOrchestrator.ClientApi.Tests.Hostile;

/// <summary>docs/hostile.md names the very cases that are tested, with the answers that they get.</summary>
public sealed class HostileDocTests
{
    private static string Page => File.ReadAllText(Path.Combine(NodeClients.Root, "docs", "hostile.md"));

    private static IEnumerable<string[]> Rows => Page[Page.IndexOf("| name |", StringComparison.Ordinal)..].Split("\n\n")[0].TrimEnd().Split('\n').Skip(2)
        .Select(row => row.Split('|', StringSplitOptions.TrimEntries)[1..^1]);

    [Fact]
    public void The_table_and_the_tests_are_the_same() =>
        Assert.Equal(HostileCases.All.Select(@case => (@case.Name, @case.Answer)), Rows.Select(row => (row[0], row[2])));

    [Fact]
    public void Every_row_says_what_is_sent_and_what_holds() =>
        Assert.All(Rows, row => Assert.True(row.Length == 4 && row[1].Length > 0 && row[3].Length > 0, string.Join('|', row)));

    [Fact]
    public void Names_are_used_once() => Assert.Equal(HostileCases.All.Count, HostileCases.All.Select(@case => @case.Name).Distinct().Count());
}
