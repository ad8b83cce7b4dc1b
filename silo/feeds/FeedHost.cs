using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Values;
using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.Silo.Feeds;

/// <summary>The feeds of a host.</summary>
public sealed class FeedHost : IFeeds, IAsyncDisposable
{
    private const int RedirectsMax = 3;

    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        MaxAutomaticRedirections = RedirectsMax,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ActivityHeadersPropagator = null,   // whose feed is read is told nothing of our traces
    }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly SortedDictionary<string, Feed> feeds = new(StringComparer.Ordinal);

    /// <exception cref="FeedException">The settings of a feed are wrong.</exception>
    public FeedHost(FeedList list, ICustomers customers, TimeProvider clock, ILogger log)
    {
        foreach (var settings in list.Feeds) feeds.Add(settings.Name, new Feed(settings, customers, http, clock, log));
    }

    public void Start()
    {
        foreach (var feed in feeds.Values) feed.Start();
    }

    public ValueTask<IReadOnlyList<FeedStatus>> ListAsync(CancellationToken cancel = default) => new([.. feeds.Values.Select(feed => feed.Status)]);

    public async ValueTask<FeedTally?> PushAsync(string name, Value document, CancellationToken cancel = default) =>
        feeds.TryGetValue(name, out var feed) ? await feed.PushAsync(document, cancel).ConfigureAwait(false) : null;

    public async ValueTask DisposeAsync()
    {
        foreach (var feed in feeds.Values) await feed.DisposeAsync().ConfigureAwait(false);
        http.Dispose();
    }
}
