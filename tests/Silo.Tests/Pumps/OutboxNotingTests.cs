using JourneyOrchestrator.Silo.Shards;
using System.Threading.Channels;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Outbox;
using JourneyOrchestrator.Silo.Timers;
using JourneyOrchestrator.Silo.Tests.Shards;
using JourneyOrchestrator.Workflows.Values;
using Microsoft.Extensions.Logging.Abstractions;
using static JourneyOrchestrator.Silo.Tests.Pumps.PumpHost;

namespace JourneyOrchestrator.Silo.Tests.Pumps;

/// <summary>How effects ended is noted with their customers, though store or customer can't take it at once.</summary>
public sealed class OutboxNotingTests : IDisposable
{
    private static readonly OutboxOptions Options = new() { AttemptsMax = 3, RetryMin = TimeSpan.FromSeconds(2) };
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_could_not_be_noted_is_noted_at_the_next_look_and_not_sent_again(bool putsOff)
    {
        var broken = true;
        await using var host = await PumpHost.StartAsync(
            directory, SmallJourneys.Of("hook", SmallJourneys.Webhook("call")),
            inner => new FullStore(inner, batch => broken && !putsOff && batch.Turns.Any(t => t.Entry.Seq == 2)) { PutsOff = () => !broken || !putsOff });
        await host.SignalAsync(Begin("anna", "a"));
        await host.SignalAsync(Begin("ben", "b"));
        var calls = 0;
        var sender = new FakeSender("webhook", (_, _) => new(Interlocked.Increment(ref calls) == 1 ? SendResult.Failed("HTTP 500") : SendResult.Sent));
        await using var relay = host.Outbox(Options, sender);
        var now = host.Clock.GetUtcNow();
        await Assert.ThrowsAsync<IOException>(() => relay.DrainAsync(now));

        broken = false;
        Assert.Equal(0, await relay.DrainAsync(now));
        Assert.Equal(2, sender.Taken.Count);
        await relay.DrainAsync(now.AddSeconds(1));

        Assert.Equal(3, sender.Taken.Count);   // the one that failed
        Assert.Equal(["sent", "sent"], [.. await host.EndsAsync("anna"), .. await host.EndsAsync("ben")]);
        Assert.Equal(0, (await host.Store.CountsAsync()).Outbox);
    }

    [Fact]
    public async Task The_end_of_an_effect_that_nobody_knows_is_answered_though_there_is_nothing_to_write()
    {
        await using var host = await PumpHost.StartAsync(directory, SmallJourneys.Of("hook", SmallJourneys.Webhook("call")));
        await host.SignalAsync(Begin("anna", "a"));

        var receipts = await host.Customers.HandleAsync([Delivery.To(1, new Input.EffectSettled("1-1-e99", EffectEnd.Dead, "no such place"))]).AsTask().WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(ReceiptKind.Accepted, receipts[0].Kind);
        Assert.Single((await host.Customers.HistoryAsync("anna", 0, 10)).Value!);
    }

    [Fact]
    public async Task Consent_that_another_host_has_heard_to_be_withdrawn_counts()
    {
        await using var host = await PumpHost.StartAsync(directory, SmallJourneys.Of("tell", SmallJourneys.Message(basis: "consent")));
        await host.Customers.SignalAsync([TestHost.Update("anna", "1", "n", 1)]);
        Input Consent(bool granted) => new Input.SetConsent("delays", "sms", granted, "v1", "web", "anna");
        await host.Customers.CommandAsync("anna", Consent(true));
        await host.SignalAsync(Begin("anna", "a"));
        await using (var other = new Customers(host.Store, host.Keys, TestHost.Options with { Time = host.Clock, FanOutByHand = true }, NullLogger.Instance))
        {
            await other.StartAsync();
            Assert.Equal(ReceiptKind.Accepted, (await other.CommandAsync("anna", Consent(false))).Kind);
        }
        var sender = new FakeSender("message");
        await using var relay = host.Outbox(Options, sender);

        await Assert.ThrowsAsync<IOException>(() => relay.DrainAsync(host.Clock.GetUtcNow()));   // this host's state is behind: it is told next time
        await relay.DrainAsync(host.Clock.GetUtcNow());

        Assert.Empty(sender.Taken);
        Assert.Equal(["withheld: no-consent"], await host.EndsAsync("anna"));
    }

    [Fact]
    public async Task What_a_customer_can_not_note_for_long_is_a_dead_letter_and_not_sent_again()
    {
        var broken = true;
        await using var host = await PumpHost.StartAsync(
            directory, SmallJourneys.Of("hook", SmallJourneys.Webhook("call")), inner => new FullStore(inner, batch => broken && batch.Turns.Any(t => t.Entry.Seq == 2)));
        await host.SignalAsync(Begin("anna", "a"));
        var sender = new FakeSender("webhook");
        await using var relay = host.Outbox(Options with { LeaseTime = TimeSpan.FromMinutes(5) }, sender);
        var now = host.Clock.GetUtcNow();
        foreach (var minutes in new[] { 0, 1, 2 }) await Assert.ThrowsAsync<IOException>(() => relay.DrainAsync(now.AddMinutes(minutes)));

        await relay.DrainAsync(now.AddMinutes(2.5));

        var dead = Assert.Single((await host.Customers.DeadLettersAsync(10, null)).Items);
        Assert.Equal("ended as 'sent', which its customer could not note", dead.Error);
        broken = false;
        await relay.DrainAsync(now.AddMinutes(60));
        Assert.Single(sender.Taken);
        Assert.True(await host.Customers.RequeueAsync(dead.Id));
        await relay.DrainAsync(now.AddMinutes(60));
        Assert.Equal(2, sender.Taken.Count);
        Assert.Equal(["sent"], await host.EndsAsync("anna"));
    }

    [Fact]
    public async Task A_customer_hears_of_a_dead_letter_even_when_the_host_ended_before_it_could_be_told()
    {
        var full = true;
        await using var host = await PumpHost.StartAsync(
            directory, SmallJourneys.Of("hook", SmallJourneys.Webhook("call")), inner => new FullStore(inner, batch => full && batch.Turns.Any(t => t.Entry.Seq == 2)));
        await host.SignalAsync(Begin("anna", "a"));
        await using (var relay = host.Outbox(Options, new FakeSender("webhook", (_, _) => new(SendResult.Hopeless("no such place")))))
            await Assert.ThrowsAsync<IOException>(() => relay.DrainAsync(host.Clock.GetUtcNow()));

        await host.CrashAsync();
        await using var next = host.Outbox(Options, new FakeSender("webhook", (_, _) => new(SendResult.Hopeless("no such place"))));
        await next.DrainAsync(host.Clock.GetUtcNow());

        Assert.Equal(["dead: no such place"], await host.EndsAsync("anna"));
        Assert.Single((await host.Customers.DeadLettersAsync(10, null)).Items);
    }
}
