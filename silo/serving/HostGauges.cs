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
    private readonly ICustomers customers;
    private HostHealth? health;
    private long read;

    /// <param name="data">The data directory.</param>
    public HostGauges(ICustomers customers, ISubscriptions subscriptions, IFeeds? feeds, string data)
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
        Add("journey.dead_letters", "{effect}", "Effects that no try could deliver.", h => h.Counts.DeadLetters);
        Add("journey.damaged", "{place}", "Places of the store that reads found damaged since the start.", h => h.Damaged);
        meter.CreateObservableGauge("journey.disk.free", () => new DriveInfo(Path.GetFullPath(data)).AvailableFreeSpace, "By", "Room on the disk of the data directory.");
        meter.CreateObservableGauge("journey.subscription.lag", () => Lags(subscriptions), "{entry}", "Entries that a subscription has not been told of.");
        if (feeds is not null) meter.CreateObservableGauge("journey.feed.freshness", () => Ages(feeds), "s", "Age of what a feed last said, since it was made, else since it was last had.");
    }

    public void Dispose() => meter.Dispose();

    private void Add(string name, string unit, string meaning, Func<HostHealth, long> value) =>
        meter.CreateObservableGauge(name, () => value(Read()), unit, meaning);

    private static IEnumerable<Measurement<long>> Lags(ISubscriptions subscriptions) =>
        subscriptions.ListAsync().AsTask().GetAwaiter().GetResult().Select(s => new Measurement<long>(s.LagEntries, Instruments.Tag(Attributes.Subscription, s.Id)));

    private static IEnumerable<Measurement<double>> Ages(IFeeds feeds) =>
        from feed in feeds.List()
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
