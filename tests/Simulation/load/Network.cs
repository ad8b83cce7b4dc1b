using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Simulation.Checks;
using JourneyOrchestrator.Simulation.World;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Simulation.Load;

/// <summary>What lies between clients and hosts: calls and answers take their time, overtake each other, are lost, and come twice.</summary>
internal sealed class Network(Universe universe, Plan plan, Dice dice, IReadOnlyList<SimHost> hosts, Ledger ledger, Editor editor)
{
    private static readonly TimeSpan Way = TimeSpan.FromMilliseconds(800), SecondWay = TimeSpan.FromSeconds(60);

    /// <summary>By then a call has come or is lost.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromSeconds(120);

    /// <summary>From now on everything arrives.</summary>
    public bool IsHealed { get; set; }

    /// <summary>One try; false when there is no final answer.</summary>
    public async Task<bool> TryAsync(Operation operation, TimeSpan patience)
    {
        var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var host = hosts[dice.Below(hosts.Count)];
        ledger.Sent(operation);
        Call(operation, host, Way, answer);
        if (!IsHealed && plan.Has(Faults.Doubles) && dice.Chance(150)) Call(operation, host, SecondWay, new());
        var late = universe.After(patience, () => answer.TrySetResult(false));
        var final = await answer.Task.ConfigureAwait(false);
        late.CallOff();
        return final;
    }

    private void Call(Operation operation, SimHost host, TimeSpan longest, TaskCompletionSource<bool> answer)
    {
        var (call, back) = (dice.Delay(longest), dice.Delay(Way));
        var (callLost, answerLost) = (IsLost(), IsLost());
        universe.After(call, () => universe.Go(async () =>
        {
            if (callLost || host.IsCutOff || !host.IsUp) return;
            universe.Log($"{host.Name} gets {operation.Name}");
            var final = await host.WhileAliveAsync(customers => AskAsync(operation, host, customers)).ConfigureAwait(false);
            if (final is { } known && !answerLost && !host.IsCutOff) universe.After(back, () => answer.TrySetResult(known));
        }));
    }

    private bool IsLost() => plan.Has(Faults.Loss) && !IsHealed && dice.Chance(100);

    private Task<bool> AskAsync(Operation operation, SimHost host, ICustomers customers) => operation switch
    {
        Operation.Send send => SendAsync(send, host, customers),
        Operation.Erase erase => EraseAsync(erase, host, customers),
        Operation.CompleteTask => CompleteAsync(customers),
        Operation.Requeue => RequeueAsync(customers),
        Operation.ActOnTopic act => ActAsync(act, customers),
        Operation.PublishJourney publish => PublishAsync(publish, host, customers),
        Operation.MoveOrders move => MoveAsync(move, host, customers),
        _ => throw new InvalidOperationException($"Unknown operation {operation}."),
    };

    private async Task<bool> SendAsync(Operation.Send send, SimHost host, ICustomers customers)
    {
        var life = host.Life;
        var signals = plan.Planted == Planted.NoDeduplication
            ? [.. send.Signals.Select(s => s with { Id = $"{s.Id}#{dice.Below(1_000_000)}" })]
            : send.Signals;
        var asked = send.Topic is { } topic ? customers.PublishAsync(topic, signals) : customers.SignalAsync(signals);
        if (plan.Planted == Planted.EarlyAnswer)
        {
            ledger.Answered(send, host, [.. send.Signals.Select(_ => Receipt.Accepted(0))]);
            return true;
        }
        var receipts = await asked.ConfigureAwait(false);
        if (!host.Lives(life)) return false;
        if (plan.Planted == Planted.BothCommit && hosts.Count > 1)
            receipts = [.. receipts.Select(r => r.Kind == ReceiptKind.Unavailable ? Receipt.Accepted(0) : r)];
        ledger.Answered(send, host, receipts);
        return receipts.All(receipt => Operation.IsFinal(receipt.Kind));
    }

    private async Task<bool> EraseAsync(Operation.Erase erase, SimHost host, ICustomers customers)
    {
        var life = host.Life;
        var result = await customers.EraseAsync(erase.Customer, "simulation").ConfigureAwait(false);
        if (!host.Lives(life)) return false;
        ledger.Erased(erase, result.Status);
        return true;
    }

    private static async Task<bool> CompleteAsync(ICustomers customers)
    {
        var page = await customers.TasksAsync("desk", "open", null, 1, null).ConfigureAwait(false);
        if (page.Items is not [var task, ..] || !CaseParts.TryParseTask(task.Id, out var id, out var item)) return true;
        var receipt = await customers.CommandAsync(task.Customer, new Input.ActOnTask(id, item, TaskAction.Complete, "clerk", null, "good", Value.Null)).ConfigureAwait(false);
        return Operation.IsFinal(receipt.Kind);
    }

    private async Task<bool> ActAsync(Operation.ActOnTopic act, ICustomers customers)
    {
        await editor.ActAsync(act, ((Silo.Shards.Customers)customers).Topics).ConfigureAwait(false);
        return true;
    }

    private async Task<bool> PublishAsync(Operation.PublishJourney publish, SimHost host, ICustomers customers)
    {
        var life = host.Life;
        var saved = await customers.SaveJourneyAsync(SimJourneys.ChangedOrder(publish.Number), publish: plan.Planted != Planted.OldJourneys).ConfigureAwait(false);
        if (!host.Lives(life)) return false;
        ledger.Published(saved.Version);
        return true;
    }

    private async Task<bool> MoveAsync(Operation.MoveOrders move, SimHost host, ICustomers customers)
    {
        var (life, version) = (host.Life, ledger.VersionAt(DateTimeOffset.MaxValue));
        var orders = await customers.ReadAsync(move.Customer, static state => state.Cases.Values.Where(order => order is { Journey: SimJourneys.Order, Running: true }).Select(order => order.Id).ToList()).ConfigureAwait(false);
        foreach (var order in orders.Value ?? [])
        {
            var receipt = plan.Planted == Planted.LostMoves ? Receipt.Accepted(0)
                : await customers.CommandAsync(move.Customer, new Input.MigrateCase(order, version, DryRun: false, "designer", null)).ConfigureAwait(false);
            if (!host.Lives(life) || !Operation.IsFinal(receipt.Kind)) return false;
            if (receipt.Kind == ReceiptKind.Accepted) ledger.Moved(order, version);
        }
        return true;
    }

    private static async Task<bool> RequeueAsync(ICustomers customers)
    {
        var page = await customers.DeadLettersAsync(1, null).ConfigureAwait(false);
        if (page.Items is [var dead, ..]) await customers.RequeueAsync(dead.Id).ConfigureAwait(false);
        return true;
    }
}
