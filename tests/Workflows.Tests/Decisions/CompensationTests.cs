using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Readers.Elsa;
using JourneyOrchestrator.Workflows.Tests.Kernel;
using JourneyOrchestrator.Workflows.Tests.Readers;
using JourneyOrchestrator.Workflows.Values;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;

namespace JourneyOrchestrator.Workflows.Tests.Decisions;

/// <summary>The sample table of samples/decisions: Regulation (EU) 2021/782, Article 19.</summary>
public sealed class CompensationTests
{
    [Theory]
    [InlineData(0, false, 0, 1)]
    [InlineData(59, false, 0, 1)]
    [InlineData(60, false, 25, 2)]
    [InlineData(100, false, 25, 2)]
    [InlineData(119, false, 25, 2)]
    [InlineData(120, false, 50, 3)]
    [InlineData(500, true, 0, 0)]
    public void A_quarter_is_owed_from_an_hour_and_half_from_two(int minutes, bool extraordinary, int percent, int row)
    {
        var read = ElsaReader.Read(File.ReadAllBytes(Path.Combine(DiagnosticTests.Root(), "samples", "decisions", "rail-compensation.json")));
        Assert.Empty(read.Diagnostics);
        var kit = new CaseKit(read.Plan!);
        kit.Begin("claimed", Value.OfMap(ValueMap.Empty.With("minutesLate", Value.Of(minutes)).With("fareCents", Value.Of(4290)).With("extraordinary", Value.Of(extraordinary))));

        var made = kit.Facts.OfType<DecisionMade>().Single();
        Assert.Equal(percent, made.Result.AsMap()["percent"].AsInt());
        Assert.Equal(row + 1, made.Rows.AsList().Single(r => r.AsMap()["hit"].IsTrue).AsMap()["row"].AsInt());
        Assert.Equal(percent == 0 ? "Nothing is owed for this trip." : $"You are owed {percent} % of the fare: {4290 * percent / 100} cents.", kit.Facts.OfType<MessageQueued>().Single().Text);
    }

    [Fact]
    public void The_example_of_the_guide_can_be_published_and_gives_what_the_guide_says()
    {
        var guide = File.ReadAllText(Path.Combine(DiagnosticTests.Root(), "docs", "decisions.md"));
        var start = guide.IndexOf("```json", StringComparison.Ordinal) + 7;
        var example = JsonNode.Parse(guide[start..guide.IndexOf("```", start, StringComparison.Ordinal)])!;
        var claim = new JsonObject { ["extraordinary"] = false, ["minutesLate"] = 100 };

        Assert.Equal("""{"percent":25}""", CaseKit.Of(Sequence("root", example), ("claim", claim), ("owed", null)).State.Item(1)!.Variables["owed"].ToText());
    }
}
