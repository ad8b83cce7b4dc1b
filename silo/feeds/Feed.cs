using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Feeds.Gtfs;
using JourneyOrchestrator.Silo.Feeds.Mapping;
using JourneyOrchestrator.Silo.Pumps;
using JourneyOrchestrator.Silo.Telemetry;
using JourneyOrchestrator.Workflows.Values;
using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.Silo.Feeds;

/// <summary>
/// One feed: read now and then, or sent. What can't be read changes nothing, and what was told once is not told again. What it says is published, on disk and
/// on its way to the followers before the feed counts as read.
/// </summary>
internal sealed class Feed : IAsyncDisposable
{
    private const int SignalsMax = 500;
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(10);

    private readonly FeedSettings settings;
    private readonly ICustomers customers;
    private readonly TimeProvider clock;
    private readonly ILogger log;
    private readonly FeedSource source;
    private readonly GtfsContent? gtfs;
    private readonly JsonMapping? mapping;
    private readonly PumpLoop loop;
    private readonly SemaphoreSlim one = new(1, 1);
    private Dictionary<string, Value> told = new(StringComparer.Ordinal);
    private volatile FeedStatus status;
    private int failures;

    /// <exception cref="FeedException">The settings are wrong.</exception>
    public Feed(FeedSettings settings, ICustomers customers, HttpClient http, TimeProvider clock, ILogger log)
    {
        (this.settings, this.customers, this.clock, this.log) = (settings, customers, clock, log);
        source = new FeedSource(settings, http);
        var name = "feed:" + settings.Name;
        if (settings.Mapping is { } wanted) mapping = new JsonMapping(settings.Name, wanted, name);
        else gtfs = new GtfsContent(settings, name);
        status = new FeedStatus(settings.Name, settings.Kind, null, null, null, null, false, FeedTally.None, null);
        loop = new PumpLoop(LookAsync, error => log.FeedFailed(error, settings.Name), LongestBackoff, clock);
    }

    public FeedStatus Status => status;

    private bool IsSent => settings.Url is null && settings.File is null;

    public void Start()
    {
        if (!IsSent) loop.Start();
    }

    public async ValueTask DisposeAsync()
    {
        await loop.DisposeAsync().ConfigureAwait(false);
        one.Dispose();
    }

    /// <summary>Looks at the feed once.</summary>
    /// <returns>How long to wait before looking again.</returns>
    public async Task<TimeSpan> LookAsync(CancellationToken cancel)
    {
        var every = TimeSpan.FromSeconds(settings.EverySeconds);
        try
        {
            await TracedAsync(() => ReadAsync(cancel)).ConfigureAwait(false);
            failures = 0;
            return every;
        }
        catch (FeedException error)
        {
            if (status.Error != error.Message) log.FeedUnusable(settings.Name, error.Message);
            status = status with { Error = error.Message, Stale = IsStale(status.Made) };
            return Backoff.Delay(++failures, every, LongestBackoff > every ? LongestBackoff : every, Random.Shared.NextDouble());
        }
    }

    /// <summary>Takes a document that was sent.</summary>
    /// <exception cref="FeedException">It can't be used.</exception>
    public async Task<FeedTally> PushAsync(Value document, CancellationToken cancel)
    {
        if (!IsSent) throw new FeedException($"The feed '{settings.Name}' is asked for, not sent.");
        try
        {
            return await TracedAsync(() => TakeAsync(Read(document), cancel)).ConfigureAwait(false);
        }
        catch (FeedException error)
        {
            status = status with { Error = error.Message };
            throw;
        }
    }

    /// <summary>Looks, or takes what was sent, within a span of its own.</summary>
    private async Task<FeedTally> TracedAsync(Func<Task<FeedTally>> take)
    {
        var span = FeedSpan.Start(settings.Name);
        try
        {
            status = status with { Asked = clock.GetUtcNow() };
            var tally = await take().ConfigureAwait(false);
            status = status with { Succeeded = clock.GetUtcNow(), Error = null, Stale = IsStale(status.Made) };
            FeedSpan.End(span, tally, status.Stale);
            return tally;
        }
        catch (Exception error)
        {
            FeedSpan.Fail(span, error);
            throw;
        }
    }

