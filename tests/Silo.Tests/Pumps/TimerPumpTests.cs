using JourneyOrchestrator.Silo.Timers;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Tests.Shards;
using static JourneyOrchestrator.Silo.Tests.Pumps.PumpHost;

namespace JourneyOrchestrator.Silo.Tests.Pumps;

public sealed class TimerPumpTests : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task What_fell_due_while_no_host_ran_fires_once_and_in_due_order()
    {
        await using var host = await PumpHost.StartAsync(directory, SmallJourneys.Of("wait", SmallJourneys.Delay("01:00:00")));
        foreach (var customer in new[] { "cora", "anna", "ben" })
        {
            await host.SignalAsync(Begin(customer, customer));
            host.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        await host.CrashAsync();
        host.Clock.Advance(2 * Hour);
        var inbox = new NotingInbox(host.Customers);
        await using var pump = host.Timers(inbox, batch: 2);

        Assert.Equal(3, await pump.RunDueAsync(host.Clock.GetUtcNow()));
        Assert.Equal(0, await pump.RunDueAsync(host.Clock.GetUtcNow()));

        Assert.Equal(["cora", "anna", "ben"], inbox.Told);
        foreach (var customer in inbox.Told) Assert.Equal(["event", "timer"], (await host.InputsAsync(customer)).Select(i => i.Kind));
    }

    [Fact]
    public async Task A_timer_is_never_recorded_before_it_was_due_and_sets_no_second_one_for_the_same_time()
    {
        await using var host = await PumpHost.StartAsync(directory, SmallJourneys.Of("nightly", SmallJourneys.Cron("0 0 12 * * *"), SmallJourneys.Delay("00:00:00.001")));
        await host.SignalAsync(Begin("anna", "a"));
        var noon = host.Clock.GetUtcNow().Date.AddHours(12);
        await using var pump = host.Timers();

        // The clock of the turns is an instant behind the one that the pump looked at.
        await pump.RunDueAsync(new DateTimeOffset(noon, TimeSpan.Zero));

        var fired = (await host.Customers.HistoryAsync("anna", 0, 10)).Value!.Where(e => e.Input.Kind == "timer").ToList();
        Assert.Equal(noon, Assert.Single(fired).At.UtcDateTime);
    }

    [Fact]
    public async Task A_customer_that_cannot_take_its_timer_holds_up_nobody_elses()
    {
        await using var host = await PumpHost.StartAsync(directory, SmallJourneys.Of("wait", SmallJourneys.Delay("01:00:00")));
        foreach (var customer in new[] { "broken", "anna", "ben" }) await host.SignalAsync(Begin(customer, customer));
        host.Clock.Advance(2 * Hour);
        var inbox = new NotingInbox(host.Customers) { Broken = "broken" };
        await using var pump = host.Timers(inbox, batch: 1);

        await Assert.ThrowsAsync<IOException>(() => pump.RunDueAsync(host.Clock.GetUtcNow()));
        Assert.Equal(["anna", "ben"], inbox.Told);

        inbox.Broken = null;
        Assert.Equal(1, await pump.RunDueAsync(host.Clock.GetUtcNow()));
        Assert.Equal(["anna", "ben", "broken"], inbox.Told);
    }

    [Fact]
    public async Task A_timer_that_its_customer_cannot_take_is_tried_with_growing_pauses()
    {
        await using var host = await PumpHost.StartAsync(directory, SmallJourneys.Of("wait", SmallJourneys.Delay("01:00:00")));
        await host.SignalAsync(Begin("broken", "a"));
        host.Clock.Advance(2 * Hour);
        var inbox = new NotingInbox(host.Customers) { Broken = "broken" };
        var clock = new FakeTimeProvider(host.Clock.GetUtcNow());
        await using var pump = new TimerPump(host.Store, inbox, new TimerPumpOptions { Time = clock }, NullLogger.Instance);
        pump.Start();
        var start = clock.GetUtcNow();
        while (inbox.Refused < 12) await StepAsync(clock);
        Assert.True(clock.GetUtcNow() - start > TimeSpan.FromMinutes(15), $"{clock.GetUtcNow() - start}");   // 24 s without

        inbox.Broken = null;
        while (inbox.Told.Count == 0) await StepAsync(clock);
    }

    private static async Task StepAsync(FakeTimeProvider clock)
    {
        clock.Advance(TimeSpan.FromSeconds(1));
        await Task.Delay(1);   // the pump looks beside
    }

    /// <summary>Notes who was told, in order.</summary>
    private sealed class NotingInbox(ICustomerInbox inner) : ICustomerInbox
    {
        public List<string> Told { get; } = [];

        public string? Broken { get; set; }

        public int Refused { get; private set; }

        public async ValueTask<Receipt[]> HandleAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancel = default)
        {
            var receipts = new List<Receipt>();
            foreach (var delivery in deliveries)
            {
                var id = (await inner.IdOfAsync(delivery.CustomerKey, cancel))!;
                if (id != Broken) Told.Add(id);
                else Refused++;
                receipts.Add(id == Broken ? new Receipt(ReceiptKind.Unavailable) : (await inner.HandleAsync([delivery], cancel))[0]);
            }
            return [.. receipts];
        }

        public ValueTask<string?> IdOfAsync(long customerKey, CancellationToken cancel = default) => inner.IdOfAsync(customerKey, cancel);
    }
}
