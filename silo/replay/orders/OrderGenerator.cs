using System.Globalization;
using NodaTime;

namespace JourneyOrchestrator.Silo.Replay.Orders;

/// <summary>Makes customers of a shop and their orders from a seed: customer n is the same however many are made. How often what happens: docs/replay.md.</summary>
internal sealed class OrderGenerator(ulong seed)
{
    /// <summary>The first ten days, in which orders are made, begin here.</summary>
    public static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 5, 0);

    private const int Days = 10;

    private static readonly OrderLine[] Things =
    [
        new("lamp", "Lamp", 1, 4900), new("bulb", "Bulb", 2, 600), new("chair", "Chair", 1, 12900), new("mug", "Mug", 4, 950),
        new("rug", "Rug", 1, 18900), new("vase", "Vase", 1, 2400), new("clock", "Clock", 1, 3900), new("book", "Book", 1, 2200),
    ];

    public IEnumerable<(Customer Customer, IReadOnlyList<Order> Orders)> Make(int count) => Enumerable.Range(0, count).Select(One);

    private (Customer, IReadOnlyList<Order>) One(int number)
    {
        var random = SplitMix64.For(seed, number);
        var id = Customer.IdOf(number);
        var channel = random.Pick<string>(["email", "email", "push", "sms"]);
        var since = Start + Duration.FromMinutes(random.Below(Days * 24 * 60));
        var consents = Customer.Consenting(ref random, channel, ("cart", 80, 55), ("delivery", 95, 88), ("feedback", 85, 60));
        var customer = new Customer(id, Names.Draw(ref random), random.Pick<string>(["de", "de", "en"]), channel, null, since, consents);
        var orders = new List<Order>();
        for (var i = 0; i < (random.Chance(15) ? 2 : 1); i++) orders.Add(Draw(ref random, string.Create(CultureInfo.InvariantCulture, $"O{number + 1:D6}{(char)('A' + i)}"), id, since + Duration.FromMinutes(1 + (i * 37))));
        return (customer, orders);
    }

    private static Order Draw(ref SplitMix64 random, string id, string customer, Instant begins)
    {
        var lines = Lines(ref random);
        var cart = random.Chance(70) ? begins : (Instant?)null;
        var end = cart is null ? CartEnd.Ordered : random.Below(100) switch { < 15 => CartEnd.Left, < 20 => CartEnd.Emptied, _ => CartEnd.Ordered };
        var placed = begins + Duration.FromMinutes(cart is null ? 0 : random.Chance(20) ? random.Between(300, 1500) : random.Between(2, 90));
        var order = new Order(id, customer, lines, cart, end, placed, random.Chance(20) ? random.Pick<string>(["Kiel", "Hamburg", "Berlin"]) : null);
        return end == CartEnd.Ordered ? Happening(ref random, order) : order;
    }

    private static OrderLine[] Lines(ref SplitMix64 random)
    {
        var first = random.Below(Things.Length);
        return [.. Enumerable.Range(0, random.Below(100) switch { < 60 => 1, < 85 => 2, < 95 => 3, _ => 4 }).Select(i => Things[(first + i) % Things.Length])];
    }

    private static Order Happening(ref SplitMix64 random, Order order)
    {
        order = Paying(ref random, order);
        var cancels = random.Chance(4) ? order.Placed + Hours(ref random, 1, 7) : random.Chance(2) ? order.Placed + Hours(ref random, 50, 60) : (Instant?)null;
        order = order with { Cancels = cancels, Moves = random.Chance(4) ? order.Placed + Hours(ref random, 1, 60) : null };
        if (order.Paid is not { } paid || paid - order.Placed > Duration.FromDays(3) || cancels is { } at && at < paid + Duration.FromHours(8)) return order;
        return order.Store is null ? Shipping(ref random, order, paid) : Collecting(ref random, order, paid);
    }

    private static Order Paying(ref SplitMix64 random, Order order) => random.Below(100) switch
    {
        < 86 => order with { Paid = order.Placed + Duration.FromMinutes(random.Between(1, 5)) },
        < 94 => order with { PaymentFails = order.Placed + Duration.FromMinutes(2), Paid = order.Placed + Hours(ref random, 1, 20) },
        < 97 => order with { Paid = order.Placed + Hours(ref random, 26, 60) },
        < 98 => order with { Paid = order.Placed + Hours(ref random, 80, 120) },
        _ => order with { PaymentFails = order.Placed + Duration.FromMinutes(2) },
    };

    private static Order Shipping(ref SplitMix64 random, Order order, Instant paid)
    {
        if (random.Chance(1)) return order; // the warehouse forgets it
        var packed = paid + Hours(ref random, 8, 40);
        var (parcels, split) = (new List<Parcel>(), order.Lines.Length > 1 && random.Chance(70));
        var groups = split ? order.Lines.Select(line => new[] { line }).ToArray() : [order.Lines];
        var later = groups.Length > 1 && random.Chance(15);
        for (var i = 0; i < groups.Length; i++)
        {
            var second = later && i == groups.Length - 1;
            parcels.Add(Carrying(ref random, $"{order.Id}-{i + 1}", groups[i], second ? packed + Duration.FromHours(20) : packed, second));
        }
        return After(ref random, order with { Parcels = parcels }, parcels.Where(p => p.End == ParcelEnd.Delivered).Select(p => (Instant?)p.Comes).Max());
    }

    private static Parcel Carrying(ref SplitMix64 random, string id, OrderLine[] lines, Instant packed, bool second)
    {
        var promised = Evening(packed + Duration.FromDays(random.Between(2, 3)));
        var onTime = promised - Hours(ref random, 1, 9);
        return random.Below(100) switch
        {
            < 84 => new Parcel(id, lines, packed, promised, onTime, 0, ParcelEnd.Delivered, second),
            < 92 => new Parcel(id, lines, packed, promised, onTime + Duration.FromDays(1), 1, ParcelEnd.Delivered, second),
            < 93 => new Parcel(id, lines, packed, promised, onTime + Duration.FromDays(2), 2, ParcelEnd.Delivered, second),
            < 97 => new Parcel(id, lines, packed, promised, promised + Duration.FromHours(random.Between(25, 220)), 0, ParcelEnd.Delivered, second),
            < 99 => new Parcel(id, lines, packed, promised, promised + Duration.FromHours(30), 0, ParcelEnd.Lost, second),
            _ => new Parcel(id, lines, packed, promised, promised, 0, ParcelEnd.Silent, second),
        };
    }

    private static Order Collecting(ref SplitMix64 random, Order order, Instant paid)
    {
        var ready = paid + Hours(ref random, 6, 30);
        var collected = random.Chance(94) ? ready + Hours(ref random, 2, 160) : (Instant?)null;
        if (order.Cancels >= ready - Duration.FromHours(1) && order.Cancels <= (collected ?? order.Cancels)) return order with { Ready = ready < order.Cancels ? ready : null };
        return After(ref random, order with { Ready = ready, Collected = collected }, collected);
    }

    /// <summary>Returns and reviews, once something is there.</summary>
    private static Order After(ref SplitMix64 random, Order order, Instant? there)
    {
        if (there is not { } at) return order;
        var reviews = random.Chance(30);
        var rating = random.Below(100) switch { < 5 => 1, < 10 => 2, < 22 => 3, < 55 => 4, _ => 5 };
        if (reviews) order = order with { Review = (at + Hours(ref random, 5, 200), rating) };
        if (!random.Chance(12)) return order;
        var asked = at + Hours(ref random, 20, 300);
        var condition = random.Below(100) switch { < 80 => "as-new", < 95 => "used", _ => "damaged" };
        var reason = random.Pick<string>(["changed-mind", "changed-mind", "changed-mind", "defective", "wrong"]);
        return order with { Return = new Return(order.Id + "-R", asked, random.Chance(95) ? asked + Hours(ref random, 60, 200) : null, reason, order.Lines[0], condition) };
    }

    /// <summary>18:00 in winter, local time, of that day.</summary>
    private static Instant Evening(Instant day) => day.InUtc().Date.AtMidnight().InUtc().ToInstant() + Duration.FromHours(17);

    private static Duration Hours(ref SplitMix64 random, int first, int last) => Duration.FromMinutes(random.Between(first * 60, last * 60));
}
