using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Postgres;

public sealed partial class PostgresJournalStore
{
    public ValueTask<IReadOnlyList<FanOutProgress>> ProgressAsync(long after, int limit, CancellationToken cancel = default) =>
        TopicProgress.OpenAsync(_readers, after, limit, cancel);

    public ValueTask<IReadOnlyList<TopicPause>> PausesAsync(CancellationToken cancel = default) => TopicProgress.PausesAsync(_readers, cancel);

    public ValueTask<IReadOnlyList<TopicEventState>> TopicEventsAsync(string topic, long before, int limit, CancellationToken cancel = default) =>
        TopicProgress.EventsAsync(_readers, topic, before, limit, cancel);

    public ValueTask<IReadOnlyList<TopicAct>> TopicActsAsync(string topic, long after, int limit, CancellationToken cancel = default) =>
        TopicProgress.ActsAsync(_readers, topic, after, limit, cancel);

    public ValueTask<TopicActEnd> PauseAsync(TopicAct act, CancellationToken cancel = default) =>
        _writer.TransactionAsync(connection => TopicDesk.ActAsync(connection, _sharing, act, TopicActKind.Paused), cancel);

    public ValueTask<TopicActEnd> ResumeAsync(TopicAct act, CancellationToken cancel = default) =>
        _writer.TransactionAsync(connection => TopicDesk.ActAsync(connection, _sharing, act, TopicActKind.Resumed), cancel);

    public ValueTask<WithdrawalEnd> WithdrawAsync(TopicAct act, TopicEventRow? followUp, CancellationToken cancel = default) =>
        _writer.TransactionAsync(connection => TopicDesk.WithdrawAsync(connection, _sharing, act, followUp), cancel);
}
