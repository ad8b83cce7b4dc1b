using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>
/// Lookups of single keys, asked of the server together: the first go at once, those that come while they are on their way gather and go as one query. Each sees all that was
/// committed before it was asked. Thread-safe.
/// </summary>
/// <param name="read">Answers those of the keys that there are.</param>
/// <param name="width">Queries on their way at a time.</param>
/// <param name="most">Keys of a query, so that no answer is large.</param>
internal sealed class Gathered<TKey, TValue>(
    Func<IReadOnlyList<TKey>, Task<IReadOnlyList<KeyValuePair<TKey, TValue>>>> read, int width, int most, IEqualityComparer<TKey>? comparer = null)
    where TKey : notnull
{
    private readonly Lock gate = new();
    private readonly Queue<TKey> order = new();
    private readonly Dictionary<TKey, TaskCompletionSource<TValue?>> waiting = new(comparer);
    private int reading;

    /// <summary>The value of a key; the default when there is none.</summary>
    public Task<TValue?> FindAsync(TKey key, CancellationToken cancel)
    {
        Task<TValue?> answer;
        lock (gate)
        {
            if (!waiting.TryGetValue(key, out var asked))
            {
                waiting.Add(key, asked = new TaskCompletionSource<TValue?>(TaskCreationOptions.RunContinuationsAsynchronously));
                order.Enqueue(key);
            }
            answer = asked.Task;
            if (reading == width) return answer.WaitAsync(cancel);
            reading++;
        }
        _ = ReadAllAsync();
        return answer.WaitAsync(cancel);
    }

    private async Task ReadAllAsync()
    {
        while (Take() is { Count: > 0 } asked) await AnswerAsync(asked).ConfigureAwait(false);
    }

    /// <summary>Those that wait, the first first; none: one reader fewer.</summary>
    private List<KeyValuePair<TKey, TaskCompletionSource<TValue?>>> Take()
    {
        lock (gate)
        {
            var asked = new List<KeyValuePair<TKey, TaskCompletionSource<TValue?>>>(Math.Min(order.Count, most));
            while (asked.Count < most && order.TryDequeue(out var key))
            {
                waiting.Remove(key, out var answer);
                asked.Add(KeyValuePair.Create(key, answer!));
            }
            if (asked.Count == 0) reading--;
            return asked;
        }
    }

    /// <summary>Whatever keeps the server from answering reaches each who asked; a damaged page only those whose rows are on it.</summary>
    private async Task AnswerAsync(IReadOnlyList<KeyValuePair<TKey, TaskCompletionSource<TValue?>>> asked)
    {
        try
        {
            var found = new Dictionary<TKey, TValue>(await read([.. asked.Select(one => one.Key)]).ConfigureAwait(false), comparer);
            foreach (var (key, answer) in asked) answer.SetResult(found.GetValueOrDefault(key));
        }
        catch (DamagedStoreException) when (asked.Count > 1)
        {
            foreach (var one in asked) await AnswerAsync([one]).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            foreach (var (_, answer) in asked) answer.SetException(error);
        }
    }
}
