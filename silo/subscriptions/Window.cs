using JourneyOrchestrator.Silo.Outbox.Senders;

namespace JourneyOrchestrator.Silo.Subscriptions;

/// <summary>A few entries' messages on their way to one receiver: those of one customer one after the other, those of different customers at the same time.</summary>
/// <param name="end">Position of the last entry, told or not.</param>
internal sealed class Window(IEnumerable<Message> messages, long end)
{
    private readonly List<Queue<Message>> customers = [.. messages.GroupBy(m => m.Customer, StringComparer.Ordinal).Select(g => new Queue<Message>(g))];

    public bool IsDone => customers.TrueForAll(waiting => waiting.Count == 0);

    /// <summary>Position up to which everything is delivered: what comes after a failure is behind it, delivered or not.</summary>
    public long Position => customers.Where(waiting => waiting.Count > 0).Select(waiting => waiting.Peek().Position - 1).DefaultIfEmpty(end).Min();

    /// <summary>Delivers until all is done, a try fails, or it is told to stop; what remains waits for the next round.</summary>
    /// <returns>Messages delivered, and the first failure.</returns>
    public async Task<(int Delivered, WebhookAnswer? Failure)> DeliverAsync(
        Func<Message, CancellationToken, ValueTask<WebhookAnswer>> post, Func<bool> goesOn, int atOnce, CancellationToken cancel)
    {
        var delivered = 0;
        object? failure = null;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancel };
        await Parallel.ForEachAsync(customers, parallel, async (waiting, token) =>
        {
            while (Volatile.Read(ref failure) is null && goesOn() && waiting.TryPeek(out var next))
            {
                var answer = await post(next, token).ConfigureAwait(false);
                if (answer.Error is not null)
                {
                    Interlocked.CompareExchange(ref failure, answer, null);
                    return;
                }
                waiting.Dequeue();
                Interlocked.Increment(ref delivered);
            }
        }).ConfigureAwait(false);
        return (delivered, (WebhookAnswer?)failure);
    }
}
