using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;

namespace JourneyOrchestrator.Workflows.Tests.Kernel;

public sealed class WaitTests
{
    [Fact]
    public void A_delay_holds_a_sequence_for_its_time()
    {
        var kit = CaseKit.Of(Sequence("S", Delay("D", "00:10:00"), Line("after")));
        kit.Wait(TimeSpan.FromMinutes(9));
        Assert.Empty(kit.Lines);
        kit.Wait(TimeSpan.FromMinutes(1));
        Assert.Equal(["after"], kit.Lines);
        Assert.Equal(CaseStatus.Completed, kit.State.Status);
    }

    [Fact]
    public void A_time_that_has_passed_does_not_wait() =>
        Assert.Equal(["after"], CaseKit.Of(Sequence("S", Act("Elsa.StartAt", "T", ("dateTime", Literal("2025-01-01T00:00:00Z", "DateTimeOffset"))), Line("after"))).Lines);

    [Fact]
    public void Cron_falls_due_by_the_zone_of_the_customer()
    {
        var kit = new CaseKit(Journey(Sequence("S", Act("Elsa.Cron", "C", ("cronExpression", Literal("0 18 * * *")))))) { TimeZone = "Europe/Berlin" };
        kit.Hand(new Stimulus.Start(null, ValueMap.Empty, null));
        Assert.Equal(new DateTimeOffset(2026, 1, 5, 17, 0, 0, TimeSpan.Zero), kit.Newest("C")!.Due);
    }

    [Fact]
    public void An_event_is_heard_only_when_its_condition_is_true_and_its_data_are_kept()
    {
        var waiting = Event("E", "paid").Set("condition", "signal.data.amount >= 10").Set("result", new JsonObject { ["memoryReference"] = new JsonObject { ["id"] = "payment" } });
        var kit = CaseKit.Of(Sequence("S", waiting, Act("Elsa.WriteLine", "L", ("text", Cel("'paid ' + string(vars.payment.amount)", "String")))), ("payment", null));
        kit.Send("paid", Value.OfMap(ValueMap.Empty.With("amount", Value.Of(5))));
        kit.Send("paid");
        Assert.Empty(kit.Lines);
        kit.Send("paid", Value.OfMap(ValueMap.Empty.With("amount", Value.Of(12))));
        Assert.Equal(["paid 12"], kit.Lines);
    }

    [Fact]
    public void What_a_condition_read_is_kept_with_the_rule()
    {
        var kit = CaseKit.Of(Stage("S", Task("A").Entry(null, "vars.x > 1")), ("x", 2));
        var rule = kit.Facts.OfType<SentryFired>().Single().Rule;
        Assert.Equal(("vars.x", Value.Of(2)), (rule.Reads[0].Path, rule.Reads[0].Value));
    }

    [Fact]
    public void The_trigger_of_the_start_does_not_wait()
    {
        var kit = CaseKit.Started(Journey(Sequence("S", Event("E", "go").Set("customProperties", new JsonObject { ["canStartWorkflow"] = true }), Line("on"))), trigger: "E");
        Assert.Equal(["on"], kit.Lines);
    }

    [Theory]
    [InlineData("*/15 8-17 * * MON-FRI", "2026-01-05T17:50:00Z", "2026-01-06T08:00:00Z")]
    [InlineData("30 0 12 1 * *", "2026-01-05T00:00:00Z", "2026-02-01T12:00:30Z")]
    [InlineData("0 0 29 2 *", "2026-01-05T00:00:00Z", "2028-02-29T00:00:00Z")]
    [InlineData("0 0 13 * 5", "2026-01-05T00:00:00Z", "2026-01-09T00:00:00Z")]
    [InlineData("59 23 31 12 7", "2026-01-05T00:00:00Z", "2026-12-06T23:59:00Z")]
    public void Cron_finds_the_next_time(string cron, string after, string expected)
    {
        Assert.True(CronSchedule.TryParse(cron, out var schedule, out _));
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), schedule.Next(DateTimeOffset.Parse(after, System.Globalization.CultureInfo.InvariantCulture), "Etc/UTC"));
    }

    [Fact]
    public void A_local_time_in_a_gap_moves_forward_and_in_an_overlap_the_earlier_counts()
    {
        Assert.True(CronSchedule.TryParse("30 2 * * *", out var schedule, out _));
        DateTimeOffset Next(string after) => schedule.Next(DateTimeOffset.Parse(after, System.Globalization.CultureInfo.InvariantCulture), "Europe/Berlin")!.Value;
        Assert.Equal(new DateTimeOffset(2026, 3, 29, 1, 30, 0, TimeSpan.Zero), Next("2026-03-28T12:00:00Z"));
        Assert.Equal(new DateTimeOffset(2026, 10, 25, 0, 30, 0, TimeSpan.Zero), Next("2026-10-24T12:00:00Z"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("* * * *")]
    [InlineData("61 * * * *")]
    [InlineData("5-1 * * * *")]
    [InlineData("*/0 * * * *")]
    [InlineData("1/2147483647 * * * *")]
    [InlineData("0 0 L * *")]
    [InlineData("a b c d e")]
    public void A_wrong_cron_expression_is_refused_with_a_reason(string cron)
    {
        Assert.False(CronSchedule.TryParse(cron, out _, out var problem));
        Assert.NotEmpty(problem);
    }

    [Theory]
    [InlineData("2026-03-01", "2026-03-01T00:00:00Z")]
    [InlineData("2026-03-01T10:00", "2026-03-01T10:00:00Z")]
    [InlineData("2026-03-01T10:00:00.25+02:00", "2026-03-01T08:00:00.25Z")]
    [InlineData("2026-03-01 10:00:00 +02:00", "2026-03-01T08:00:00Z")]
    [InlineData("2026-03-01T10:00:00Z", "2026-03-01T10:00:00Z")]
    public void Times_are_read_as_ISO_writes_them(string text, string expected)
    {
        Assert.True(Coerce.TryTime(Workflows.Values.Value.Of(text), default, out var time));
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), time);
    }

    [Theory]
    [InlineData("10:30 PM")]
    [InlineData("5 January")]
    [InlineData("03/01/2026")]
    [InlineData("2026-02-30")]
    public void Texts_that_a_machine_would_complete_from_its_clock_or_country_are_no_times(string text) =>
        Assert.False(Coerce.TryTime(Workflows.Values.Value.Of(text), new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero), out _));
}
