using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Grains.Turns;

public sealed partial class CustomerTurn
{
    private static readonly Receipt MayNotAct = new(ReceiptKind.Foreign, 0, new Problem(
        "Authorization", "scope", "Acting on cases by an event takes more than the right to send events.", "Use a key that has the scopes ingest and act, at POST /v1/events."));

    /// <summary>Somebody acts on a case by an event. What is refused is not kept, so that the same event may come again; what is done is heard as any event is.</summary>
    private void HandleOperation(Signal signal)
    {
        if (signal.Actor is not { } actor)
        {
            receipt = MayNotAct;
            return;
        }
        if (OperationRequests.Problem(signal.Data) is { } problem)
        {
            receipt = new Receipt(ReceiptKind.Invalid, 0, problem);
            return;
        }
        var data = signal.Data.AsMap();
        var (owned, otherwise) = OperationRequests.Find(data, state);
        if (owned is null)
        {
            receipt = otherwise;
            return;
        }
        var by = actor is { IsCustomer: false, Id: { } person } ? person : OperationRequests.By(data) ?? signal.Source;
        receipt = new CaseCommands(state, context, router).Handle(OperationRequests.Of(data, owned.Id, by, actor), receipt);
        if (receipt.Kind != ReceiptKind.Accepted) return;
        always = true;
        router.Signal(signal, null);
    }
}
