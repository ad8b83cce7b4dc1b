using System.Collections.Immutable;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Outbox.Senders;
using JourneyOrchestrator.Silo.Pumps;
using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.Silo.Subscriptions;

/// <summary>What subscriptions need of the host around them.</summary>
public sealed record SubscriptionHost(
    ISubscriptionStore Store, IJournalStore Journal, ICustomers Customers, ILiveEntries Live, ICustomerInbox Inbox, IPersonKeys Keys, IHostSeal Seal);

/// <summary>The subscriptions of one host, each with a lane of its own, so that a receiver that hangs holds up nobody else's. Costs nothing while there are none.
/// Progress is written in batches; after a crash what was delivered since the last one comes again, under the same ids.</summary>
public sealed partial class SubscriptionRelay : IAsyncDisposable
{
    private readonly SubscriptionHost host;
    private readonly SubscriptionOptions options;
    private readonly ILogger log;
    private readonly Receiver receiver;
    private readonly Messages messages;
    private readonly PumpLoop saver;
    private readonly SemaphoreSlim gate = new(1, 1);   // over what is changed here and in the store
    private volatile ImmutableList<Lane> lanes = [];
    private volatile bool started;

    /// <param name="client">Made by <see cref="WebhookClient.Create"/>.</param>
    public SubscriptionRelay(SubscriptionHost host, HttpClient client, SubscriptionOptions options, ILogger log)
    {
        (this.host, this.options, this.log) = (host, options, log);
        receiver = new Receiver(client, host.Seal, options, log);
        messages = new Messages(host.Customers);
        saver = new PumpLoop(SaveAsync, OnSaveFailed, options.RetryMin, options.Time) { GatherTime = options.SaveTime };
    }

    /// <summary>Reads what is on disk. To be called once, after the customers were started.</summary>
    public async Task LoadAsync(CancellationToken cancel = default)
    {
        foreach (var row in await host.Store.SubscriptionsAsync(cancel).ConfigureAwait(false))
        {
            var customer = row.Customer == 0 ? null : await host.Inbox.IdOfAsync(row.Customer, cancel).ConfigureAwait(false);
            if (row.Customer == 0 || customer is not null) lanes = lanes.Add(LaneOf(row, customer));
        }
    }

    /// <summary>Delivers from now on.</summary>
    public void Start()
    {
        started = true;
        saver.Start();
        foreach (var lane in lanes) lane.Start();
    }

    /// <summary>Entries were committed.</summary>
    public void Wake()
    {
        foreach (var lane in lanes) lane.Wake();
    }

    /// <summary>A person was erased: the store has deleted the subscriptions about that person, and nothing read before is delivered.</summary>
    public async Task ForgetAsync(long customer)
    {
        await gate.WaitAsync().ConfigureAwait(false);
        try
        {
            foreach (var lane in lanes)
                if (lane.Subscription.Row.Customer != customer) lane.ReadAgain();
                else await DropAsync(lane).ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var lane in lanes) await lane.DisposeAsync().ConfigureAwait(false);
        await saver.DisposeAsync().ConfigureAwait(false);
        try
        {
            await SaveAsync(_ => true, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // Nothing is lost: what was delivered lately comes again.
            log.LastProgressNotWritten(error);
        }
        gate.Dispose();
    }

    private Lane? Find(string id) => lanes.Find(lane => lane.Subscription.Id == id);

    private Lane LaneOf(SubscriptionRow row, string? customer) =>
        new(new Subscription(row, customer), host.Live, messages, receiver, options, log, saver.Wake);

    /// <summary>It is not in the store any more.</summary>
    private async ValueTask DropAsync(Lane lane)
    {
        lanes = lanes.Remove(lane);
        await lane.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>That the store can't write is in the log already, once.</summary>
    private void OnSaveFailed(Exception error)
    {
        if (host.Inbox.Writes) log.ProgressNotWritten(error);
    }

    /// <summary>While the store can't write, progress is kept in memory, and looked at again after a while.</summary>
    private async Task<TimeSpan> SaveAsync(CancellationToken cancel)
    {
        if (!host.Inbox.Writes) return options.SaveTime;
        await SaveAsync(subscription => subscription.IsUnsaved(options.SkippedMax), cancel).ConfigureAwait(false);
        return Timeout.InfiniteTimeSpan;
    }

    private async Task SaveAsync(Func<Subscription, bool> which, CancellationToken cancel)
    {
        await gate.WaitAsync(cancel).ConfigureAwait(false);
        var unsaved = lanes.Select(lane => lane.Subscription).Where(which).ToList();
        try
        {
            if (unsaved.Count > 0) await host.Inbox.WriteAsync(() => host.Store.UpdateSubscriptionsAsync(unsaved.ConvertAll(s => s.BeginSave()), cancel)).ConfigureAwait(false);
        }
        catch
        {
            foreach (var subscription in unsaved) subscription.SaveFailed();
            throw;
        }
        finally
        {
            gate.Release();
        }
    }
}
