using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>
/// One case on its way to rest. Order (R65 to R70 of the CMMN notes, Elsa's queue): started items and events of transitions are taken first in, first
/// out; when none is left, criteria that are conditions only; then stages that may be complete, the newest first; again, until nothing moves.
/// </summary>
internal sealed partial class CaseRun(JourneyPlan plan, CaseState state, ICaseHost host)
{
    private readonly Queue<Work> agenda = new();
    private readonly List<int> checks = [];   // ordinals of stages that may be complete
    private Rare? rare;
    private bool conditionsMayHaveChanged;
    private string? trigger;
    private bool faulted;
    private int steps;
    private long spent;

    /// <summary>Something to do for an item: run it, or tell its transition to those who listen. Without an item it holds the place of the next event of the case file.</summary>
    /// <param name="Youngest">Ordinal of the last item that is old enough to hear it (R69).</param>
    private readonly record struct Work(PlanItem? Item, ItemTransition? Event, int Youngest = 0);

    /// <summary>What few runs need: one place for all of it, since each input makes a run.</summary>
    private sealed class Rare
    {
        /// <summary>Items that ended by a criterion, and which.</summary>
        public Dictionary<int, string>? ExitedBy { get; set; }

        /// <summary>Stages that an event started, and which, where on-parts cross borders (R16).</summary>
        public Dictionary<int, Told>? ActivatedBy { get; set; }

        /// <summary>The event for which items are entered at the moment; kept only where on-parts cross borders.</summary>
        public Told? Told { get; set; }

        /// <summary>Events of the case file that nobody was told of yet, each with an entry of the agenda that holds its place.</summary>
        public Queue<FileEvent>? FileEvents { get; set; }

        /// <summary>The last item there was before the event of the case file that is told now, and those of its kind right before it.</summary>
        public int LastBeforeFile { get; set; }
    }

    public bool Moved { get; private set; }

    private CaseId Case => state.Id;

    private PlanNode NodeOf(PlanItem item) => item.Plan ??= plan.Nodes[item.Node];

    private void Raise(Fact fact)
    {
        Moved = true;
        if (plan.CaseFile is { } file) RaiseWithFile(file, fact);
        else host.Raise(fact);
    }

    /// <summary>Works until nothing is left to do.</summary>
    public void Settle()
    {
        while (state.Running)
        {
            if (agenda.TryDequeue(out var work)) Step(work);
            else if (conditionsMayHaveChanged) EvaluateConditions();
            else if (plan.Dialect == PlanDialect.Flowable && EndOrphans()) continue;
            else if (checks.Count > 0) CheckStage();
            else break;
        }
        if (faulted && state.Running) FailCase();
        if (plan.Forgets) ForgetOccurrences();
        agenda.Clear();
        checks.Clear();
    }

    private void Step(Work work)
    {
        steps++;
        if (IsExhausted) Stop(work.Item ?? NextToHear());
        else if (work.Item is not { } item) TellFile();
        else if (work.Event is { } transition) Tell(item, transition, work.Youngest);
        else if (item.State == ItemState.Active) Execute(item);
        else if (item.State == ItemState.Available && !ExitsByCondition(item)) Enter(item, Rule.Structure);
    }

    /// <summary>What was done for one input: items run, created, skipped or told of an event, conditions looked at; and what expressions cost.</summary>
    private bool IsExhausted => steps + (spent / CaseEngine.CostOfStep) > CaseEngine.StepsMax;

    private void Stop(PlanItem item)
    {
        (steps, spent) = (0, 0);
        agenda.Clear();
        rare?.FileEvents?.Clear();
        checks.Clear();
        conditionsMayHaveChanged = false;
        var loop = LoopAround(item);
        if (loop is not null) EndChildren(loop, Rule.Cascade);
        Fault(loop ?? item, $"The journey took more than {CaseEngine.StepsMax} steps for one input: it loops without waiting, or does too much at once.");
    }

    /// <summary>The nearest loop: who skips or ends an endless one means it, not the activity that happened to be next.</summary>
    private PlanItem? LoopAround(PlanItem item)
    {
        for (PlanItem? around = item; around is not null; around = ParentOf(around))
            if (around.State == ItemState.Active && NodeOf(around) is (WhileNode or ForNode or ForEachNode)) return around;
        return null;
    }

    /// <summary>Children of an item that have not ended, as they are now.</summary>
    private List<PlanItem> OpenChildrenOf(PlanItem parent)
    {
        List<PlanItem>? children = null;
        foreach (var item in state.Items.ChildrenOf(parent.Ordinal))
            if (!item.Ended) (children ??= []).Add(item);
        return children ?? NoItems;
    }

    private static readonly List<PlanItem> NoItems = [];

    private PlanItem? ParentOf(PlanItem item) => state.Item(item.Parent);

    /// <summary>Children of stages live by criteria; all other items are started by their container.</summary>
    private bool InStage(PlanItem item) => ParentOf(item) is { } parent && NodeOf(parent) is StageNode;
}
