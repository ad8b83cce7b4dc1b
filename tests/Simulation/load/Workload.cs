using System.Globalization;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Simulation.Checks;
using JourneyOrchestrator.Simulation.World;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Simulation.Load;

/// <summary>What clients do: one for each customer, one that speaks for all of them, a visitor who turns out to be a customer, somebody who
/// publishes, a desk, an editor of the topic, and a designer of journeys.</summary>
internal sealed class Workload(Plan plan, Dice dice)
{
    private int clients;

    public IEnumerable<IReadOnlyList<Operation>> Clients()
    {
        for (var customer = 0; customer < plan.Customers; customer++) yield return Customer(clients++, $"c{customer}");
        if (dice.Chance(500)) yield return Everybody(clients++);
        if (dice.Chance(300)) yield return Visitor(clients++);
        if (dice.Chance(600)) yield return Publisher(clients++);
        yield return Desk(clients++);
        if (plan.HasEditor) yield return Editor(clients++);
        if (plan.HasDesigner) yield return Designer(clients++);
    }

    /// <summary>A signal to each customer that there may be.</summary>
    public IEnumerable<Signal> Everyone()
    {
        string[] known = [.. Enumerable.Range(0, plan.Customers).Select(customer => $"c{customer}"), "depot"];
        return known.Concat(Enumerable.Range(0, plan.Customers + 3).Select(VisitorOf)).Select((id, i) => Update(-1, i, 0, id));
    }

    private static string VisitorOf(int client) => string.Create(CultureInfo.InvariantCulture, $"{ProvisionalIds.Prefix}{client}");

    private List<Operation> Customer(int client, string customer)
    {
        List<Operation> operations = [];
        for (var i = 0; i < plan.Operations; i++) operations.Add(new Operation.Send(client, i, Signals(client, i, customer)));
        // Two hosts would have to agree on the keys of persons, which the file of keys belongs to one for.
        if (dice.Chance(150) && !plan.Has(Faults.TwoHosts)) operations.Insert(dice.Below(operations.Count), new Operation.Erase(client, 1_000, customer));
        return operations;
    }

    private List<Operation> Everybody(int client) =>
        [.. Enumerable.Range(0, plan.Operations).Select(i => new Operation.Send(client, i, [Update(client, i, 0, $"c{dice.Below(plan.Customers)}")]))];

    private List<Operation> Visitor(int client)
    {
        var visitor = VisitorOf(client);
        List<Operation> operations = [.. Enumerable.Range(0, 3).Select(i => new Operation.Send(client, i, Signals(client, i, visitor)))];
        operations.Add(new Operation.Send(client, 3, [Signal(client, 3, 0, visitor, "customer.identified", ("customer", Value.Of($"c{dice.Below(plan.Customers)}")))]));
        operations.Add(new Operation.Send(client, 4, [Update(client, 4, 0, visitor)]));
        return operations;
    }

    private List<Operation> Publisher(int client) =>
        [.. Enumerable.Range(0, plan.Operations).Select(i => new Operation.Send(client, i, [Signal(client, i, 0, "", "news.told", ("number", Value.Of(i)))], Operation.News))];

    private List<Operation> Desk(int client) =>
        [.. Enumerable.Range(0, plan.Operations).Select(i => dice.Chance(800) ? (Operation)new Operation.CompleteTask(client, i) : new Operation.Requeue(client, i))];

    private List<Operation> Editor(int client) =>
        [.. Enumerable.Range(0, plan.Operations).Select(i => new Operation.ActOnTopic(client, i, dice.Pick<TopicActKind>([TopicActKind.Paused, TopicActKind.Resumed, TopicActKind.Withdrawn])))];

    private List<Operation> Designer(int client) =>
        [.. Enumerable.Range(0, 3).SelectMany(i => (Operation[])[new Operation.PublishJourney(client, i), new Operation.MoveOrders(client, 100 + i, $"c{dice.Below(plan.Customers)}")])];

    private Signal[] Signals(int client, int number, string customer) =>
        dice.Chance(200)
            ? [.. Enumerable.Range(0, dice.Between(2, 4)).Select(part => Any(client, number, part, customer, dice.Below(8)))]
            : [Any(client, number, 0, customer, dice.Below(ProvisionalIds.Is(customer) ? 8 : 10))];

    // Consent comes alone, and of a customer only: so it is known at each moment what was last said.
    private Signal Any(int client, int number, int part, string customer, int kind) => kind switch
    {
        < 3 => Signal(client, number, part, customer, "order.placed", ("order", Value.Of($"o{client}-{number}-{part}")), ("wait", Value.Of($"{dice.Between(1, 300)}s"))),
        3 => Signal(client, number, part, customer, "follower.joined"),
        4 => Signal(client, number, part, customer, "follower.left"),
        < 8 => Update(client, number, part, customer),
        _ => Signal(client, number, part, customer, Ledger.ConsentType,
            ("purpose", Value.Of("offers")), ("channel", Value.Of("email")), ("granted", Value.Of(dice.Chance(500))), ("wording", Value.Of("v1"))),
    };

    private static Signal Update(int client, int number, int part, string customer) =>
        Signal(client, number, part, customer, "customer.updated", ("seen", Value.Of($"{client}.{number}.{part}")));

    private static Signal Signal(int client, int number, int part, string customer, string type, params ReadOnlySpan<(string Name, Value Value)> data)
    {
        var members = new ValueMap.Builder();
        foreach (var (name, value) in data) members.Add(name, value);
        return new Signal($"{client}.{number}.{part}", "/sim", type, customer, null, Value.OfMap(members.Build()));
    }
}
