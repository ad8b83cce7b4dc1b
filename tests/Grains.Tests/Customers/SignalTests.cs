using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Tests.Harness;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Tests.Customers;

public sealed class SignalTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly Signal Booked = new("b1", "shop", "booked", "ann", Noon, Person.Json("""{"train":"ICE 1","seats":2}"""));

    [Fact]
    public void A_topic_keeps_its_events_as_cloudevents_that_read_back_the_same()
    {
        var traced = Booked with { Extensions = ValueMap.Empty.With("traceparent", Value.Of("00-abc")) };

        Assert.Equal(traced, CloudEventJson.Read(CloudEventJson.Write(traced, Noon.AddHours(1))));
    }

    [Fact]
    public void An_event_without_time_has_that_of_its_receipt() =>
        Assert.Equal(Noon, CloudEventJson.Read(CloudEventJson.Write(Booked with { Time = null }, Noon)).Time);

    [Fact]
    public void A_repeat_has_the_same_content_whatever_it_was_traced_with() =>
        Assert.Equal(SignalContent.Hash(Booked), SignalContent.Hash(Booked with { Extensions = ValueMap.Empty.With("traceparent", Value.Of("x")), Time = Noon.ToOffset(TimeSpan.FromHours(2)) }));

    [Fact]
    public void Members_in_another_order_are_the_same_content() =>
        Assert.Equal(SignalContent.Hash(Booked), SignalContent.Hash(Booked with { Data = Person.Json("""{"seats":2,"train":"ICE 1"}""") }));

    [Fact]
    public void Another_type_time_or_data_is_other_content()
    {
        Signal[] others = [Booked with { Type = "cancelled" }, Booked with { Time = null }, Booked with { Time = Noon.AddTicks(1) }, Booked with { Data = Value.Null }, Booked with { Data = Person.Json("""{"train":"ICE 1","seats":3}""") }];

        Assert.Equal(others.Length + 1, others.Append(Booked).Select(s => SignalContent.Hash(s)).Distinct().Count());
    }
}
