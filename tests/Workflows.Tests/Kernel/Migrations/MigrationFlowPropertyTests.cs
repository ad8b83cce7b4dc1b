using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Readers.Elsa;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Tests.Kernel.Migrations;

/// <summary>A flowchart whose activities and connections are written down in another order is the same flowchart: a case that moved to it does what one does that did not move.</summary>
public sealed class MigrationFlowPropertyTests
{
    private const int FactsMax = 400;

    private static int moved;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Where_a_flowchart_stands_does_not_depend_on_how_it_is_written_down(bool byTokens)
    {
        moved = 0;
        Prop.ForAll(RandomFlow.All, flow => Holds(flow, byTokens)).Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithReplay(5, 9));
        Assert.InRange(moved, 20, 1000);
    }

    private static void Holds(RandomFlow flow, bool byTokens)
    {
        var kit = new CaseKit(Plan(flow.ToJourney(byTokens)));
        kit.Hand(new Stimulus.Start(null, ValueMap.Empty, null));
        var next = Plan(Rewritten(flow.ToJourney(byTokens), Plan(flow.ToJourney(byTokens))));
        foreach (var signal in flow.Signals.Append(0))
        {
            if (kit.Facts.Count() > FactsMax || kit.State.Status is not (CaseStatus.Active or CaseStatus.Failed)) return;
            var other = kit.Continued();
            other.MoveTo(next);
            moved++;
            kit.Send(signal == 0 ? "one" : "two");
            other.Send(signal == 0 ? "one" : "two");
            Assert.Equal(kit.Lines, other.Lines);
            Assert.Equal(Shown(kit), Shown(other));
        }
    }

    private static IEnumerable<string> Shown(CaseKit kit) => kit.State.Items.Select(i => $"{i.Ordinal} {i.Node} {i.State}").Append(kit.State.Status.ToString());

    private static JourneyPlan Plan(JsonObject journey) => ElsaReader.Read(Encoding.UTF8.GetBytes(journey.ToJsonString())).Plan!;

    /// <summary>What starts the flowchart comes first. What leads from an activity stays in order: that is in which order it is done.</summary>
    private static JsonObject Rewritten(JsonObject journey, JourneyPlan plan)
    {
        var root = (FlowchartNode)plan.Root;
        var start = root.Flows[0].Start < 0 ? "" : root.Activities[root.Flows[0].Start].Id;
        var flow = journey["root"]!.AsObject();
        var activities = flow["activities"]!.AsArray().Select(a => a!.DeepClone()).ToArray();
        var connections = flow["connections"]!.AsArray().Select(c => c!.DeepClone()).ToArray();
        flow["activities"] = new JsonArray([.. activities.Where(a => a["id"]!.ToString() == start), .. activities.Where(a => a["id"]!.ToString() != start).Reverse()]);
        flow["connections"] = new JsonArray([.. connections.GroupBy(c => c["source"]!.ToString()).Reverse().SelectMany(g => g)]);
        return journey.Set("version", 2);
    }
}
