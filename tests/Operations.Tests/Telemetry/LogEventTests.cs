using JourneyOrchestrator.Operations.Tests.Harness;
using JourneyOrchestrator.Tests.Shared;

namespace JourneyOrchestrator.Operations.Tests.Telemetry;

/// <summary>Whoever looks for an event in a log finds it in <c>docs/logs.md</c>, and the other way round.</summary>
public sealed class LogEventTests
{
    private static readonly IReadOnlyDictionary<string, (int From, int To, LogEvent[] Events)> Page =
        LogEvents.OfPage(File.ReadAllText(Path.Combine(Files.Root, "docs", "logs.md")));

    /// <summary>The program of a cluster is held against its part of the page by tests of its own.</summary>
    private static readonly string[] ClusterAlone = ["silo/cluster", "grains/orleans"];

    private static readonly IReadOnlyDictionary<string, LogEvent[]> Program = LogEvents.OfProgram(Path.GetDirectoryName(Files.Program)!);

    [Fact]
    public void Each_event_is_on_the_page_and_no_other_is()
    {
        var logged = Program.Values.SelectMany(events => events).OrderBy(e => e.Id).ToArray();
        Assert.NotEmpty(logged);
        Assert.Equal(Page.Where(part => !ClusterAlone.Contains(part.Key)).SelectMany(part => part.Value.Events).OrderBy(e => e.Id), logged);
    }

    [Fact]
    public void No_two_events_share_an_id_and_each_part_keeps_to_its_own()
    {
        var all = Page.Values.SelectMany(part => part.Events).ToArray();
        Assert.Equal(all.Length, all.Select(e => e.Id).Distinct().Count());
        Assert.All(Page.Values, part => Assert.All(part.Events, e => Assert.InRange(e.Id, part.From, part.To)));
        var ranges = Page.Values.OrderBy(part => part.From).ToArray();
        Assert.All(ranges.Zip(ranges[1..]), pair => Assert.True(pair.First.To < pair.Second.From, $"{pair.First.To} is in two parts."));
    }

    [Fact]
    public void An_assembly_logs_events_of_one_part() => Assert.All(Program.Where(assembly => assembly.Value.Length > 0), assembly =>
        Assert.Single(Page, part => assembly.Value.Any(e => e.Id >= part.Value.From && e.Id <= part.Value.To)));
}
