using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Subscriptions;

/// <summary>One subscription in memory: its row, which its lane and the doors change, and what of it is on disk. Thread-safe.</summary>
internal sealed class Subscription(SubscriptionRow stored, string? customer)
{
    private readonly Lock gate = new();
    private SubscriptionRow row = stored;   // under gate, as what follows
    private long savedPosition = stored.Progress.Position;
    private bool changed;

    public SubscriptionRow Row
    {
        get
        {
            lock (gate) return row;
        }
    }

    public string Id { get; } = stored.Id;

    public SubscriptionWish Wish { get; } = new(
        stored.Url, [.. stored.Types.Split(',', StringSplitOptions.RemoveEmptyEntries)], stored.Journey, customer, stored.Description);

    public long Position => Row.Progress.Position;

    public bool IsPaused => Row.Progress.Paused is not null;

    /// <summary>False: nothing of this entry is wanted. Seen without knowing what its facts are about, which takes a read of the customer.</summary>
    public bool MayWant(LiveEntry entry) =>
        (Wish.Customer is null || entry.CustomerId == Wish.Customer)
        && (Wish.Types.IsEmpty || entry.Entry.Facts.Any(fact => Wish.Types.Any(type => ChangeTypes.MayBe(fact, type))));

    public bool Wants(Message message) =>
        (Wish.Types.IsEmpty || Wish.Types.Contains(message.Type))
        && (Wish.Journey is null || message.Journey == Wish.Journey)
        && (Wish.Customer is null || message.Customer == Wish.Customer);

    /// <summary>Something happened that is to be on disk soon.</summary>
    public void Change(Func<SubscriptionProgress, SubscriptionProgress> change)
    {
        lock (gate)
        {
            row = row with { Progress = change(row.Progress) };
            changed = true;
        }
    }

    /// <summary>Something was changed that is on disk already.</summary>
    public void Take(Func<SubscriptionRow, SubscriptionRow> change)
    {
        lock (gate) row = change(row);
    }

    /// <summary>Everything up to a position was delivered, or is none of its business.</summary>
    public void Pass(long position)
    {
        lock (gate)
            if (position > row.Progress.Position) row = row with { Progress = row.Progress with { Position = position } };
    }

    /// <summary>True: it has something to be written. Entries that were none of its business don't count until there are many.</summary>
    public bool IsUnsaved(int skippedMax)
    {
        lock (gate) return changed || row.Progress.Position - savedPosition > skippedMax;
    }

    /// <summary>The row to write now; what changes from here on is for the next time.</summary>
    public SubscriptionRow BeginSave()
    {
        lock (gate)
        {
            changed = false;
            savedPosition = row.Progress.Position;
            return row;
        }
    }

    /// <summary>It was not written.</summary>
    public void SaveFailed()
    {
        lock (gate) changed = true;
    }
}
