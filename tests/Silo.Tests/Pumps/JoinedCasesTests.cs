using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Outbox;
using JourneyOrchestrator.Silo.Tests.Shards;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;
using static JourneyOrchestrator.Silo.Tests.Pumps.PumpHost;

namespace JourneyOrchestrator.Silo.Tests.Pumps;

/// <summary>What was going on for a visitor goes on for the customer: waits, timers, topics, effects.</summary>
public sealed class JoinedCasesTests : IDisposable
{
    private const string Visitor = "anon:phone";
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    private static Signal Identified() => new(
        "who", "test", "customer.identified", Visitor, null, Value.OfMap(ValueMap.Empty.With("customer", Value.Of("anna"))));

    private static Signal Plain(string customer, string type) => new(type, "test", type, customer, null, Value.Null);

    private static async Task<List<(string? Key, CaseStatus Status)>> CasesAsync(TestHost host) =>
        (await host.Customers.ReadAsync("anna", state => state.Cases.Values.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => (c.Key, c.Status)).ToList())).Value!;

    [Fact]
    public async Task A_case_that_the_visitor_began_hears_what_the_customer_does()
    {
        await using var host = await PumpHost.StartAsync(directory, SmallJourneys.Of("wait", SmallJourneys.Wait("over")));
        await host.SignalAsync(Begin(Visitor, "basket"));
        var began = (await host.Customers.ReadAsync(Visitor, state => state.Cases.Keys.Single())).Value;

        // In one call: what comes after the join waits for it.
        await host.Customers.SignalAsync([Identified(), Plain("anna", "over")]);

        Assert.Equal([("basket", CaseStatus.Completed)], await CasesAsync(host));
        Assert.Equal("anon:phone", await host.Customers.OwnerAsync(began.Customer));
        Assert.Equal(CaseStatus.Completed, (await host.Customers.ReadAsync(Visitor, state => state.Cases[began].Status)).Value);
        await host.RestartAsync();
        Assert.Equal([("basket", CaseStatus.Completed)], await CasesAsync(host));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Timers_fire_that_were_set_before_the_join_and_after_it(bool crash)
    {
        await using var host = await PumpHost.StartAsync(directory, SmallJourneys.Of("wait", SmallJourneys.Delay("01:00:00"), SmallJourneys.Wait("go"), SmallJourneys.Delay("02:00:00").Replace("delay", "later", StringComparison.Ordinal)));
        await host.SignalAsync(Begin(Visitor, "basket"));
        await host.SignalAsync(Identified());
        if (crash) await host.CrashAsync();
        await using var pump = host.Timers();

        host.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, await pump.RunDueAsync(host.Clock.GetUtcNow()));
        await host.SignalAsync(Plain("anna", "go"));
        host.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(1, await pump.RunDueAsync(host.Clock.GetUtcNow()));

        Assert.Equal([("basket", CaseStatus.Completed)], await CasesAsync(host));
        Assert.Equal(0, (await host.Store.CountsAsync()).Timers);
    }

    [Fact]
    public async Task A_timer_of_a_case_that_came_along_is_withdrawn_with_it_and_goes_with_an_erasure()
    {
        await using var host = await PumpHost.StartAsync(directory, SmallJourneys.Of("wait", SmallJourneys.Delay("01:00:00")));
        await host.Customers.SignalAsync([Begin(Visitor, "basket"), Begin(Visitor, "list"), Identified()]);
        var first = (await host.Customers.ReadAsync("anna", state => state.Cases.Values.First().Id)).Value;

        await host.Customers.CommandAsync(Visitor, new Input.ActOnCase(first, CaseTransition.Terminate, "kim", null));

        Assert.Equal(1, (await host.Store.CountsAsync()).Timers);
        await host.Customers.EraseAsync("anna", "asked");
        Assert.Equal(0, (await host.Store.CountsAsync()).Timers);
    }

    [Fact]
    public async Task What_was_followed_is_heard_once_before_on_and_after_the_join()
    {
        await using var host = await PumpHost.StartAsync(directory, SmallJourneys.Of("follow", SmallJourneys.Follow("train"), SmallJourneys.Wait("over")));
        await host.SignalAsync(Begin(Visitor, "basket"));
        await host.Customers.PublishAsync("train", [Tick(1)]);
        await host.Customers.DrainTopicsAsync();
        await host.Customers.PublishAsync("train", [Tick(2)]);   // still on its way
        await host.SignalAsync(Identified());
        await host.Customers.PublishAsync("train", [Tick(3)]);
        await host.Customers.DrainTopicsAsync();

        Assert.Equal(["1", "2", "3"], (await host.InputsAsync("anna")).Where(i => i.Kind == "topic").Select(i => i.Id));
        Assert.Equal((1L, 3L), ((await host.Store.CountsAsync()).Follows, (await host.Customers.ReadAsync("anna", state => state.Topics["train"])).Value));
        await host.SignalAsync(Plain("anna", "over"));
        Assert.Equal(0, (await host.Store.CountsAsync()).Follows);
    }

    [Theory]
    [InlineData("anna")]
    [InlineData(Visitor)]
    public async Task Where_one_side_had_not_heard_the_newest_of_a_topic_it_hears_it_with_the_join_and_the_other_not_again(string late)
    {
        await using var host = await PumpHost.StartAsync(
            directory, SmallJourneys.Of("follow", SmallJourneys.Follow("train"), SmallJourneys.Wait("tick"), SmallJourneys.Wait("tick").Replace("wait-tick", "again", StringComparison.Ordinal), SmallJourneys.Wait("over")));
        await host.Customers.PublishAsync("train", [Tick(0)]);   // so that who begins has heard something
        await host.Customers.DrainTopicsAsync();
        await host.Customers.SignalAsync([Begin(Visitor, "a"), Begin("anna", "b")]);
        await host.Customers.PublishAsync("train", [Tick(1)]);
        // The event reaches one of them only, before the join.
        var early = late == "anna" ? Visitor : "anna";
        await host.Customers.HandleAsync([Delivery.To(early, new Input.Topic("train", 2, Tick(1)))]);
        Assert.Equal((1, 0), (await HeardAsync(host, early), await HeardAsync(host, late)));

        await host.SignalAsync(Identified());
        Assert.Equal(2, await HeardAsync(host, "anna"));
        await host.Customers.DrainTopicsAsync();

        Assert.NotEqual("topic", (await host.InputsAsync("anna"))[^1].Kind);   // what was on its way had been heard
        Assert.Equal(1, (await host.Store.CountsAsync()).Follows);
    }

    /// <summary>Cases that have heard both ticks.</summary>
    private static async Task<int> HeardAsync(TestHost host, string customer) =>
        (await host.Customers.ReadAsync(customer, state => state.Cases.Values.Count(c => c.Items.Values.Any(i => i.Node == "wait-over")))).Value;

    [Theory]
    [InlineData(Visitor, "anna")]
    [InlineData("anna", Visitor)]
    public async Task Of_two_cases_of_one_key_the_later_ends(string first, string second)
    {
        await using var host = await PumpHost.StartAsync(directory, SmallJourneys.Of("wait", SmallJourneys.Wait("over")));
        await host.SignalAsync(Begin(first, "basket"));
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.SignalAsync(Begin(second, "basket"));
        await host.SignalAsync(Begin(second, "other"));
        var stays = (await host.Customers.ReadAsync(first, state => state.Cases.Keys.Single())).Value;

        await host.SignalAsync(Identified());

        var running = (await host.Customers.ReadAsync("anna", state => state.Cases.Values.Where(c => c.Running).Select(c => (c.Key, c.Id)).ToList())).Value!;
        Assert.Equal(["basket", "other"], running.Select(c => c.Key).Order(StringComparer.Ordinal));
        Assert.Contains(("basket", stays), running);
    }

    [Fact]
    public async Task A_message_that_the_visitor_was_to_get_is_checked_against_the_customers_consent_and_noted_there()
    {
        await using var host = await PumpHost.StartAsync(directory, SmallJourneys.Of("hello", SmallJourneys.Message(basis: "consent")));
        await host.SignalAsync(Plain(Visitor, "visit"));
        await host.Customers.CommandAsync(Visitor, new Input.SetConsent("delays", "sms", true, "v1", "app", "p"));
        await host.SignalAsync(Begin(Visitor, "basket"));
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.SignalAsync(Plain("anna", "visit"));
        await host.Customers.CommandAsync("anna", new Input.SetConsent("delays", "sms", false, "v1", "app", "p"));
        await host.SignalAsync(Identified());
        var sender = new FakeSender("message");
        await using var relay = host.Outbox(new OutboxOptions(), sender);

        await relay.DrainAsync(host.Clock.GetUtcNow());

        Assert.Empty(sender.Taken);
        Assert.Equal(["withheld: no-consent"], await host.EndsAsync("anna"));
        Assert.Equal("effect.settled", (await host.InputsAsync("anna"))[^1].Type);
        Assert.Equal(Enumerable.Range(1, (await host.InputsAsync("anna")).Count).Select(i => (long)i), await host.SeqsAsync("anna"));
        Assert.Equal(0, (await host.Store.CountsAsync()).Outbox);
    }
}
