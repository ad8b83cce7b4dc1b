using System.Net.Sockets;
using JourneyOrchestrator.Silo.Postgres;
using Orleans.Runtime;

namespace JourneyOrchestrator.Silo.Cluster;

/// <summary>
/// Notices silos whose process is gone sooner than missed questions do: such a one has no session in the database, and its port refuses connections. Both
/// must be so twice in a row. A silo that is slow, frozen or cut off shows neither sign, and is Orleans' to judge.
/// </summary>
internal sealed class LossWatch(IClusterMembershipService cluster, ILocalSiloDetails self, PostgresJournalStore store, ILogger log, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan LookTime = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan ConnectTime = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource stop = new();
    private HashSet<SiloAddress> suspects = [];
    private Task loop = Task.CompletedTask;

    public void Start() => loop = Task.Run(LoopAsync);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await loop.ConfigureAwait(false);
        stop.Dispose();
    }

    private async Task LoopAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await LookAsync().ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                suspects = [];   // what can't be seen proves nothing
                log.LogWarning("It could not be looked which silos are gone: {Why}", error.Message);
            }
            await Task.Delay(LookTime, time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAsync()
    {
        var others = cluster.CurrentSnapshot.Members.Values.Where(m => m.Status == SiloStatus.Active && !m.SiloAddress.Equals(self.SiloAddress)).Select(m => m.SiloAddress).ToList();
        if (others.Count == 0) return;
        var connected = await store.HostsAsync(stop.Token).ConfigureAwait(false);
        var gone = new HashSet<SiloAddress>();
        foreach (var silo in others.Where(silo => !connected.Contains(Membership.NameOf(silo))))
            if (await RefusesAsync(silo).ConfigureAwait(false)) gone.Add(silo);
        foreach (var silo in gone.Where(suspects.Contains))
        {
            log.LogWarning("The process of silo {Silo} is gone: it has no session in the database, and its port refuses connections.", silo);
            await cluster.TryKill(silo).ConfigureAwait(false);
        }
        suspects = gone;
    }

    private async Task<bool> RefusesAsync(SiloAddress silo)
    {
        using var socket = new Socket(silo.Endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        limit.CancelAfter(ConnectTime);
        try
        {
            await socket.ConnectAsync(silo.Endpoint, limit.Token).ConfigureAwait(false);
            return false;
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode == SocketError.ConnectionRefused;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return false;   // no answer is no proof
        }
    }
}
