using JourneyOrchestrator.Silo.Postgres;
using JourneyOrchestrator.Silo.Shards;
using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.Silo.Cluster;

/// <summary>Takes what other processes of the cluster have written to those here whom it concerns.</summary>
internal sealed class NewsDesk(PostgresJournalStore store, Customers local, ILogger log) : IAsyncDisposable
{
    private IAsyncDisposable? listening;

    /// <summary>Told of all news.</summary>
    public Action<StoreNews> OnNews { get; set; } = static _ => { };

    public void Start() => listening = store.Listen(Take, error => log.NewsNotHeard(error));

    public ValueTask DisposeAsync() => listening?.DisposeAsync() ?? default;

    private void Take(StoreNews news)
    {
        if (news.Entries) local.TellWatchers(news.Customers);
        if (news.Journeys) _ = TryAsync(() => local.ReloadJourneysAsync());
        foreach (var person in news.Erased) _ = TryAsync(() => local.ForgetAsync(person));
        OnNews(news);
    }

    private async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // A silo is told again by whoever did it, who waits for the answer; a process of doors reads it with the next news.
            log.NewsNotTaken(error);
        }
    }
}
