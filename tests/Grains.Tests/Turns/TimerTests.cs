using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Grains.Tests.Harness;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Grains.Tests.Turns;

public sealed class TimerTests
{
    private static Person Waiting() => new Person(Journeys.Of("wait", null, "always", Journeys.Trigger("begin"), Journeys.Delay("delay", "01:00:00"), Journeys.Task("call"))).Hears("begin");

    [Fact]
    public void A_delay_sets_a_durable_timer()
    {
        var ann = Waiting();

        var timer = Assert.Single(ann.Record.Timers);
        Assert.Equal((true, ann.Now.AddHours(1).ToUnixMicroseconds()), (timer.Set, timer.Due));
        Assert.Equal(ann.Cases[0].Id, TimerId.Parse(ann.State.Key, timer.Timer).Case);
    }

    [Fact]
    public void When_it_is_due_the_case_goes_on_and_the_timer_is_taken_back()
    {
        var ann = Waiting();
        var set = ann.Record.Timers[0];
        ann.Now = ann.Now.AddHours(2);
        ann.Gets(new Input.TimerDue(set.Timer, UnixTime.FromMicroseconds(set.Due)));

        Assert.Contains(ann.Cases[0].Items.Values, i => i.Node == "call" && i.State == ItemState.Active);
        Assert.Equal(set with { Set = false }, Assert.Single(ann.Record.Timers));
    }

    [Fact]
    public void A_timer_that_fires_twice_counts_once()
    {
        var ann = Waiting();
        var due = new Input.TimerDue(ann.Record.Timers[0].Timer, ann.Now.AddHours(1));
        ann.Now = ann.Now.AddHours(1);
        ann.Gets(due).Gets(due);

        Assert.Null(ann.Entry);
        Assert.Equal(2, ann.State.Seq);
    }

    [Fact]
    public void A_timer_of_a_case_that_was_cancelled_is_stale()
    {
        var ann = Waiting();
        var set = ann.Record.Timers[0];
        ann.Gets(new Input.ActOnCase(ann.Cases[0].Id, CaseTransition.Terminate, "eve", "asked for"));
        Assert.Equal(set with { Set = false }, Assert.Single(ann.Record.Timers));

        ann.Gets(new Input.TimerDue(set.Timer, UnixTime.FromMicroseconds(set.Due)));
        Assert.Null(ann.Entry);
    }

    [Fact]
    public void The_customers_time_zone_decides_where_it_is_a_known_one()
    {
        var journey = Journeys.Of("wait", null, "always", Journeys.Trigger("begin"), Journeys.Cron("cron", "0 18 * * *"));
        long Due(string zone)
        {
            var ann = new Person(journey).Hears("customer.updated", $$"""{"timezone":"{{zone}}"}""").Hears("begin");
            return ann.Record.Timers.Single().Due;
        }

        Assert.Equal(new DateTimeOffset(2026, 3, 2, 17, 0, 0, TimeSpan.Zero).ToUnixMicroseconds(), Due("Europe/Berlin"));
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 18, 0, 0, TimeSpan.Zero).ToUnixMicroseconds(), Due("Mars/Olympus"));
    }
}
