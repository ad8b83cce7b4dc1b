using System.Text;
using FsCheck;
using FsCheck.Fluent;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Readers.Elsa;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Tests.Kernel;

/// <summary>What holds of every flowchart, in both modes. The kit compares fold, snapshot and live state after each stimulus.</summary>
public sealed class FlowPropertyTests
{
    /// <summary>A case that has loops with no end in it has shown what it can: more of the same takes long.</summary>
    private const int FactsMax = 5000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Flowcharts_come_to_rest_or_raise_an_incident_and_go_on_from_snapshots_as_they_would_have(bool byTokens) =>
        // Always the same flowcharts: what fails here fails everywhere.
        Prop.ForAll(RandomFlow.All, flow => Holds(flow, byTokens)).Check(Config.QuickThrowOnFailure.WithMaxTest(120).WithReplay(1, 3));

    private static void Holds(RandomFlow flow, bool byTokens)
    {
        var kit = new CaseKit(ElsaReader.Read(Encoding.UTF8.GetBytes(flow.ToJourney(byTokens).ToJsonString())).Plan!);
        kit.Hand(new Stimulus.Start(null, ValueMap.Empty, null));
        IsAtRest(kit, flow);
        SkipIncident(kit);
        foreach (var signal in flow.Signals)
        {
            if (kit.Facts.Count() > FactsMax) return;
            var continued = kit.Continued();
            Send(kit, signal);
            Send(continued, signal);
            IsAtRest(kit, flow);
            Assert.Equal(kit.Snapshot, continued.Snapshot);
            Assert.Equal(kit.Lines, continued.Lines);
        }
    }

    private static void Send(CaseKit kit, int signal) => kit.Send(signal == 0 ? "one" : "two");

    /// <summary>Who is still under way waits for something: an event, a person, or, by tokens, for a way that was not taken.</summary>
    private static void IsAtRest(CaseKit kit, RandomFlow flow)
    {
        Assert.InRange(kit.Facts.Count(), 1, (flow.Signals.Length + 2) * 8 * CaseEngine.StepsMax);
        var waits = kit.State.Status != CaseStatus.Active || kit.State.Incidents.Length > 0
            || kit.State.Items.Any(i => (i.State == ItemState.Active && i.NodeType == "Elsa.Event") || i.Tokens is { AnyWaits: true });
        Assert.True(waits, flow.ToString());
    }

    private static void SkipIncident(CaseKit kit)
    {
        if (kit.Facts.Count() > FactsMax || kit.State.Incidents is not [var incident, ..] || kit.State.Item(incident.Item) is not { State: ItemState.Failed }) return;
        Assert.Null(kit.Hand(new Stimulus.Skip(incident.Item, CaseKit.ByPerson)).Refusal);
        Assert.DoesNotContain(kit.State.Incidents, open => open.Ordinal == incident.Ordinal);
    }
}
