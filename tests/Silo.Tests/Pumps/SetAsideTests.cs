using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Outbox;
using JourneyOrchestrator.Silo.Tests.Shards;
using JourneyOrchestrator.Tests.Shared;
using JourneyOrchestrator.Workflows.Values;
using static JourneyOrchestrator.Silo.Tests.Pumps.PumpHost;

namespace JourneyOrchestrator.Silo.Tests.Pumps;

/// <summary>Inputs that fail each time they are tried, on a real store: see <see cref="PoisonedKeys"/>.</summary>
public sealed class SetAsideTests : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    private async Task<TestHost> StartAsync(params string[] activities)
    {
        var host = await PumpHost.StartAsync(directory, SmallJourneys.Of("tell", activities));
        host.Poison = "poison";
        return host;
    }

    private static Signal Named(string customer, string id, string name) =>
        new(id, "test", "customer.updated", customer, null, Value.OfMap(ValueMap.Empty.With("name", Value.Of(name))));

    private static async Task<SetAsideView> OnlyAsync(TestHost host) => Assert.Single((await host.Customers.SetAsideAsync(10, default)).Items);

    private static ValueTask<Receipt> ResolveAsync(TestHost host, string customer, SetAsideInput id, bool discard = false) =>
        host.Customers.CommandAsync(customer, new Input.Resolve(id.Customer, id.Seq, discard, "eve", "mended"));

    [Fact]
    public async Task A_signal_that_fails_each_time_is_kept_and_those_after_it_go_on()
    {
        await using var host = await StartAsync(SmallJourneys.Wait("over"));

        var receipts = await host.Customers.SignalAsync([Named("anna", "1", "A poison"), TestHost.Update("anna", "2", "n", 2), TestHost.Update("ben", "1", "n", 1)]);

        Assert.Equal([Receipt.Accepted(1) with { SetAside = true }, Receipt.Accepted(2), Receipt.Accepted(1)], receipts);
        Assert.Equal(new Receipt(ReceiptKind.Duplicate, 1), await host.SignalAsync(Named("anna", "1", "A poison")));
        Assert.False((await host.TraitsAsync("anna"))!.TryGetValue("name", out _));
        var kept = await OnlyAsync(host);
        Assert.Equal(("event", "customer.updated"), (kept.Kind, kept.Type));
        Assert.Equal(new SetAsideText("anna", "1", "test", "InvalidOperationException: A fault of the program."), kept.Text);
        Assert.Equal(1, (await host.Customers.HealthAsync()).Counts.SetAside);

        host.Poison = null;
        await host.CrashAsync();
        Assert.Equal(Receipt.Accepted(3), await ResolveAsync(host, "anna", kept.Id));

        Assert.Equal("A poison", (await host.TraitsAsync("anna"))!["name"].AsString());
        Assert.Empty((await host.Customers.SetAsideAsync(10, default)).Items);
        Assert.Equal("anna", Assert.Single((await host.Customers.ListAsync("poison", 10, null)).Items).Id);   // what it left out then is there now
        Assert.Equal(await host.TraitsAsync("anna", host.Clock.GetUtcNow()), await host.TraitsAsync("anna"));
        Assert.Equal("not-set-aside", (await ResolveAsync(host, "anna", kept.Id)).Problem!.Code);
    }

    [Fact]
    public async Task What_still_fails_stays_until_it_is_discarded()
    {
        await using var host = await StartAsync(SmallJourneys.Wait("over"));
        await host.SignalAsync(Named("anna", "1", "A poison"));
        var kept = await OnlyAsync(host);

        var refused = await ResolveAsync(host, "anna", kept.Id);
        Assert.Equal((ReceiptKind.Refused, "fails-still"), (refused.Kind, refused.Problem!.Code));
        Assert.Contains("A fault of the program.", refused.Problem.Message, StringComparison.Ordinal);
        Assert.Equal(kept, await OnlyAsync(host));

        Assert.Equal(Receipt.Accepted(2), await ResolveAsync(host, "anna", kept.Id, discard: true));
        Assert.Empty((await host.Customers.SetAsideAsync(10, default)).Items);
        Assert.Equal(["customer.updated", "input.discard"], (await host.InputsAsync("anna")).Select(i => i.Type));
    }

    [Fact]
    public async Task A_timer_that_fails_each_time_fires_once_it_is_replayed()
    {
        await using var host = await StartAsync(SmallJourneys.Delay("01:00:00"), SmallJourneys.Message(supersession: "'poison'"));
        await host.SignalAsync(Begin("anna", "a"));
        host.Clock.Advance(2 * Hour);
        await using var pump = host.Timers();

        Assert.Equal(1, await pump.RunDueAsync(host.Clock.GetUtcNow()));
        Assert.Equal(0, await pump.RunDueAsync(host.Clock.GetUtcNow()));
        var kept = await OnlyAsync(host);
        Assert.Equal(("timer", "timer.due"), (kept.Kind, kept.Type));

        host.Poison = null;
        Assert.Equal(ReceiptKind.Accepted, (await ResolveAsync(host, "anna", kept.Id)).Kind);
        Assert.Equal(1, (await host.Store.CountsAsync()).Outbox);
    }

    [Fact]
    public async Task A_topic_event_that_fails_for_one_follower_reaches_all_others_and_that_one_when_it_is_replayed()
    {
        await using var host = await StartAsync(SmallJourneys.Follow("train"), SmallJourneys.Wait("tick"), SmallJourneys.Message(supersession: "vars.got.mark"));
        foreach (var (customer, mark) in new[] { ("anna", "a"), ("cleo", "poison"), ("zoe", "z") })
            Assert.Equal(Receipt.Accepted(1), await host.SignalAsync(Begin(customer, customer, ("mark", Value.Of(mark)))));
        await host.Customers.PublishAsync("train", [Tick(1)]);

        await host.Customers.DrainTopicsAsync();

        Assert.Equal(2, (await host.Store.CountsAsync()).Outbox);
        Assert.Empty(await host.Store.OpenFanOutsAsync(10));
        var kept = await OnlyAsync(host);
        Assert.Equal(("topic", "tick", "cleo"), (kept.Kind, kept.Type, kept.Text.Customer));
        host.Poison = null;
        Assert.Equal(ReceiptKind.Accepted, (await ResolveAsync(host, "cleo", kept.Id)).Kind);
        Assert.Equal(3, (await host.Store.CountsAsync()).Outbox);
    }

    [Fact]
    public async Task A_signal_between_customers_that_fails_each_time_is_no_dead_letter_but_set_aside_with_its_receiver()
    {
        await using var host = await StartAsync(SmallJourneys.Wait("told"), SmallJourneys.Message(supersession: "'poison'"));
        Assert.True((await host.Customers.SaveJourneyAsync(SmallJourneys.StartedBy("go", "send", SmallJourneys.Signal("ben")), publish: true)).Saved);
        await host.SignalAsync(Begin("ben", "a"));
        await host.SignalAsync(Begin("anna", "a") with { Type = "go" });
        await using var relay = host.Outbox(new OutboxOptions());

        await relay.DrainAsync(host.Clock.GetUtcNow());

        Assert.Equal(["sent"], await host.EndsAsync("anna"));
        Assert.Equal((0L, 0L), ((await host.Store.CountsAsync()).Outbox, (await host.Store.CountsAsync()).DeadLetters));
        var kept = await OnlyAsync(host);
        Assert.Equal(("internal", "ben", "InvalidOperationException"), (kept.Kind, kept.Text.Customer, kept.Text.Error));
        host.Poison = null;
        Assert.Equal(ReceiptKind.Accepted, (await ResolveAsync(host, "ben", kept.Id)).Kind);
        Assert.Equal(1, (await host.Store.CountsAsync()).Outbox);
    }

    [Fact]
    public async Task An_erased_person_has_nothing_set_aside()
    {
        await using var host = await StartAsync(SmallJourneys.Wait("over"));
        await host.SignalAsync(Named("anna", "1", "A poison"));

        var erased = await host.Customers.EraseAsync("anna", "asked");

        Assert.Equal(1, erased.Value!.Removed["setAside"]);
        Assert.Empty((await host.Customers.SetAsideAsync(10, default)).Items);
    }

    [Fact]
    public async Task What_is_set_aside_goes_along_with_a_visitor_who_becomes_a_customer()
    {
        await using var host = await StartAsync(SmallJourneys.Wait("over"));
        await host.SignalAsync(Named("anon:1", "1", "A poison"));
        await host.SignalAsync(TestHost.Update("anna", "2", "n", 2));
        var kept = await OnlyAsync(host);
        await host.SignalAsync(new Signal("3", "test", "customer.identified", "anon:1", null, Value.OfMap(ValueMap.Empty.With("customer", Value.Of("anna")))));
        await using (var relay = host.Outbox(new OutboxOptions())) await relay.DrainAsync(host.Clock.GetUtcNow());
        host.Poison = null;

        Assert.Equal(ReceiptKind.Accepted, (await ResolveAsync(host, "anon:1", kept.Id)).Kind);

        Assert.Equal("A poison", (await host.TraitsAsync("anna"))!["name"].AsString());
        Assert.Empty((await host.Customers.SetAsideAsync(10, default)).Items);
    }

    [Fact]
    public async Task What_a_person_asks_for_is_told_to_fail_and_not_kept()
    {
        await using var host = await StartAsync(SmallJourneys.Message(supersession: "'poison'"));
        await host.SignalAsync(TestHost.Update("anna", "1", "n", 1));

        var receipt = await host.Customers.CommandAsync("anna", new Input.StartCase("tell", null, null, ValueMap.Empty, "eve"));

        Assert.NotEqual(ReceiptKind.Accepted, receipt.Kind);
        Assert.Equal([1L], await host.SeqsAsync("anna"));
        Assert.Empty((await host.Customers.SetAsideAsync(10, default)).Items);
    }

    [Fact]
    public async Task Beyond_its_limit_an_input_stays_with_its_sender()
    {
        await using var host = await StartAsync(SmallJourneys.Wait("over"));
        var signals = Enumerable.Range(1, Grains.Turns.SetAsideInputs.Max + 1).Select(i => Named("anna", $"{i}", $"poison {i}")).ToList();

        var receipts = await host.Customers.SignalAsync(signals);

        Assert.All(receipts.SkipLast(1), receipt => Assert.True(receipt.SetAside));
        Assert.Equal(ReceiptKind.Unavailable, receipts[^1].Kind);
        var page = await host.Customers.SetAsideAsync(600, default);
        Assert.True(SetAsideInput.TryParse(page.Next!, out var after));
        Assert.Equal(signals.Count - 1, page.Items.Concat((await host.Customers.SetAsideAsync(600, after)).Items).DistinctBy(item => item.Id).Count());
    }
}
