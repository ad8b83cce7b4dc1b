using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Sqlite;

public sealed partial class SqliteJournalStore
{
    public ValueTask<IReadOnlyList<FanOutProgress>> ProgressAsync(long after, int limit, CancellationToken cancel = default) =>
        _readers.ReadAsync(database => TopicProgress.Open(database, after, limit), cancel);

    public ValueTask<IReadOnlyList<TopicPause>> PausesAsync(CancellationToken cancel = default) => _readers.ReadAsync(TopicPauses.All, cancel);

    public ValueTask<IReadOnlyList<TopicEventState>> TopicEventsAsync(string topic, long before, int limit, CancellationToken cancel = default) =>
        _readers.ReadAsync(database => database.Snapshot(read => TopicProgress.Events(read, topic, before, limit)), cancel);

    public ValueTask<IReadOnlyList<TopicAct>> TopicActsAsync(string topic, long after, int limit, CancellationToken cancel = default) =>
        _readers.ReadAsync(database => TopicProgress.Acts(database, topic, after, limit), cancel);

    public ValueTask<TopicActEnd> PauseAsync(TopicAct act, CancellationToken cancel = default) =>
        _writer.TransactionAsync(database => TopicDesk.Pause(database, act), cancel);

    public ValueTask<TopicActEnd> ResumeAsync(TopicAct act, CancellationToken cancel = default) =>
        _writer.TransactionAsync(database => TopicDesk.Resume(database, act), cancel);

    public ValueTask<WithdrawalEnd> WithdrawAsync(TopicAct act, TopicEventRow? followUp, CancellationToken cancel = default) =>
        _writer.TransactionAsync(database => TopicDesk.Withdraw(database, act, followUp), cancel);
}
