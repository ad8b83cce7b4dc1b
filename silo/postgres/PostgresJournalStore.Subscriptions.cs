using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Postgres;

public sealed partial class PostgresJournalStore : ISubscriptionStore
{
    public ValueTask<IReadOnlyList<SubscriptionRow>> SubscriptionsAsync(CancellationToken cancel = default) => SubscriptionTable.AllAsync(_readers, cancel);

    public async ValueTask AddSubscriptionAsync(SubscriptionRow row, CancellationToken cancel = default) =>
        await _writer.RunAsync(connection => SubscriptionTable.AddAsync(connection, row), cancel).ConfigureAwait(false);

    public async ValueTask UpdateSubscriptionsAsync(IReadOnlyList<SubscriptionRow> rows, CancellationToken cancel = default) =>
        await _writer.RunAsync(connection => SubscriptionTable.UpdateAsync(connection, rows), cancel).ConfigureAwait(false);

    public async ValueTask RemoveSubscriptionAsync(string id, CancellationToken cancel = default) =>
        await _writer.RunAsync(connection => SubscriptionTable.RemoveAsync(connection, id), cancel).ConfigureAwait(false);
}
