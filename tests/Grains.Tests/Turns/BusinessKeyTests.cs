using JourneyOrchestrator.Grains.Tests.Harness;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Grains.Tests.Turns;

public sealed class BusinessKeyTests
{
    private static Person TwoBookings() =>
        new Person(Journeys.Of("trip", "signal.data.booking", "onePerKey", Journeys.Trigger("booked"), Journeys.Event("ride", "boarded"), Journeys.Task("call")))
            .Hears("booked", """{"booking":"A"}""").Hears("booked", """{"booking":"7"}""");

    private static IEnumerable<string?> Moved(Person person) =>
        person.Cases.Where(c => c.Items.Values.Any(i => i.Node == "call" && i.State == ItemState.Active)).Select(c => c.Key);

    [Fact]
    public void Of_two_bookings_only_the_one_concerned_moves() =>
        Assert.Equal(["A"], Moved(TwoBookings().Hears("boarded", """{"booking":"A"}""")));

    [Fact]
    public void A_number_is_a_key_like_its_text() =>
        Assert.Equal(["7"], Moved(TwoBookings().Hears("boarded", """{"booking":7}""")));

    [Fact]
    public void A_signal_without_the_key_is_heard_by_all() =>
        Assert.Equal(["A", "7"], Moved(TwoBookings().Hears("boarded", """{"train":"ICE 1"}""")));

    [Fact]
    public void A_key_that_is_null_is_heard_by_all() =>
        Assert.Equal(["A", "7"], Moved(TwoBookings().Hears("boarded", """{"booking":null}""")));

    [Fact]
    public void A_key_of_no_case_is_heard_by_none() =>
        Assert.Empty(Moved(TwoBookings().Hears("boarded", """{"booking":"C"}""")));
}
