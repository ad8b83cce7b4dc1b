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
        var overdue = TimeSpan.FromMicroseconds(Math.Max(0, host.Now().ToUnixMicroseconds() - next));
        var why = host.Gate.Problem?.Message;
        return new HostHealth(ready && why is null, ready ? why : "stopped", counts, shards.Customers, shards.Bytes, host.Admission.Waiting, overdue) { Damaged = host.Damage.Count };
    }
}
