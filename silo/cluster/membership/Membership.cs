using JourneyOrchestrator.Silo.Postgres;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace JourneyOrchestrator.Silo.Cluster;

/// <summary>
/// Whether this silo may still answer from memory. Others take its customers over when the membership table says that it is dead: so it looks there six times
/// a second, and is sure for <see cref="SureTime"/> from the moment of the last look that found it alive. A silo that was stopped, or is cut off from the
/// table, is not sure when it goes on. Those who take over wait that long, unless the database says that the other's process is gone (<see cref="BuryAsync"/>).
/// </summary>
public sealed class Membership(
    IMembershipTable table, ILocalSiloDetails self, IClusterMembershipService cluster, PostgresJournalStore store, ILogger log, TimeProvider time) : IAsyncDisposable
{
    /// <summary>How long a look counts, from its beginning. Short, because a silo that stopped and whose process lives on is waited for that long.</summary>
    public static readonly TimeSpan SureTime = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan LookTime = TimeSpan.FromMilliseconds(150);

    /// <summary>How long a caller waits for a look. A slow database is no reason to refuse.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource stop = new();
    private readonly Dictionary<SiloAddress, Task> graves = [];   // under gate
    private readonly Lock gate = new();
    private long sureSince = long.MinValue;   // timestamp
    private long buried;                      // version of the membership whose dead are all buried
    private volatile TaskCompletionSource looked = NewMark();
    private Task loop = Task.CompletedTask;

    /// <summary>Name of a silo's sessions in the database.</summary>
    public static string NameOf(SiloAddress silo)
    {
        const int LengthMax = 40;
        var name = silo.ToParsableString();
        return name.Length <= LengthMax ? name : name[^LengthMax..];   // port and generation are at the end
    }

    /// <summary>For whenever a silo opens the connection that it writes with. Others end the sessions of a silo that the table says is dead, and count on it that
    /// nothing of it is written any more.</summary>
    /// <exception cref="PostgresUnusableException">The others have given it up.</exception>
    public static async Task CheckAsync(IMembershipTable table, SiloAddress silo, CancellationToken cancel)
    {
        if ((await table.ReadRowAsync(silo, cancel).ConfigureAwait(false)).Members is [{ Item1.Status: SiloStatus.Dead }])
            throw new PostgresUnusableException("The other silos have given this one up: it writes nothing any more.");
    }

    public void Start()
    {
        // Who was dead before this silo came has nothing that it could take over.
        foreach (var dead in Dead(cluster.CurrentSnapshot)) graves[dead] = Task.CompletedTask;
        loop = Task.Run(LoopAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await loop.ConfigureAwait(false);
        stop.Dispose();
    }

    /// <summary>True: no other silo can have taken over a customer of this one before now. Waits for a look if the last is too old.</summary>
    public ValueTask<bool> IsSureAsync() => IsSure ? new(true) : LookedAsync();

    /// <summary>Ends when no silo that is lost can answer for its customers any more.</summary>
    public ValueTask BuryAsync()
    {
        var snapshot = cluster.CurrentSnapshot;
        return Volatile.Read(ref buried) == snapshot.Version.Value ? default : new(BuryAsync(snapshot));
    }

    private bool IsSure => Volatile.Read(ref sureSince) is var since and not long.MinValue && time.GetElapsedTime(since) < SureTime;

    private async ValueTask<bool> LookedAsync()
    {
        for (var end = time.GetTimestamp() + (long)(Patience.TotalSeconds * time.TimestampFrequency); time.GetTimestamp() < end && !stop.IsCancellationRequested;)
        {
            var next = looked.Task;
            if (IsSure) return true;
            await next.WaitAsync(LookTime, time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return IsSure;
    }

    private async Task LoopAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var before = time.GetTimestamp();
                var row = await table.ReadRowAsync(self.SiloAddress, stop.Token).WaitAsync(Patience, time, stop.Token).ConfigureAwait(false);
                if (row.Members.Count == 1 && row.Members[0].Item1.Status is SiloStatus.Active or SiloStatus.ShuttingDown or SiloStatus.Stopping)
                    Volatile.Write(ref sureSince, before);
                else Volatile.Write(ref sureSince, long.MinValue);
                Interlocked.Exchange(ref looked, NewMark()).TrySetResult();
                await Task.Delay(LookTime, time, stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                log.MembershipUnknown(error);
                await Task.Delay(LookTime, time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task BuryAsync(ClusterMembershipSnapshot snapshot)
    {
        List<Task> open = [];
        lock (gate)
            foreach (var dead in Dead(snapshot))
            {
                if (!graves.TryGetValue(dead, out var grave) || grave.IsFaulted) graves[dead] = grave = BuryOneAsync(dead);
                open.Add(grave);
            }
        await Task.WhenAll(open).ConfigureAwait(false);
        Volatile.Write(ref buried, snapshot.Version.Value);
    }

    /// <summary>A process that is gone has no sessions; one that is stopped or cut off from us may have: they are ended, so that nothing it has begun holds up
    /// others, and it is waited for until it is no longer sure.</summary>
    private async Task BuryOneAsync(SiloAddress silo)
    {
        await Task.Yield();   // not under the lock
        if (!await store.CutOffAsync(NameOf(silo)).ConfigureAwait(false)) return;
        log.SiloCutOff(silo);
        await Task.Delay(SureTime, time).ConfigureAwait(false);
    }

    private static IEnumerable<SiloAddress> Dead(ClusterMembershipSnapshot snapshot) =>
        snapshot.Members.Values.Where(member => member.Status == SiloStatus.Dead).Select(member => member.SiloAddress);

    private static TaskCompletionSource NewMark() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
