namespace JourneyOrchestrator.Silo.Pumps;

/// <summary>
/// The life of a pump: it looks, rests until it is woken or its time has come, and looks again. A look that fails is reported and made again later,
/// whatever went wrong: what there is to do is on disk, so that nothing is lost.
/// </summary>
/// <param name="look">Does what there is to do; answers how long it may rest unless woken.</param>
/// <param name="onFailed">Told what went wrong.</param>
/// <param name="retryTime">Wait after a look that failed.</param>
/// <param name="time">The clock.</param>
public sealed class PumpLoop(Func<CancellationToken, Task<TimeSpan>> look, Action<Exception> onFailed, TimeSpan retryTime, TimeProvider time) : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private volatile TaskCompletionSource woken = NewMark();
    private Task loop = Task.CompletedTask;

    /// <summary>Wait between being woken and looking: work gathers meanwhile and is done together.</summary>
    public TimeSpan GatherTime { get; init; } = TimeSpan.Zero;

    /// <summary>Looks at once, and then whenever there is reason to.</summary>
    public void Start()
    {
        // Whoever starts it, a call for instance, is not what its looks are part of.
        using (ExecutionContext.SuppressFlow()) loop = Task.Run(LoopAsync);
    }

    /// <summary>There is something to do. Wakes that come together count once.</summary>
    public void Wake() => woken.TrySetResult();

    /// <summary>Breaks off the look that is being made, and ends.</summary>
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
                woken = NewMark();   // before looking: what comes from now on ends the rest
                var rest = await look(stop.Token).ConfigureAwait(false);
                await woken.Task.WaitAsync(WholeMilliseconds(rest), time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (GatherTime > TimeSpan.Zero) await DelayAsync(GatherTime).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                onFailed(error);
                await DelayAsync(retryTime).ConfigureAwait(false);
            }
        }
    }

    private async Task DelayAsync(TimeSpan span) => await Task.Delay(span, time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Waits count whole milliseconds and drop the rest: whoever is to wait for half of one would look without a rest until it has passed.</summary>
    private static TimeSpan WholeMilliseconds(TimeSpan rest) =>
        rest == Timeout.InfiniteTimeSpan ? rest : TimeSpan.FromMilliseconds(Math.Ceiling(rest.TotalMilliseconds));

    private static TaskCompletionSource NewMark() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
