using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Grains.Tests.Harness;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Grains.Tests.Turns;

public sealed class TopicTests
{
    private static Person Traveller() => new(Journeys.Of(
        "trip", "signal.data.booking", "onePerKey", Journeys.Trigger("booked"), Journeys.Follow("follow", "'train:' + vars.got.train"),
        Journeys.Event("cancel", "cancelled"), Journeys.Task("call"), Journeys.Unfollow("leave", "'train:ICE1'"), Journeys.Task("after")));

    private static Person Booked() => Traveller().Hears("booked", """{"booking":"A","train":"ICE1"}""");

    private static bool IsCalling(CaseState owned) => owned.Items.Values.Any(i => i.Node == "call" && i.State == ItemState.Active);

    [Fact]
    public void Following_is_told_to_the_store_with_what_was_already_seen()
    {
        var ann = Traveller().Retains("train:ICE1", 9, (4, "delayed", "{}")).Hears("booked", """{"booking":"A","train":"ICE1"}""");

        Assert.Equal(new FollowChange("train:ICE1", 9, 0), Assert.Single(ann.Record.Follows));
        Assert.Equal(9, ann.State.Topics["train:ICE1"]);
    }

    [Fact]
    public void Who_follows_after_the_cancellation_still_hears_of_it_in_that_turn()
    {
        var ann = Traveller().Retains("train:ICE1", 9, (4, "delayed", "{}"), (9, "cancelled", """{"why":"storm"}""")).Hears("booked", """{"booking":"A","train":"ICE1"}""");

        Assert.True(IsCalling(ann.Cases[0]));
        Assert.Equal(1, ann.State.Seq);
    }

    [Fact]
    public void An_event_on_the_topic_moves_the_case_that_follows_it() =>
        Assert.True(IsCalling(Booked().HearsOn("train:ICE1", 1, "cancelled").Cases[0]));

    [Fact]
    public void A_case_that_does_not_follow_the_topic_does_not_hear_it()
    {
        var ann = Booked().Hears("booked", """{"booking":"B","train":"RE2"}""").HearsOn("train:RE2", 1, "cancelled");

        Assert.Equal([false, true], ann.Cases.Select(IsCalling));
    }

    [Fact]
    public void A_repeat_is_a_duplicate_and_writes_nothing()
    {
        var ann = Booked().HearsOn("train:ICE1", 5, "delayed").HearsOn("train:ICE1", 5, "delayed");
        Assert.Equal(ReceiptKind.Duplicate, ann.Receipt.Kind);
        Assert.Null(ann.Entry);

        ann.HearsOn("train:ICE1", 3, "delayed");
        Assert.Equal(ReceiptKind.Duplicate, ann.Receipt.Kind);
    }

    [Fact]
    public void An_event_on_a_topic_nobody_follows_writes_nothing()
    {
        var ann = Booked().HearsOn("train:RE2", 1, "cancelled");

        Assert.Null(ann.Entry);
    }

    [Fact]
    public void A_topic_is_left_when_the_last_case_leaves_it()
    {
        var ann = Booked().Hears("booked", """{"booking":"B","train":"ICE1"}""").HearsOn("train:ICE1", 1, "cancelled");

        Complete(ann, 0);
        Assert.Empty(ann.Record.Follows);
        Assert.True(ann.State.Follows("train:ICE1"));

        Complete(ann, 1);
        Assert.Equal(new FollowChange("train:ICE1", -1, 0), Assert.Single(ann.Record.Follows));
        Assert.Empty(ann.State.Topics);
    }

    [Fact]
    public void A_second_case_that_follows_hears_what_is_retained_and_the_first_does_not_hear_it_again()
    {
        var ann = Booked().HearsOn("train:ICE1", 1, "cancelled");
        var heard = ann.Cases[0].LastItem;
        ann.Retains("train:ICE1", 1, (1, "cancelled", "{}")).Hears("booked", """{"booking":"B","train":"ICE1"}""");

        Assert.True(IsCalling(ann.Cases[1]));
        Assert.Equal(heard, ann.Cases[0].LastItem);
        Assert.Equal(1, ann.State.Topics["train:ICE1"]);
    }

    [Fact]
    public void What_is_still_on_its_way_to_the_customer_is_left_to_the_fan_out_for_all_cases_alike()
    {
        var ann = Booked().Retains("train:ICE1", 2, (2, "cancelled", "{}")).Hears("booked", """{"booking":"B","train":"ICE1"}""");
        Assert.Equal([false, false], ann.Cases.Select(IsCalling));

        ann.HearsOn("train:ICE1", 2, "cancelled");
        Assert.Equal([true, true], ann.Cases.Select(IsCalling));
    }

    [Fact]
    public void Several_topics_are_followed_in_one_turn()
    {
        var ann = new Person(Journeys.Of("trip", null, "always", Journeys.Trigger("booked"), Journeys.Follow("one", "'train:1'"), Journeys.Follow("two", "'train:2'"), Journeys.Event("cancel", "cancelled"), Journeys.Task("call")))
            .Retains("train:1", 3).Retains("train:2", 7, (7, "cancelled", "{}"))
            .Hears("booked");

        Assert.Equal([3, 7], [ann.State.Topics["train:1"], ann.State.Topics["train:2"]]);
        Assert.True(IsCalling(ann.Cases[0]));
        Assert.Equal([3, 7], ann.Record.Follows.Select(f => f.Seen));
    }

    [Fact]
    public void The_journal_says_which_retained_event_was_read()
    {
        var ann = Traveller().Retains("train:ICE1", 4, (4, "delayed", """{"minutes":20}""")).Hears("booked", """{"booking":"A","train":"ICE1"}""");

        Assert.Contains(ann.Facts<TopicSeen>(), f => f.Retained && f.Position == 4 && f.Event.AsMap()["data"].AsMap()["minutes"].AsInt() == 20);
    }

    private static void Complete(Person person, int ordinal)
    {
        var owned = person.Cases[ordinal];
        var item = owned.Items.Values.Single(i => i.Node == "call").Ordinal;
        person.Gets(new Input.ActOnTask(owned.Id, item, TaskAction.Complete, "eve", null, "reached", default));
        Assert.Equal(ReceiptKind.Accepted, person.Receipt.Kind);
    }
}
