using JourneyOrchestrator.Grains.Customers;

namespace JourneyOrchestrator.Grains.Ports;

/// <summary>How timers, topics and senders of the host reach customers, whom they know by key. Every turn is durable when its task ends.</summary>
public interface ICustomerInbox
{
    /// <summary>Hands inputs to their customers; the receipts come in the same order, as does each customer's handling.
    /// <see cref="ReceiptKind.Unavailable"/> means: not done, hand it over again later.</summary>
    ValueTask<Receipt[]> HandleAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancel = default);

    /// <summary>False while nothing that is handed over could be kept: whoever would send or fire something waits until it is woken.</summary>
    bool Writes => true;

    /// <summary>Runs a write to the store that no turn makes.</summary>
    /// <exception cref="StoreUnwritableException">The store can't write: it was not tried, or this write found out.</exception>
    ValueTask<T> WriteAsync<T>(Func<ValueTask<T>> write) => write();

    /// <summary>Text of the id behind a customer key; null when there is no such customer, or no longer.</summary>
    ValueTask<string?> IdOfAsync(long customerKey, CancellationToken cancel = default);
}

public static class CustomerInboxWrites
{
    /// <inheritdoc cref="ICustomerInbox.WriteAsync{T}"/>
    public static async ValueTask WriteAsync(this ICustomerInbox inbox, Func<ValueTask> write) => await inbox.WriteAsync(async () =>
    {
        await write().ConfigureAwait(false);
        return true;
    }).ConfigureAwait(false);
}

/// <summary>An input on its way to a customer, who is named by id, or, where <paramref name="CustomerId"/> is null, by key.</summary>
public readonly record struct Delivery(long CustomerKey, string? CustomerId, Input Input)
{
    /// <summary>The trace (W3C <c>traceparent</c>) of what caused the input; null: whatever runs where it is handed over, if anything.</summary>
    public string? Trace { get; init; }

    /// <summary>It is one of very many: it lets go first what somebody waits for.</summary>
    public bool Yields { get; init; }

    public static Delivery To(long customerKey, Input input) => new(customerKey, null, input);

    public static Delivery To(string customerId, Input input) => new(0, customerId, input);
}
