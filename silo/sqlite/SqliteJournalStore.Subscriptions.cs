using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Sqlite;

public sealed partial class SqliteJournalStore : ISubscriptionStore
{
    public ValueTask<IReadOnlyList<SubscriptionRow>> SubscriptionsAsync(CancellationToken cancel = default) => _readers.ReadAsync(SubscriptionTable.All, cancel);

    public async ValueTask AddSubscriptionAsync(SubscriptionRow row, CancellationToken cancel = default) =>
        await _writer.TransactionAsync(database => SubscriptionTable.Add(database, row), cancel).ConfigureAwait(false);

    public async ValueTask UpdateSubscriptionsAsync(IReadOnlyList<SubscriptionRow> rows, CancellationToken cancel = default) =>
        await _writer.TransactionAsync(database => SubscriptionTable.Update(database, rows), cancel).ConfigureAwait(false);

    public async ValueTask RemoveSubscriptionAsync(string id, CancellationToken cancel = default) =>
        await _writer.TransactionAsync(database => SubscriptionTable.Remove(database, id), cancel).ConfigureAwait(false);
}
