using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Tests.Harness;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Tests.Turns;

public sealed class EntryPolicyTests
{
    private static Person Customer(string policy, string? key = "signal.data.booking") =>
        new(Journeys.Of("trip", key, policy, Journeys.Trigger("booked"), Journeys.Task("call")));

    [Fact]
    public void Always_starts_a_case_for_each_signal()
    {
        var ann = Customer("always").Hears("booked", """{"booking":"A"}""").Hears("booked", """{"booking":"A"}""");

        Assert.Equal(2, ann.Running.Count);
    }

    [Fact]
    public void One_at_a_time_starts_no_second_case_even_for_another_key()
    {
        var ann = Customer("oneAtATime").Hears("booked", """{"booking":"A"}""").Hears("booked", """{"booking":"B"}""");

        Assert.Equal("A", Assert.Single(ann.Running).Key);
    }

    [Fact]
    public void One_per_key_starts_a_case_for_each_key()
    {
        var ann = Customer("onePerKey").Hears("booked", """{"booking":"A"}""").Hears("booked", """{"booking":"B"}""").Hears("booked", """{"booking":"A"}""");

        Assert.Equal(["A", "B"], ann.Running.Select(c => c.Key));
    }

    [Fact]
    public void One_per_key_starts_nothing_without_a_key_but_keeps_the_signal()
    {
        var ann = Customer("onePerKey").Hears("booked", """{"other":1}""");

        Assert.Empty(ann.Cases);
        Assert.Equal(1, ann.State.Seq);
    }

    [Fact]
    public void Restart_ends_the_running_case_of_the_key_and_starts_anew()
    {
        var ann = Customer("restart").Hears("booked", """{"booking":"A"}""").Hears("booked", """{"booking":"B"}""").Hears("booked", """{"booking":"A"}""");

        Assert.Equal(["B", "A"], ann.Running.Select(c => c.Key));
        Assert.Equal(CaseStatus.Terminated, ann.Cases[0].Status);
    }

    [Fact]
    public void Restart_by_hand_ends_the_running_case_too()
    {
        var ann = Customer("restart").Hears("booked", """{"booking":"A"}""").Gets(new Input.StartCase("trip", null, "A", ValueMap.Empty, "kim"));

        Assert.Equal(CaseStatus.Terminated, ann.Cases[0].Status);
        Assert.Equal("A", Assert.Single(ann.Running).Key);
    }

    [Fact]
    public void Join_lets_the_running_case_of_the_key_hear_it_and_starts_none()
    {
        var ann = new Person(Journeys.Of("trip", "signal.data.booking", "join", Journeys.Trigger("booked"), Journeys.Event("again", "booked"), Journeys.Task("call")))
            .Hears("booked", """{"booking":"A"}""").Hears("booked", """{"booking":"A"}""");

        var only = Assert.Single(ann.Cases);
        Assert.Contains(only.Items.Values, i => i.Node == "call" && i.State == ItemState.Active);
    }

    [Fact]
    public void A_condition_on_the_trigger_filters_starts()
    {
        var ann = new Person(Journeys.Of("trip", null, "always", Journeys.Trigger("booked", "signal.data.seats > 1"), Journeys.Task("call")))
            .Hears("booked", """{"seats":1}""").Hears("booked", """{"seats":2}""").Hears("booked", """{}""");

        Assert.Single(ann.Cases);
    }

    [Fact]
    public void Once_the_case_has_ended_the_key_is_free_again()
    {
        var ann = new Person(Journeys.Of("trip", "signal.data.booking", "onePerKey", Journeys.Trigger("booked")))
            .Hears("booked", """{"booking":"A"}""").Hears("booked", """{"booking":"A"}""");

        Assert.Equal(2, ann.Cases.Count);
        Assert.All(ann.Cases, c => Assert.Equal(CaseStatus.Completed, c.Status));
    }
}
