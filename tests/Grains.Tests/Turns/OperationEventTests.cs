using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Grains.Tests.Harness;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Grains.Tests.Turns;

/// <summary>Acting on a case by an event of the type <c>case.operation.requested</c>.</summary>
public sealed class OperationEventTests
{
    private int events;

    private static Person Complained() => new Person(Journeys.Of("care", "signal.data.order", "always", Journeys.Trigger("complained"), Journeys.Task("call"), Journeys.Task("end"))).Hears("complained", """{"order":"A"}""");

    private Person Asks(Person person, string data, Actor? actor) => person.Gets(new Input.Event(
        new Signal($"op{++events}", "app", "case.operation.requested", person.State.Id, null, Person.Json(data)) { Actor = actor }));

    [Fact]
    public void Whoever_may_only_send_events_changes_nothing()
    {
        var ann = Asks(Complained(), """{"operation":"cancel","key":"A","reason":"x"}""", null);
        Assert.Equal((ReceiptKind.Foreign, "scope"), (ann.Receipt.Kind, ann.Receipt.Problem!.Code));
        Assert.Null(ann.Entry);
        Assert.Equal(CaseStatus.Active, ann.Cases[0].Status);
    }

    [Fact]
    public void Each_operation_is_a_turn_with_its_author_and_reason()
    {
        var ann = Asks(Complained(), """{"operation":"suspend","key":"A","by":"kim","reason":"waits for the bank"}""", Actor.Anybody());
        Assert.Equal(CaseStatus.Suspended, ann.Cases[0].Status);
        Assert.Equal(("event", "case.operation.requested"), (ann.Entry!.Input.Kind, ann.Entry.Input.Type));
        var rule = Assert.Single(ann.Facts<CaseTransitioned>()).Rule;
        Assert.Equal((RuleKind.Person, "kim", "waits for the bank"), (rule.Kind, rule.By, rule.Reason));
        Asks(ann, $$"""{"operation":"resume","case":"{{ann.Cases[0].Id}}"}""", Actor.Anybody());
        Assert.Equal(("app", CaseStatus.Active), (Assert.Single(ann.Facts<CaseTransitioned>()).Rule.By, ann.Cases[0].Status));
        Asks(ann, """{"operation":"skip","journey":"care","item":"call","by":"kim"}""", Actor.Anybody("eve"));
        Assert.Contains(ann.Facts<ItemTransitioned>(), f => f is { Transition: ItemTransition.Complete, Rule: { Ref: "skip", By: "eve" } });
        Asks(ann, """{"operation":"move","key":"A","item":"call"}""", Actor.Anybody("eve"));
        Assert.Contains(ann.Cases[0].Items.Values, i => i is { Node: "call", State: ItemState.Active });
        Asks(ann, """{"operation":"cancel","key":"A"}""", Actor.Anybody("eve"));
        Asks(ann, """{"operation":"reopen","key":"A"}""", Actor.Anybody("eve"));
        Assert.Equal(CaseStatus.Active, ann.Cases[0].Status);
    }

    [Theory]
    [InlineData("""{"operation":"explode","key":"A"}""", ReceiptKind.Invalid, "/data/operation")]
    [InlineData("""{"operation":"skip","key":"A"}""", ReceiptKind.Invalid, "/data/item")]
    [InlineData("""{"operation":"cancel","key":"A","item":"call"}""", ReceiptKind.Invalid, "/data/item")]
    [InlineData("""{"operation":"cancel"}""", ReceiptKind.Invalid, "/data/case")]
    [InlineData("""{"operation":"cancel","key":"A","raeson":"x"}""", ReceiptKind.Invalid, "/data/raeson")]
    [InlineData("""{"operation":"cancel","key":7}""", ReceiptKind.Invalid, "/data/key")]
    [InlineData("""[]""", ReceiptKind.Invalid, "/data")]
    [InlineData("""{"operation":"cancel","key":"B"}""", ReceiptKind.Unknown, "/data/key")]
    [InlineData("""{"operation":"cancel","case":"9-9"}""", ReceiptKind.Unknown, "/data/case")]
    [InlineData("""{"operation":"skip","key":"A","item":"nothing"}""", ReceiptKind.Unknown, "/item")]
    [InlineData("""{"operation":"resume","key":"A"}""", ReceiptKind.Refused, "/case")]
    [InlineData("""{"operation":"retry","key":"A","item":"call"}""", ReceiptKind.Refused, "/item")]
    public void What_is_wrong_is_told_and_nothing_is_kept(string data, ReceiptKind kind, string field)
    {
        var ann = Asks(Complained(), data, Actor.Anybody());
        Assert.Equal((kind, field), (ann.Receipt.Kind, ann.Receipt.Problem!.Field));
        Assert.Null(ann.Entry);
    }

    [Fact]
    public void Of_several_cases_one_must_be_named()
    {
        var ann = Complained().Hears("complained", """{"order":"B"}""");
        Assert.Equal("ambiguous", Asks(ann, """{"operation":"suspend","journey":"care"}""", Actor.Anybody()).Receipt.Problem!.Code);
        Assert.Equal(ReceiptKind.Accepted, Asks(ann, """{"operation":"suspend","key":"B"}""", Actor.Anybody()).Receipt.Kind);
        Assert.Equal([CaseStatus.Active, CaseStatus.Suspended], ann.Cases.Select(c => c.Status));
    }

    [Fact]
    public void Roles_count_as_they_do_at_the_other_doors()
    {
        var ann = Asks(Complained(), """{"operation":"skip","key":"A","item":"call"}""", Actor.Customer("ann"));
        Assert.Equal((ReceiptKind.Foreign, "role"), (ann.Receipt.Kind, ann.Receipt.Problem!.Code));
        Assert.Equal(ReceiptKind.Accepted, Asks(ann, """{"operation":"skip","key":"A","item":"call"}""", new Actor("eve", ["adviser"])).Receipt.Kind);
    }

    [Fact]
    public void On_a_topic_or_from_another_customer_it_is_an_event_like_any_other()
    {
        var ann = Complained();
        ann.Gets(new Input.Internal(new FakeKeys().Allocate(), "1-1-e1", new Signal("x", "urn:customer:1", "case.operation.requested", "ann", null, Person.Json("""{"operation":"cancel","key":"A"}"""))));
        Assert.Equal(CaseStatus.Active, ann.Cases[0].Status);
    }
}