    private async Task<FeedTally> ReadAsync(CancellationToken cancel)
    {
        var tally = await source.ReadAsync(cancel).ConfigureAwait(false) is { } bytes ? await TakeAsync(Read(bytes), cancel).ConfigureAwait(false) : FeedTally.None;
        source.Keep();
        return tally;
    }

    private FeedReading Read(ReadOnlyMemory<byte> bytes)
    {
        if (gtfs is not null) return gtfs.Read(bytes, topic => told.GetValueOrDefault(topic));
        try
        {
            return Read(ValueJson.Parse(bytes.Span));
        }
        catch (Exception error) when (error is ValueJsonException or System.Text.Json.JsonException)
        {
            throw new FeedException($"It is no JSON: {error.Message}");
        }
    }

    private FeedReading Read(Value document)
    {
        var events = mapping!.Of(document, out var unmatched);
        return new FeedReading(null, events, unmatched);
    }

    private bool IsStale(DateTimeOffset? made) => made is { } then && clock.GetUtcNow() - then > TimeSpan.FromSeconds(settings.StaleAfterSeconds);

    private async Task<FeedTally> TakeAsync(FeedReading reading, CancellationToken cancel)
    {
        await one.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var stale = IsStale(reading.Made);
            var tally = stale ? FeedTally.None : await TellAsync(reading, cancel).ConfigureAwait(false);
            status = status with { Made = reading.Made ?? status.Made, Stale = stale, Told = status.Told.Plus(tally), Changed = tally.Accepted > 0 ? clock.GetUtcNow() : status.Changed };
            return tally;
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>Publishes what is new, topic by topic.</summary>
    private async Task<FeedTally> TellAsync(FeedReading reading, CancellationToken cancel)
    {
        var tally = FeedTally.None with { Unmatched = reading.Unmatched };
        var now = new Dictionary<string, Value>(StringComparer.Ordinal);
        foreach (var topic in reading.Events.Where(e => e.Topic is not null).GroupBy(e => e.Topic!, StringComparer.Ordinal))
        {
            // Of a feed that holds everything each thing is told once, until it changes; what is sent has ids for that.
            var news = topic.Where(e => gtfs is null || !Same(topic.Key, e.Signal)).Select(e => e.Signal).ToList();
            if (news.Count > 0) tally = Count(tally, await customers.PublishAsync(topic.Key, news, cancel).ConfigureAwait(false));
            foreach (var e in topic) now[KeyOf(topic.Key, e.Signal)] = e.Signal.Data;
        }
        foreach (var chunk in reading.Events.Where(e => e.Topic is null).Select(e => e.Signal).Chunk(SignalsMax))
            tally = Count(tally, await customers.SignalAsync(chunk, cancel).ConfigureAwait(false));
        if (gtfs is not null) told = now;
        return tally;
    }

    private bool Same(string topic, Signal signal) => told.TryGetValue(KeyOf(topic, signal), out var before) && before.Equals(signal.Data);

    private static string KeyOf(string topic, Signal signal) => signal.Extensions!.TryGetValue("retainkey", out var key) ? $"{topic}\n{key.AsString()}" : topic;

    private static FeedTally Count(FeedTally tally, Receipt[] receipts)
    {
        if (receipts.Any(r => r.Kind == ReceiptKind.Unavailable)) throw new FeedException("The host could not write what it says; it is read again.");
        return tally.Plus(new FeedTally(
            receipts.LongCount(r => r.Kind == ReceiptKind.Accepted), receipts.LongCount(r => r.Kind == ReceiptKind.Duplicate),
            receipts.LongCount(r => r.Kind is not (ReceiptKind.Accepted or ReceiptKind.Duplicate)), 0));
    }
}
