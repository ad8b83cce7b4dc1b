using NodaTime;

namespace JourneyOrchestrator.Silo.Replay.Orders;

/// <summary>A thing that is bought; <paramref name="Price"/> of one, in cents.</summary>
internal sealed record OrderLine(string Sku, string Title, int Quantity, int Price);

/// <summary>How a cart ends.</summary>
internal enum CartEnd { Ordered, Emptied, Left }

/// <summary>How a parcel ends.</summary>
internal enum ParcelEnd { Delivered, Lost, Silent }

/// <summary>A parcel: when the carrier has it, when it was promised, when it comes, how many attempts fail before.</summary>
internal sealed record Parcel(string Id, OrderLine[] Lines, Instant Packed, Instant Promised, Instant Comes, int Failed, ParcelEnd End, bool Second)
{
    public string Topic => "parcel:" + Id;

    public int Value => Lines.Sum(line => line.Quantity * line.Price);
}

/// <summary>Something that is to come back; <paramref name="Received"/> null: it never does.</summary>
internal sealed record Return(string Id, Instant Asked, Instant? Received, string Reason, OrderLine Line, string Condition);

/// <summary>An order, or a cart that never became one, and all that happens to it.</summary>
internal sealed record Order(string Id, string Customer, OrderLine[] Lines, Instant? Cart, CartEnd End, Instant Placed, string? Store)
{
    public Instant? PaymentFails { get; init; }
    public Instant? Paid { get; init; }
    public Instant? Cancels { get; init; }
    public Instant? Moves { get; init; }
    public IReadOnlyList<Parcel> Parcels { get; init; } = [];
    public Instant? Ready { get; init; }
    public Instant? Collected { get; init; }
    public Return? Return { get; init; }
    public (Instant At, int Rating)? Review { get; init; }

    public int Total => Lines.Sum(line => line.Quantity * line.Price);
}
