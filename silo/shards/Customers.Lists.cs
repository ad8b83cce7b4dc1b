using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Shards;

public sealed partial class Customers
{
    public ValueTask<Page<CustomerSummary>> ListAsync(string? search, int limit, string? after, CancellationToken cancel = default) =>
        lists.CustomersAsync(search, limit, after, cancel);

    public ValueTask<Page<TaskView>> TasksAsync(
        string? role, string? status, string? customerId, int limit, string? after, CancellationToken cancel = default) =>
        lists.TasksAsync(role, status, customerId, limit, after, cancel);

    public ValueTask<Page<DeadLetterView>> DeadLettersAsync(int limit, string? after, CancellationToken cancel = default) =>
        lists.DeadLettersAsync(limit, after, cancel);

    public ValueTask<Page<SetAsideView>> SetAsideAsync(int limit, SetAsideInput after, CancellationToken cancel = default) => lists.SetAsideAsync(limit, after, cancel);

    public async ValueTask<bool> RequeueAsync(string id, CancellationToken cancel = default)
    {
        var found = await host.Gate.WriteAsync(() => host.Store.RequeueAsync(id, host.Now().ToUnixMicroseconds(), cancel)).ConfigureAwait(false);
        if (found) onRequeued();
        return found;
    }

    public async ValueTask<HostHealth> HealthAsync(CancellationToken cancel = default)
    {
        var counts = await host.Store.CountsAsync(cancel).ConfigureAwait(false);
        var next = await host.Store.NextTimerAsync(default, cancel).ConfigureAwait(false);
        var backlog = await host.Store.BacklogAsync(cancel).ConfigureAwait(false);
        var why = host.Gate.Problem?.Message;
        return new HostHealth(ready && why is null, ready ? why : "stopped", counts, shards.Customers, shards.Bytes, host.Admission.Waiting, Overdue(next))
        {
            EffectsOverdue = Overdue(backlog.NextEffect), OpenFanOuts = backlog.FanOuts, OpenErasures = backlog.Erasures, Damaged = host.Damage.Count,
        };
    }

    private TimeSpan Overdue(long due) => TimeSpan.FromMicroseconds(Math.Max(0, host.Now().ToUnixMicroseconds() - due));
}
