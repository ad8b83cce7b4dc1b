using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Shards;

public sealed partial class Customers
{
    public async ValueTask<ReadResult<T>> ReadAsync<T>(
        string customerId, Func<CustomerState, T> view, DateTimeOffset? at = null, CancellationToken cancel = default)
    {
        if (at is { } moment)
        {
            var past = await reader.StateAsync(customerId, moment, cancel).ConfigureAwait(false);
            return past.Value is { } state ? ReadResult<T>.Found(view(state)) : new ReadResult<T>(past.Status);
        }
        var work = new ReadWork<T>(customerId, view);
        shards.Take(work);
        return await work.Done.WaitAsync(cancel).ConfigureAwait(false);
    }

    public ValueTask<ReadResult<IReadOnlyList<Entry>>> HistoryAsync(
        string customerId, long after, int limit, CancellationToken cancel = default) =>
        reader.HistoryAsync(customerId, after, limit, cancel);
}
