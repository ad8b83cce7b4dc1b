using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Tests.Harness;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Tests.Turns;

public sealed class PublishTests
{
    [Fact]
    public void What_a_case_publishes_is_heard_in_the_same_turn()
    {
        var ann = new Person(
            Journeys.Of("first", null, "always", Journeys.Trigger("begin"), Journeys.Publish("say", "said")),
            Journeys.Of("second", null, "always", Journeys.Trigger("said"), Journeys.SetTrait("keep", "heardFrom", "vars.got.from"))).Hears("begin");

        Assert.Equal(["first", "second"], ann.Cases.Select(c => c.Journey));
        Assert.Equal("1-1", ann.State.Traits["heardFrom"].AsString());
        Assert.Equal(1, ann.State.Seq);
    }

    [Fact]
    public void Published_signals_are_handled_breadth_first()
    {
        var ann = new Person(
            Journeys.Of("root", null, "always", Journeys.Trigger("begin"), Journeys.Publish("one", "left"), Journeys.Publish("two", "right")),
            Journeys.Of("left", null, "always", Journeys.Trigger("left"), Journeys.Publish("deep", "deeper")),
            Journeys.Of("right", null, "always", Journeys.Trigger("right"), Journeys.Task("call")),
            Journeys.Of("zdeep", null, "always", Journeys.Trigger("deeper"), Journeys.Task("call"))).Hears("begin");

        Assert.Equal(["root", "left", "right", "zdeep"], ann.Cases.Select(c => c.Journey));
    }

    [Fact]
    public void Journeys_that_start_each_other_for_ever_end_in_an_incident_and_the_turn_is_kept()
    {
        var ann = new Person(Journeys.Of("echo", null, "always", Journeys.Trigger("echo"), Journeys.Publish("again", "echo"), Journeys.Delay("wait", "01:00:00"))).Hears("echo");

        Assert.InRange(ann.Cases.Count, 2, 110);
        Assert.Single(ann.Facts<IncidentRaised>());
        // The one that may publish no more does not come to its delay.
        Assert.Equal(ann.Cases.Count - 1, ann.Record.Timers.Select(t => t.Timer).Distinct().Count());
        Assert.Null(ann.Hears("other").Receipt.Problem);
    }

    [Fact]
    public void Cases_that_start_each_other_and_end_at_once_are_not_cut_off_in_silence()
    {
        var ann = new Person(Journeys.Of("echo", null, "always", Journeys.Trigger("echo"), Journeys.Publish("again", "echo"))).Hears("echo");

        var incident = Assert.Single(ann.Facts<IncidentRaised>());
        Assert.Equal("again", ann.State.Cases[incident.Case].Item(incident.Item)!.Node);
        Assert.Equal(incident.Case, Assert.Single(ann.Running).Id);
    }

    [Fact]
    public void A_case_can_signal_another_customer_by_an_effect()
    {
        var keys = new FakeKeys();
        var ann = new Person(keys, "ann", Journeys.Of("gift", null, "always", Journeys.Trigger("bought"), Journeys.SignalCustomer("tell", "bob", "gift.sent"))).Hears("bought", """{"gift":"book"}""");

        var effect = Assert.IsType<Effect.Internal>(Assert.Single(ann.Entry!.Effects));
        Assert.Equal(("bob", "gift.sent", "book"), (effect.Customer, effect.EventType, effect.Payload.AsMap()["gift"].AsString()));
        Assert.Equal("internal", Assert.Single(ann.Record.Outbox).Kind);
    }

    [Fact]
    public void What_came_from_another_customer_is_sealed_under_that_ones_key_and_still_folds_without_it()
    {
        var keys = new FakeKeys();
        var ann = new Person(keys, "ann");
        var bob = new Person(keys, "bob", Journeys.Of("thanks", null, "always", Journeys.Trigger("gift.sent"), Journeys.Task("write")));
        bob.Gets(new Input.Internal(ann.State.Key, "1-1-e1", new Signal("1-1-e1", "customer", "gift.sent", "bob", null, Person.Json("""{"from":"Ann"}"""))));

        Assert.Equal(ann.State.Key, bob.Record.Entry.Sealer);
        Assert.Equal("Ann", bob.Entry!.Input.Data.AsMap()["from"].AsString());

        keys.Destroy(ann.State.Key);
        var blind = Grains.Journal.EntryCodec.Decode(bob.Record.Entry, keys.Open(ann.State.Key));
        Assert.True(blind.Input.Data.IsNull);
        var folded = new CustomerState(bob.State.Key, "bob");
        folded.Apply(blind);
        Assert.Equal(CaseStatus.Active, folded.Cases.Values.Single().Status);
    }
}
