using System.Diagnostics.Metrics;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Telemetry;

namespace JourneyOrchestrator.Silo.Serving;

/// <summary>What a running host holds, looked at whenever measurements are collected; never when they are not.</summary>
public sealed class HostGauges : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(100);   // all gauges of one collection read the same counts

    private readonly Meter meter = new(Instruments.MeterName);
    private readonly Lock gate = new();
    private readonly ClockOffset clock = new(TimeProvider.System);
    private readonly ICustomers customers;
    private HostHealth? health;
    private long read;

    public HostGauges(ICustomers customers, ISubscriptions subscriptions, IFeeds? feeds, IDataDisk disk)
    {
        this.customers = customers;
        Instruments.BeginShed();
        Add("journey.queue.depth", "{input}", "Signals and commands taken and not yet answered.", h => h.QueueDepth);
        Add("journey.ready", "{host}", "1 while signals are taken; 0: read-only, starting or stopping.", h => h.Ready ? 1 : 0);
        Add("journey.customers.active", "{customer}", "Customers in memory.", h => h.ActiveCustomers);
        Add("journey.customers.memory", "By", "Memory that customers take, estimated.", h => h.ActiveBytes);
        Add("journey.customers", "{customer}", "Customers on disk.", h => h.Counts.Customers);
        Add("journey.entries", "{entry}", "Entries of the journal.", h => h.Counts.Entries);
        Add("journey.timers", "{timer}", "Timers set.", h => h.Counts.Timers);
        meter.CreateObservableGauge("journey.timer.overdue", () => Read().Overdue.TotalSeconds, "s", "For how long the timer has been due that waits longest; 0: none is due.");
        Add("journey.outbox.depth", "{effect}", "Effects that wait for their senders.", h => h.Counts.Outbox);
        meter.CreateObservableGauge("journey.outbox.overdue", () => Read().EffectsOverdue.TotalSeconds, "s", "For how long the effect has been due that waits longest; 0: none is due.");
        Add("journey.topic.open", "{event}", "Topic events on their way to all followers, without what is paused.", h => h.OpenFanOuts);
        Add("journey.erasures.open", "{erasure}", "Erasures that are not finished.", h => h.OpenErasures);
        meter.CreateObservableGauge("journey.clock.offset", () => clock.Read().TotalSeconds, "s", "By how much the clock was set since the process began; it is not set by being corrected slowly.");
        Add("journey.dead_letters", "{effect}", "Effects that no try could deliver.", h => h.Counts.DeadLetters);
        Add("journey.damaged", "{place}", "Places of the store that reads found damaged since the start.", h => h.Damaged);
        Add("journey.set_aside", "{input}", "Inputs that could not be decided and wait for a person.", h => h.Counts.SetAside);
        meter.CreateObservableGauge("journey.disk.free", () => disk.Look().FreeBytes, "By", "Room on the disk of the data directory.");
        meter.CreateObservableGauge("journey.subscription.lag", () => Lags(subscriptions), "{entry}", "Entries that a subscription has not been told of.");
        if (feeds is not null) meter.CreateObservableGauge("journey.feed.freshness", () => Ages(feeds), "s", "Age of what a feed last said, since it was made, else since it was last had.");
    }

    public void Dispose() => meter.Dispose();

    private void Add(string name, string unit, string meaning, Func<HostHealth, long> value) =>
        meter.CreateObservableGauge(name, () => value(Read()), unit, meaning);

    private static IEnumerable<Measurement<long>> Lags(ISubscriptions subscriptions) =>
        subscriptions.ListAsync().AsTask().GetAwaiter().GetResult().Select(s => new Measurement<long>(s.LagEntries, Instruments.Tag(Attributes.Subscription, s.Id)));

    private static IEnumerable<Measurement<double>> Ages(IFeeds feeds) =>
        from feed in feeds.ListAsync().AsTask().GetAwaiter().GetResult()
        let then = feed.Made ?? feed.Succeeded
        where then is not null
        select new Measurement<double>((DateTimeOffset.UtcNow - then.Value).TotalSeconds, Instruments.Tag(Attributes.Feed, feed.Name));

    /// <summary>On the thread of the collector, which may wait for the disk.</summary>
    private HostHealth Read()
    {
        lock (gate)
        {
            if (health is not null && System.Diagnostics.Stopwatch.GetElapsedTime(read) < Fresh) return health;
            health = customers.HealthAsync().AsTask().GetAwaiter().GetResult();
            read = System.Diagnostics.Stopwatch.GetTimestamp();
            return health;
        }
    }
}
