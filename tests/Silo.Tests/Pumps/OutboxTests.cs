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

public sealed class OutboxTests : IDisposable
{
    private static readonly OutboxOptions Options = new() { AttemptsMax = 3, RetryMin = TimeSpan.FromSeconds(2) };
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_failed_try_is_put_off_longer_each_time_and_comes_again_under_the_same_key()
    {
        await using var host = await PumpHost.StartAsync(directory, SmallJourneys.Of("hook", SmallJourneys.Webhook("call")));
        await host.SignalAsync(Begin("anna", "a"));
        var failing = 2;
        var sender = new FakeSender("webhook", (_, _) => new(failing-- > 0 ? SendResult.Failed("HTTP 500") : SendResult.Sent));
        await using var relay = host.Outbox(Options, sender);
        var now = host.Clock.GetUtcNow();

        foreach (var (second, tries) in new[] { (0.0, 1), (0.9, 0), (1.0, 1), (2.9, 0), (3.0, 1), (60, 0) })
            Assert.Equal(tries, await relay.DrainAsync(now.AddSeconds(second)));

        Assert.Equal(3, sender.Taken.Count);
        Assert.Single(sender.Taken.Select(effect => effect.Id).Distinct());
        Assert.Equal(["sent"], await host.EndsAsync("anna"));
        Assert.Equal(0, (await host.Store.CountsAsync()).Outbox);
    }

    [Fact]
    public async Task The_last_failed_try_makes_a_dead_letter_which_goes_out_when_it_is_queued_again()
    {
        await using var host = await PumpHost.StartAsync(directory, SmallJourneys.Of("hook", SmallJourneys.Webhook("call")));
        await host.SignalAsync(Begin("anna", "a"));
        var answer = SendResult.Failed("HTTP 500");
        await using var relay = host.Outbox(Options, new FakeSender("webhook", (_, _) => new(answer)));
        for (var minute = 0; minute < 5; minute++) await relay.DrainAsync(host.Clock.GetUtcNow().AddMinutes(minute));

        var dead = Assert.Single((await host.Customers.DeadLettersAsync(10, null)).Items);
        Assert.Equal(("anna", 3, "HTTP 500"), (dead.CustomerId, dead.Attempts, dead.Error));
        Assert.Equal(["dead: HTTP 500"], await host.EndsAsync("anna"));

        answer = SendResult.Sent;
        Assert.True(await host.Customers.RequeueAsync(dead.Id));
        await relay.DrainAsync(host.Clock.GetUtcNow());
        Assert.Equal(["dead: HTTP 500", "sent"], await host.EndsAsync("anna"));
        Assert.Empty((await host.Customers.DeadLettersAsync(10, null)).Items);
    }

    [Fact]
    public async Task A_message_that_became_too_late_while_others_were_sent_is_withheld()
    {
        await using var host = await PumpHost.StartAsync(directory, SmallJourneys.Of("tell", SmallJourneys.Message("vars.got.until")));
        var until = Value.OfTimestamp(host.Clock.GetUtcNow().AddMinutes(1));
        await host.Customers.SignalAsync([Begin("anna", "a", ("until", until)), Begin("ben", "b", ("until", until))]);
        var sender = new FakeSender("message", (_, _) =>
        {
            host.Clock.Advance(TimeSpan.FromMinutes(2));   // the channel took its time
            return new(SendResult.Sent);
        });
        await using var relay = host.Outbox(Options with { SendersMax = 1 }, sender);

        await relay.DrainAsync(host.Clock.GetUtcNow());

        Assert.Single(sender.Taken);
        Assert.Equal(["sent", "withheld: too-late"], [.. await host.EndsAsync("anna"), .. await host.EndsAsync("ben")]);
    }

    [Fact]
    public async Task Consent_that_was_withdrawn_after_the_decision_keeps_the_message_back()
    {
        await using var host = await PumpHost.StartAsync(directory, SmallJourneys.Of("tell", SmallJourneys.Message(basis: "consent")));
        await host.SignalAsync(TestHost.Update("anna", "1", "n", 1));
        await host.Customers.CommandAsync("anna", new Input.SetConsent("delays", "sms", true, "v1", "web", "anna"));
        await host.SignalAsync(Begin("anna", "a"));
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await host.Customers.CommandAsync("anna", new Input.SetConsent("delays", "sms", false, "v1", "web", "anna"));
        var sender = new FakeSender("message");
        await using var relay = host.Outbox(Options, sender);

        await relay.DrainAsync(host.Clock.GetUtcNow());

        Assert.Empty(sender.Taken);
        Assert.Equal(["withheld: no-consent"], await host.EndsAsync("anna"));
    }

    [Fact]
    public async Task That_a_message_was_superseded_is_in_the_history_also_when_the_host_ended_before_it_could_be_noted()
    {
        await using var host = await PumpHost.StartAsync(
            directory, SmallJourneys.Of("tell", SmallJourneys.Message(supersession: "'delay'")), inner => new FullStore(inner, batch => batch.Turns.Any(t => t.Entry.Seq == 3)));
        await host.SignalAsync(Begin("anna", "a"));
        await host.SignalAsync(Begin("anna", "b"));
        await host.Customers.ReadAsync("anna", state => state.Seq);
        await host.CrashAsync();
        var sender = new FakeSender("message");
        await using var relay = host.Outbox(Options, sender);

        await relay.DrainAsync(host.Clock.GetUtcNow());

        Assert.Single(sender.Taken);
        Assert.Equal(["sent", "superseded"], (await host.EndsAsync("anna")).Order());
    }

