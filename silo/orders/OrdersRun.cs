using JourneyOrchestrator.Silo.Hosting;
using JourneyOrchestrator.Silo.Play;
using JourneyOrchestrator.Silo.Replay.Orders;
using JourneyOrchestrator.Workflows.Facts;
using NodaTime;

namespace JourneyOrchestrator.Silo.Orders;

/// <summary><c>replay orders</c>: generated customers of a shop, from cart to content.</summary>
internal static class OrdersRun
{
    /// <summary>Virtual time that is still played after the last signal: returns lapse, refunds are paid by hand.</summary>
    private static readonly TimeSpan Tail = TimeSpan.FromDays(35);

    public static async Task<OrdersReport> RunAsync(OrdersScenario scenario, ulong seed, OrchestratorSettings place, double? speed, ILoggerFactory logs, CancellationToken cancel)
    {
        var count = new OrdersCount();
        var play = new CustomerPlay<OrdersCount>(scenario.Timeline, Tail, seed, count, scenario.Customers.Select(c => (c.Id, (Story)new BuyerStory(count))));
        return count.Build(scenario.Customers.Count, await play.RunAsync(place, speed, logs, cancel));
    }
}

/// <summary>What one buyer's journal says of parcels and refunds.</summary>
internal sealed class BuyerStory(OrdersCount count) : Story(count)
{
    protected override void Read(Fact fact, Instant at)
    {
        switch (fact)
        {
            case VariableSet { Name: "late" }: count.Late++; break;
            case VariableSet { Name: "returned" }: count.Returned++; break;
            case EventPublished { EventType: "refund.due" } due: count.Refund(due.Payload.AsMap()["reason"].AsString(), due.Payload.AsMap()["amount"].AsInt()); break;
        }
    }
}
