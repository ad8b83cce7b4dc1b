using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>Discretionary items (CMMN 1.1, 5.4.9; R45): a person plans them, and from then on they are items as any.</summary>
internal sealed partial class CaseRun
{
    public string? Plan(Stimulus.Plan request)
    {
        if (plan.Nodes.GetValueOrDefault(request.Node) is not { Control.Discretionary: { } discretionary } node) return $"There is no discretionary item '{request.Node}'.";
        var (stage, refusal) = WhereToPlan(node, discretionary);
        if (refusal is not null) return refusal.Message;
        var item = CreateChild(node, stage!, request.Rule);
        if (node.Control.Entry.IsEmpty) agenda.Enqueue(new Work(item, null));
        return null;
    }

    /// <summary>Why an item can't be planned now; null: it can.</summary>
    public PlanRefusal? RefusalOf(PlanNode node) => WhereToPlan(node, node.Control.Discretionary!).Refusal;

    /// <summary>What can be planned now, in model order, whoever asks; of rules that cost too much together those that were reached.</summary>
    public List<PlannableItem> Plannable()
    {
        List<PlannableItem> found = [];
        if (state.Status != CaseStatus.Active || !plan.IsPlanned) return found;
        foreach (var node in PlanIndex.Descendants(plan.Root))
            if (!IsExhausted && node.Control.Discretionary is { } discretionary && WhereToPlan(node, discretionary) is { Stage: { } stage, Refusal: null })
                found.Add(new PlannableItem(node, stage.Ordinal, Planning.RolesOf(discretionary)));
        return found;
    }

    /// <summary>The oldest instance of its stage in which it can be planned; else why there is none.</summary>
    private (PlanItem? Stage, PlanRefusal? Refusal) WhereToPlan(PlanNode node, DiscretionaryPlan discretionary)
    {
        if (state.Status != CaseStatus.Active) return (null, new PlanRefusal(PlanRule.State, $"The case is {FactNames.Of(state.Status)}."));
        if (plan.Parents.GetValueOrDefault(node.Id) is not StageNode around) return (null, new PlanRefusal(PlanRule.State, $"'{node.Name}' is in no stage."));
        var refusal = new PlanRefusal(PlanRule.State, $"'{around.Name}' has not begun.");
        foreach (var stage in state.Items.Of(around.Id))
        {
            refusal = StateRefusal(node, discretionary, stage) ?? ApplicabilityRefusal(discretionary, stage);
            if (refusal is null) return (stage, null);
        }
        return (null, refusal);
    }

    private PlanRefusal? StateRefusal(PlanNode node, DiscretionaryPlan discretionary, PlanItem stage)
    {
        if (stage.State != ItemState.Active) return new PlanRefusal(PlanRule.State, $"'{stage.Name}' is {FactNames.Of(stage.State)}; what is in it is planned while it is active.");
        if (!discretionary.HumanTasks.IsEmpty && !HasOpenTask(discretionary, stage))
            return new PlanRefusal(PlanRule.State, $"It is planned while the task {string.Join(" or ", discretionary.HumanTasks.Select(id => $"'{plan.Nodes[id].Name}'"))} is open.");
        return MayBePlannedAgain(node, stage) ? null : new PlanRefusal(PlanRule.State, $"'{node.Name}' was planned before.");
    }

    private bool HasOpenTask(DiscretionaryPlan discretionary, PlanItem stage)
    {
        foreach (var item in state.Items.ChildrenOf(stage.Ordinal))
            if (item.State is ItemState.Available or ItemState.Enabled or ItemState.Active && discretionary.HumanTasks.Contains(item.Node)) return true;
        return false;
    }

    /// <summary>Once in an instance of its stage (R26); with a repetition rule that holds again, when nothing of it is left.</summary>
    private bool MayBePlannedAgain(PlanNode node, PlanItem stage)
    {
        PlanItem? last = null;
        foreach (var item in state.Items.Of(node.Id, stage.Ordinal))
        {
            if (!item.Ended) return false;
            last = item;
        }
        return last is null || Holds(node.Control.Repetition, last); // R32
    }

    private PlanRefusal? ApplicabilityRefusal(DiscretionaryPlan discretionary, PlanItem stage)
    {
        foreach (var rule in discretionary.Tables.SelectMany(table => table.Rules).Concat(discretionary.Rules))
            if (rule.Condition is { } condition && !Evaluate(condition, stage).IsTrue)
                return new PlanRefusal(PlanRule.Applicability, $"The applicability rule '{rule.Id}' does not hold: {condition.Text}");
        return null;
    }

    /// <summary>What could still be planned keeps a stage that does not complete by itself open (R39, R45).</summary>
    private bool MayStillBePlanned(PlanItem stage)
    {
        if (!plan.IsPlanned) return false;
        foreach (var node in NodeOf(stage).Children)
            if (node.Control.Discretionary is { } discretionary && StateRefusal(node, discretionary, stage) is null && (IsExhausted || ApplicabilityRefusal(discretionary, stage) is null)) return true;
        return false;
    }

    /// <summary>A stage that only waited for what could be planned may be complete once nothing can. One that was reopened waits for its children (R71).</summary>
    private void CheckPlanned()
    {
        foreach (var item in state.Items)
            if (item is { State: ItemState.Active, EndedAt: null } && NodeOf(item) is StageNode { AutoComplete: false } stage && HasRules(stage)) Check(item);
    }

    private static bool HasRules(StageNode stage)
    {
        foreach (var child in stage.Activities)
            if (child.Control.Discretionary is { } discretionary && (discretionary.Rules.Length > 0 || discretionary.Tables.Any(t => t.Rules.Length > 0))) return true;
        return false;
    }
}