    [Fact]
    public async Task Receivers_that_hang_hold_up_no_message()
    {
        await using var host = await PumpHost.StartAsync(directory, SmallJourneys.Of("both", SmallJourneys.Webhook("call"), SmallJourneys.Message()));
        await host.SignalAsync(Begin("anna", "a"));
        var (called, sent) = (new TaskCompletionSource(), new TaskCompletionSource());
        var webhooks = new FakeSender("webhook", async (_, cancel) =>
        {
            called.SetResult();
            await Task.Delay(Timeout.Infinite, cancel);
            return SendResult.Sent;
        });
        var messages = new FakeSender("message", async (_, _) =>
        {
            await called.Task;
            sent.SetResult();
            return SendResult.Sent;
        });
        await using var relay = host.Outbox(Options with { TryTime = TimeSpan.FromMinutes(10) }, webhooks, messages);

        relay.Start();
        await sent.Task.WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task An_effect_goes_out_when_it_is_queued_and_a_timer_fires_when_it_is_due_although_nobody_looks_in_between()
    {
        await using var host = await PumpHost.StartAsync(directory, SmallJourneys.Of("tell", SmallJourneys.Delay("00:00:01"), SmallJourneys.Message()));
        var sent = new TaskCompletionSource();
        var sender = new FakeSender("message", (_, _) =>
        {
            sent.TrySetResult();
            return new(SendResult.Sent);
        });
        var never = TimeSpan.FromDays(1);
        await using var relay = host.Outbox(Options with { PollTime = never }, sender);
        await using var timers = new TimerPump(host.Store, host.Customers, new TimerPumpOptions { Time = host.Clock, PollTime = never }, NullLogger.Instance);
        host.Customers.OnCommitted(batch =>
        {
            if (batch.Turns.Any(t => !t.Outbox.IsEmpty)) relay.Wake();
            if (batch.Turns.Any(t => !t.Timers.IsEmpty)) timers.Wake();
        });
        relay.Start();
        timers.Start();

        await host.SignalAsync(Begin("anna", "a"));
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await host.SignalAsync(Begin("anna", "b"));

        await sent.Task.WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_try_put_off_is_made_when_its_time_comes_and_a_dead_letter_when_it_is_queued_again_although_nobody_looks_in_between()
    {
        await using var host = await PumpHost.StartAsync(directory, SmallJourneys.Of("hook", SmallJourneys.Webhook("call")));
        var tries = Channel.CreateUnbounded<int>();
        var made = 0;
        var sender = new FakeSender("webhook", (_, _) =>
        {
            tries.Writer.TryWrite(++made);
            return new(made == 4 ? SendResult.Sent : SendResult.Failed("HTTP 500"));
        });
        await using var relay = host.Outbox(new OutboxOptions { AttemptsMax = 3, RetryMin = TimeSpan.FromMilliseconds(50), PollTime = TimeSpan.FromDays(1) }, sender);
        host.Customers.OnRequeued(relay.Wake);
        await host.SignalAsync(Begin("anna", "a"));
        relay.Start();
        for (var number = 1; number <= 3; number++) Assert.Equal(number, await NextAsync(tries.Reader, host.Clock));
        while ((await host.Customers.DeadLettersAsync(10, null)).Items is not [_]) await Task.Delay(10);
        Assert.True(await host.Customers.RequeueAsync((await host.Customers.DeadLettersAsync(10, null)).Items[0].Id));
        Assert.Equal(4, await NextAsync(tries.Reader, host.Clock));
    }

    /// <summary>The next try. The clock goes on until it is made: how much of it has passed before a failed try is put off, this test can't know.</summary>
    private static async Task<int> NextAsync(ChannelReader<int> tries, TestClock clock)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        int number;
        while (!tries.TryRead(out number))
        {
            await Task.Delay(5, patience.Token);
            clock.Advance(TimeSpan.FromMilliseconds(20));
        }
        return number;
    }

    [Fact]
    public async Task A_try_without_an_answer_is_a_failed_try()
    {
        await using var host = await PumpHost.StartAsync(directory, SmallJourneys.Of("hook", SmallJourneys.Webhook("call")));
        await host.SignalAsync(Begin("anna", "a"));
        var hanging = new FakeSender("webhook", async (_, cancel) =>
        {
            await Task.Delay(Timeout.Infinite, cancel);
            return SendResult.Sent;
        });
        await using var relay = host.Outbox(Options with { AttemptsMax = 1, TryTime = TimeSpan.FromMilliseconds(20) }, hanging);

        await relay.DrainAsync(host.Clock.GetUtcNow());

        Assert.Equal(["dead: no answer in time"], await host.EndsAsync("anna"));
    }

    [Fact]
    public async Task A_signal_between_customers_counts_once_however_often_it_is_delivered()
    {
        await using var host = await PumpHost.StartAsync(
            directory, SmallJourneys.Of("tell", SmallJourneys.Signal("ben")), inner => new FullStore(inner, batch => batch.SettledEffects.Count > 0));
        await host.SignalAsync(Begin("anna", "a"));
        await using (var relay = host.Outbox(Options)) await Assert.ThrowsAsync<IOException>(() => relay.DrainAsync(host.Clock.GetUtcNow()));
        await host.CrashAsync();
        await using var next = host.Outbox(Options);

        await next.DrainAsync(host.Clock.GetUtcNow());

        Assert.Equal("internal", Assert.Single(await host.InputsAsync("ben")).Kind);
        Assert.Equal(["sent"], await host.EndsAsync("anna"));
        Assert.Equal(0, (await host.Store.CountsAsync()).Outbox);
    }
}
