using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Orleans;
using JourneyOrchestrator.Grains.Orleans.Wire;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Cluster;

/// <summary>
/// Topic events of the cluster, for doors. What rests in the store is read by each process; how fast events go is known where followers are told, and acts wait
/// there for those who are being told. An act may be asked for twice: the second time it changes nothing.
/// </summary>
/// <param name="stored">Reads the store.</param>
public sealed class ClusterTopics(ITopics stored, IGrainFactory grains) : ITopics
{
    public async ValueTask<Page<FanOutView>> FanOutsAsync(long after, int limit, CancellationToken cancel = default) =>
        TopicWire.FanOuts(await AskAsync(grain => grain.FanOutsAsync(after, limit), cancel).ConfigureAwait(false));

    public ValueTask<IReadOnlyList<TopicPause>> PausesAsync(CancellationToken cancel = default) => stored.PausesAsync(cancel);

    public ValueTask<Page<TopicEventState>> EventsAsync(string topic, long before, int limit, CancellationToken cancel = default) => stored.EventsAsync(topic, before, limit, cancel);

    public ValueTask<Page<TopicAct>> ActsAsync(string topic, long after, int limit, CancellationToken cancel = default) => stored.ActsAsync(topic, after, limit, cancel);

    public async ValueTask<TopicActEnd> PauseAsync(string topic, long position, string by, string reason, CancellationToken cancel = default) =>
        (await ActAsync(new TopicActWire(topic, position, by, reason), static (grain, act) => grain.PauseAsync(act), cancel).ConfigureAwait(false)).End;

    public async ValueTask<TopicActEnd> ResumeAsync(string topic, long position, string by, string reason, CancellationToken cancel = default) =>
        (await ActAsync(new TopicActWire(topic, position, by, reason), static (grain, act) => grain.ResumeAsync(act), cancel).ConfigureAwait(false)).End;

    public async ValueTask<WithdrawalEnd> WithdrawAsync(string topic, long position, string by, string reason, Signal? followUp, CancellationToken cancel = default) =>
        await ActAsync(new TopicActWire(topic, position, by, reason, followUp), static (grain, act) => grain.WithdrawAsync(act), cancel).ConfigureAwait(false);

    private async Task<WithdrawalEnd> ActAsync(TopicActWire act, Func<ITopicsGrain, byte[], Task<byte[]?>> call, CancellationToken cancel)
    {
        var message = TopicWire.Write(act);
        return TopicWire.End(await AskAsync(grain => call(grain, message), cancel).ConfigureAwait(false));
    }

    private async Task<byte[]> AskAsync(Func<ITopicsGrain, Task<byte[]?>> call, CancellationToken cancel) =>
        (await GrainCalls.RetryAsync(() => call(grains.GetGrain<ITopicsGrain>(0)), static answer => answer is not null, cancel).ConfigureAwait(false))!;
}
