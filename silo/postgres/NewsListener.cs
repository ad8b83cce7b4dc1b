using Npgsql;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>Hears what other hosts write, on a connection of its own. When that is lost it is opened again, and anything may have happened meanwhile.</summary>
internal sealed class NewsListener(Connections connections, string host, Action<StoreNews> told, Action<Exception> failed) : IAsyncDisposable
{
    private static readonly TimeSpan RetryTime = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource stop = new();
    private Task loop = Task.CompletedTask;

    public void Start() => loop = Task.Run(LoopAsync);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await loop.ConfigureAwait(false);
        stop.Dispose();
    }

    private async Task LoopAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await ListenAsync().ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                failed(error);
                await Task.Delay(RetryTime, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync()
    {
        await using var connection = await connections.OpenWriterAsync(stop.Token).ConfigureAwait(false);
        connection.Notification += (_, said) =>
        {
            if (NewsText.Read(said.Payload, host) is { } news) told(news);
        };
        await connection.ChangesAsync("LISTEN " + Sharing.Channel).ConfigureAwait(false);
        told(StoreNews.Anything);
        while (true) await connection.WaitAsync(stop.Token).ConfigureAwait(false);
    }
}
