using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Grains.Turns;

/// <summary>Discretionary items and the case file.</summary>
internal sealed partial class CaseCommands
{
    private Receipt Plan(Input.Plan act, Receipt accepted)
    {
        if (!state.Cases.TryGetValue(act.Case, out var owned)) return Receipt.Unknown("/case", $"There is no case {act.Case}.");
        var plan = router.PlanOf(owned);
        if (plan.Nodes.GetValueOrDefault(act.Item) is not { Control.Discretionary: not null } node) return UnknownItem(act.Item, "discretionary item", Discretionary(plan));
        if (Planning.RefusalOf(plan, owned, router.Host, node, act.Roles) is { } refusal) return Refuse(refusal);
        return Answer(owned, new Stimulus.Plan(act.Item, act.Roles, ByPerson(act.By, act.Reason)), "/item", accepted);
    }

    private static IEnumerable<string> Discretionary(JourneyPlan plan) => plan.Nodes.Values.Where(n => n.Control.Discretionary is not null).Select(n => n.Id).Order(StringComparer.Ordinal);

    private static Receipt Refuse(PlanRefusal refusal) => Receipt.Refused(refusal.Rule switch
    {
        PlanRule.State => new Problem("/item", "wrong-state", refusal.Message, "Read 'plannable' of the case: it has what can be planned now."),
        PlanRule.Applicability => new Problem("/item", "not-applicable", refusal.Message, "Read 'plannable' of the case: it has what can be planned now."),
        _ => new Problem("/item", "not-authorised", refusal.Message, "Let somebody of that role plan it."),
    });

    private static Receipt UnknownItem(string item, string what, IEnumerable<string> known)
    {
        string[] names = [.. known.Take(20)];
        return new Receipt(ReceiptKind.Invalid, 0, new Problem("/item", "unknown-item", $"The journey has no {what} '{item}'.", names.Length == 0 ? "It has none at all." : $"Send one of: {string.Join(", ", names)}."));
    }

    private Receipt Write(Input.WriteFile act, Receipt accepted)
    {
        if (!state.Cases.TryGetValue(act.Case, out var owned)) return Receipt.Unknown("/case", $"There is no case {act.Case}.");
        var file = router.PlanOf(owned).CaseFile;
        return file?.Find(act.Item) is null
            ? UnknownItem(act.Item, "case file item", file?.ById.Keys.Order(StringComparer.Ordinal) ?? Enumerable.Empty<string>())
            : Answer(owned, new Stimulus.WriteFile(act.Item, act.Value, ByPerson(act.By, act.Reason)), "/item", accepted);
    }
}
