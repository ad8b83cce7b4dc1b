using System.Net.Sockets;
using JourneyOrchestrator.Silo.Postgres;
using JourneyOrchestrator.Silo.Pumps;
using Orleans.Runtime;

namespace JourneyOrchestrator.Silo.Cluster;

/// <summary>
/// Notices silos whose process is gone sooner than missed questions do: such a one has no session in the database, and its port refuses connections. Both
/// must be so twice in a row. A silo that is slow, frozen or cut off shows neither sign, and is Orleans' to judge.
/// </summary>
internal sealed class LossWatch : IAsyncDisposable
{
    private static readonly TimeSpan LookTime = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan ConnectTime = TimeSpan.FromMilliseconds(250);

    private readonly IClusterMembershipService cluster;
    private readonly ILocalSiloDetails self;
    private readonly PostgresJournalStore store;
    private readonly ILogger log;
    private readonly PumpLoop loop;
    private HashSet<SiloAddress> suspects = [];

    public LossWatch(IClusterMembershipService cluster, ILocalSiloDetails self, PostgresJournalStore store, ILogger log, TimeProvider time)
    {
        (this.cluster, this.self, this.store, this.log) = (cluster, self, store, log);
        loop = new PumpLoop(LookAsync, OnFailed, LookTime, time);
    }

    public void Start() => loop.Start();

    public ValueTask DisposeAsync() => loop.DisposeAsync();

    private void OnFailed(Exception error)
    {
        suspects = [];   // what can't be seen proves nothing
        log.LossesUnknown(error.Message);
    }

    private async Task<TimeSpan> LookAsync(CancellationToken cancel)
    {
        var others = cluster.CurrentSnapshot.Members.Values.Where(m => m.Status == SiloStatus.Active && !m.SiloAddress.Equals(self.SiloAddress)).Select(m => m.SiloAddress).ToList();
        if (others.Count == 0) return LookTime;
        var connected = await store.HostsAsync(cancel).ConfigureAwait(false);
        var gone = new HashSet<SiloAddress>();
        foreach (var silo in others.Where(silo => !connected.Contains(Membership.NameOf(silo))))
            if (await RefusesAsync(silo, cancel).ConfigureAwait(false)) gone.Add(silo);
        foreach (var silo in gone.Where(suspects.Contains))
        {
            log.SiloGone(silo);
            await cluster.TryKill(silo).ConfigureAwait(false);
        }
        suspects = gone;
        return LookTime;
    }

    private static async Task<bool> RefusesAsync(SiloAddress silo, CancellationToken cancel)
    {
        using var socket = new Socket(silo.Endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
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
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return false;   // no answer is no proof
        }
    }
}
