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

    /// <summary>The committed state of a customer who may be with another host.</summary>
    private ValueTask<ReadResult<T>> CommittedAsync<T>(string customerId, Func<CustomerState, T> view, CancellationToken cancel) =>
        host.Others is { } others ? others.CommittedAsync(customerId, view, cancel) : ReadAsync(customerId, view, null, cancel);

    public ValueTask<ReadResult<IReadOnlyList<Entry>>> HistoryAsync(
        string customerId, long after, int limit, CancellationToken cancel = default) =>
        reader.HistoryAsync(customerId, after, limit, cancel);

    public void NoteRead(string customerId, string reader, string call) => reads.Add(customerId, reader, call);

    public async ValueTask<ReadResult<Page<DataRead>>> ReadsAsync(string customerId, long after, int limit, CancellationToken cancel = default)
    {
        var found = await CommittedAsync(customerId, static state => (state.Key, state.Id), cancel).ConfigureAwait(false);
        if (found.Status != ReadStatus.Found) return new(found.Status);
        return ReadResult<Page<DataRead>>.Found(await reads.ReadAsync(found.Value.Key, found.Value.Id, after, limit, cancel).ConfigureAwait(false));
    }
}
