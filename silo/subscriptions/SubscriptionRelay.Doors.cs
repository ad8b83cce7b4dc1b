using System.Diagnostics;
using System.Security.Cryptography;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Outbox.Senders;

namespace JourneyOrchestrator.Silo.Subscriptions;

public sealed partial class SubscriptionRelay : ISubscriptions
{
    public async ValueTask<NewSubscription> AddAsync(SubscriptionWish wish, CancellationToken cancel = default)
    {
        var problems = WishCheck.Check(wish, host.Customers, options.AllowPrivate).ToList();
        await gate.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var customer = await CustomerAsync(wish.Customer, cancel).ConfigureAwait(false);
            if (wish.Customer is not null && customer.Id is null)
                problems.Add(new("/customer", "unknown", $"There is no customer '{wish.Customer}'.", "Check the id; the first event about a customer creates it."));
            if (lanes.Count >= options.SubscriptionsMax)
                problems.Add(new("", "too-many-subscriptions", $"There are {lanes.Count} subscriptions, as many as this host takes.", "Remove one that is no longer needed."));
            return problems.Count > 0 ? new(null, null, problems) : await AddAsync(wish, customer, cancel).ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }
    }

    private async ValueTask<NewSubscription> AddAsync(SubscriptionWish wish, (long Key, string? Id) customer, CancellationToken cancel)
    {
        var id = "sub_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        var secret = WebhookSecret.NewText();
        var position = await host.Journal.LastPositionAsync(cancel).ConfigureAwait(false);
        var row = new SubscriptionRow(
            id, wish.Url, string.Join(',', wish.Types.Distinct()), wish.Journey, customer.Key, wish.Description, options.Time.GetUtcNow().ToUnixMicroseconds(),
            receiver.Seal(id, secret), null, 0, new SubscriptionProgress(position));
        await host.Inbox.WriteAsync(() => host.Store.AddSubscriptionAsync(row, cancel)).ConfigureAwait(false);
        var lane = LaneOf(row, customer.Id);
        lanes = lanes.Add(lane);
        if (started) lane.Start();
        return new(await ViewAsync(lane, cancel).ConfigureAwait(false), secret, []);
    }

    /// <summary>The customer, or the one to whom they were joined; no id: there is none, or no longer.</summary>
    private async ValueTask<(long Key, string? Id)> CustomerAsync(string? id, CancellationToken cancel)
    {
        if (id is null) return default;
        var key = await host.Journal.FindCustomerAsync(host.Keys.IdHash(id), cancel).ConfigureAwait(false);
        for (var survivor = key; survivor != 0; survivor = await host.Journal.SurvivorAsync(key, cancel).ConfigureAwait(false)) key = survivor;
        return (key, await host.Inbox.IdOfAsync(key, cancel).ConfigureAwait(false));
    }

    public async ValueTask<IReadOnlyList<SubscriptionView>> ListAsync(CancellationToken cancel = default)
    {
        var views = new List<SubscriptionView>();
        foreach (var lane in lanes) views.Add(await ViewAsync(lane, cancel).ConfigureAwait(false));
        return views;
    }

    public async ValueTask<SubscriptionView?> FindAsync(string id, CancellationToken cancel = default) =>
        Find(id) is { } lane ? await ViewAsync(lane, cancel).ConfigureAwait(false) : null;

    public async ValueTask<bool> RemoveAsync(string id, CancellationToken cancel = default)
    {
        await gate.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            if (Find(id) is not { } lane) return false;
            await host.Inbox.WriteAsync(() => host.Store.RemoveSubscriptionAsync(id, cancel)).ConfigureAwait(false);
            await DropAsync(lane).ConfigureAwait(false);
            return true;
        }
        finally
        {
            gate.Release();
        }
    }

    public ValueTask<SubscriptionView?> PauseAsync(string id, CancellationToken cancel = default) =>
        ChangeAsync(id, row => row with { Progress = row.Progress with { Paused = row.Progress.Paused ?? "somebody paused it" } }, cancel);

    public async ValueTask<SubscriptionView?> ResumeAsync(string id, CancellationToken cancel = default)
    {
        var view = await ChangeAsync(id, row => row with { Progress = row.Progress with { Paused = null, Failures = 0, FailingSince = 0 } }, cancel).ConfigureAwait(false);
        Find(id)?.Resume();
        return view;
    }

    public async ValueTask<string?> RotateAsync(string id, CancellationToken cancel = default)
    {
        var secret = WebhookSecret.NewText();
        var fresh = receiver.Seal(id, secret);
        var until = (options.Time.GetUtcNow() + options.OldSecretTime).ToUnixMicroseconds();
        var changed = await ChangeAsync(id, row => row with { Secret = fresh, OldSecret = row.Secret, OldUntil = until }, cancel).ConfigureAwait(false);
        return changed is null ? null : secret;
    }

    public async ValueTask<SubscriptionTest?> TestAsync(string id, CancellationToken cancel = default)
    {
        if (Find(id) is not { } lane) return null;
        var message = "test-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        var begun = Stopwatch.GetTimestamp();
        var answer = await receiver.PostAsync(lane.Subscription.Row, message, Messages.Test(id, options.Time.GetUtcNow()), cancel).ConfigureAwait(false);
        return new SubscriptionTest(message, answer.Status, answer.Error, Stopwatch.GetElapsedTime(begun));
    }

    /// <summary>Changes a subscription on disk, then in memory.</summary>
    private async ValueTask<SubscriptionView?> ChangeAsync(string id, Func<SubscriptionRow, SubscriptionRow> change, CancellationToken cancel)
    {
        await gate.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            if (Find(id) is not { } lane) return null;
            await host.Inbox.WriteAsync(() => host.Store.UpdateSubscriptionsAsync([change(lane.Subscription.Row)], cancel)).ConfigureAwait(false);
            lane.Subscription.Take(change);
            return await ViewAsync(lane, cancel).ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }
    }

    private async ValueTask<SubscriptionView> ViewAsync(Lane lane, CancellationToken cancel)
    {
        var (row, progress) = (lane.Subscription.Row, lane.Subscription.Row.Progress);
        var last = await host.Journal.LastPositionAsync(cancel).ConfigureAwait(false);
        var waiting = last <= progress.Position ? [] : await host.Journal.EntriesAfterAsync(progress.Position, 1, cancel).ConfigureAwait(false);
        var (entries, lag) = waiting.Count == 0 ? (0, TimeSpan.Zero) : (last - progress.Position, options.Time.GetUtcNow() - UnixTime.FromMicroseconds(waiting[0].Entry.At));
        var state = progress.Paused is not null ? SubscriptionState.Paused : progress.Failures > 0 ? SubscriptionState.Failing : SubscriptionState.Active;
        return new SubscriptionView(
            row.Id, lane.Subscription.Wish, UnixTime.FromMicroseconds(row.Created), state, progress.Paused, progress.Position, entries, lag < TimeSpan.Zero ? TimeSpan.Zero : lag,
            Instant(progress.Succeeded), progress.Error, Instant(progress.ErrorAt), progress.Failures, Instant(progress.FailingSince));
    }

    private static DateTimeOffset? Instant(long microseconds) => microseconds == 0 ? null : UnixTime.FromMicroseconds(microseconds);
}
