namespace JourneyOrchestrator.Silo.Replay.Orders;

/// <summary>The report of <c>replay orders</c>; in JSON the members have these names in camel case (docs/replay.md explains each).</summary>
internal sealed record OrdersReport(
    int Customers, long Signals, double SignalsPerSecond, IReadOnlyDictionary<string, int> CasesByState, IReadOnlyDictionary<string, int> Milestones,
    ParcelFigures Parcels, IReadOnlyDictionary<string, RefundFigures> Refunds, MessageFigures Messages, TurnFigures TurnMilliseconds, long Unexplained, long Incidents);

/// <summary>Parcels as the cases saw them.</summary>
/// <param name="Late">Delivered a day or more after the promised time, though somebody was there.</param>
/// <param name="Returned">Returns that came back.</param>
internal sealed record ParcelFigures(int Delivered, int Late, int Lost, int Returned);

/// <summary>What was paid back for one reason. <paramref name="Cents"/>: in all.</summary>
internal sealed record RefundFigures(int Count, long Cents);

/// <summary>Counts a replay of orders.</summary>
internal sealed class OrdersCount : PlayCount
{
    private readonly SortedDictionary<string, RefundFigures> _refunds = new(StringComparer.Ordinal);

    public int Late { get; set; }

    public int Returned { get; set; }

    /// <summary>Something is to be paid back.</summary>
    public void Refund(string reason, long cents)
    {
        var known = _refunds.GetValueOrDefault(reason) ?? new RefundFigures(0, 0);
        _refunds[reason] = new RefundFigures(known.Count + 1, known.Cents + cents);
    }

    public OrdersReport Build(int customers, TimeSpan elapsed) => new(
        customers, Signals, PerSecond(elapsed), CasesByState, Milestones,
        new ParcelFigures(Milestones.GetValueOrDefault("Parcel delivered"), Late, Milestones.GetValueOrDefault("Parcel lost"), Returned),
        _refunds, Messages, Turns(), UnexplainedFacts, Incidents);
}

/// <summary>What a replay of orders plays.</summary>
internal sealed class OrdersScenario
{
    private OrdersScenario(IReadOnlyList<(Customer Customer, IReadOnlyList<Order> Orders)> made)
    {
        Customers = [.. made.Select(m => m.Customer)];
        Orders = [.. made.SelectMany(m => m.Orders)];
        Timeline = new Timeline([.. Customers.SelectMany(c => c.Signals()), .. Orders.SelectMany(OrderSignals.Of)]);
    }

    public IReadOnlyList<Customer> Customers { get; }

    public IReadOnlyList<Order> Orders { get; }

    public Timeline Timeline { get; }

    public static OrdersScenario Make(int customers, ulong seed) => new([.. new OrderGenerator(seed).Make(customers)]);
}
