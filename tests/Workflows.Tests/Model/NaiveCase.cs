using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Workflows.Tests.Model;

/// <summary>
/// A second reading of the CMMN notes, written from them and not from the kernel: slow, without any index, one rule after the other. It shares with
/// the kernel the plan and the names of states and transitions. Order (R65 to R70): events first in, first out; when there are none left, criteria that are
/// conditions; then stages that may be complete, the newest first.
/// </summary>
internal sealed partial class NaiveCase(JourneyPlan plan, DateTimeOffset now)
{
    private const int StepsMax = 3000;

    private readonly List<NaiveItem> items = [];
    private readonly Queue<Action> agenda = new();
    private readonly HashSet<NaiveItem> toCheck = [];
    private readonly Dictionary<string, long> variables = [];
    private bool changed;
    private int youngest;   // of items made together: events of one of them are heard by all (R43)
    private int steps;

    public CaseStatus Status { get; private set; } = CaseStatus.Active;

    public IReadOnlyList<NaiveItem> Items => items;

    /// <summary>What happened, in order, since it was last cleared.</summary>
    public List<string> Log { get; } = [];

    public DateTimeOffset Now { get; set; } = now;

    /// <summary>It looped for so long that nothing more can be said of it (R31).</summary>
    public bool Endless => steps > StepsMax;

    private NaiveItem Root => items[0];

    private bool Runs => Status is CaseStatus.Active or CaseStatus.Suspended;

    /// <param name="files">What is in the case file from the start (R64).</param>
    public void Start(IEnumerable<(string Name, long Value)> initial, IReadOnlyDictionary<string, long> files)
    {
        var root = Create(plan.Root, null, 1);
        foreach (var (name, value) in initial) variables[name] = value;
        var written = Write(files, CaseFileTransition.Update);
        Begin(root, ItemTransition.Start, null);
        TellFile(written, 1 + plan.Root.Children.Count(c => c.Control.Discretionary is null));
        Rest();
    }

    private void Rest()
    {
        while (Runs && !Endless)
        {
            steps++;
            if (agenda.TryDequeue(out var next)) next();
            else if (changed) JudgeConditions();
            else if (toCheck.Count > 0) CheckNewest();
            else break;
        }
        agenda.Clear();
        toCheck.Clear();
    }

    private NaiveItem Create(PlanNode node, NaiveItem? container, int number)
    {
        var item = new NaiveItem(items.Count + 1, node, container, number, Holds(node.Control.Required, container, 1)); // R36
        items.Add(item);
        Log.Add($"create {item.Ordinal} {node.Id} in {container?.Ordinal ?? 0}{(item.Required ? " required" : "")}");
        Tell(item, ItemTransition.Create, null);
        return item;
    }

    private void Move(NaiveItem item, ItemTransition transition, string? via = null)
    {
        var next = LifeTables.After(item.IsRoot, item.IsListener, item.State, transition, item.Former)
            ?? throw new InvalidOperationException($"The naive reading itself breaks the tables: {item.Node.Id} is {item.State}, {transition}.");
        if (next == ItemState.Suspended) item.Former = item.State;
        item.State = next;
        if (item.IsOver)
            foreach (var older in items.Where(i => i.Node == item.Node && i.Container == item.Container && i.Ordinal < item.Ordinal && i.IsOver)) Replace(older);
        Log.Add($"{item.Ordinal} {transition}");
        Tell(item, transition, via);
    }

    private void Replace(NaiveItem item)
    {
        item.Replaced = true;
        foreach (var child in items.Where(i => i.Container == item)) Replace(child);
    }

    private void MoveCase(CaseTransition transition)
    {
        Status = LifeTables.After(Status, transition) ?? throw new InvalidOperationException($"The naive reading itself breaks the tables: the case is {Status}, {transition}.");
        Log.Add($"case {transition}");
    }

    /// <summary>R37 to R39, R41.</summary>
    private bool IsDone(NaiveItem stage, bool auto) => items.Where(i => i.Container == stage).All(child =>
        child.IsOver || child.State is ItemState.Disabled or ItemState.Failed || (auto && child.State != ItemState.Active && !child.Required))
        && (auto || !stage.Node.Children.Any(node => MayBePlanned(node, stage)));

    /// <summary>R42: after all sentries have run.</summary>
    private void CheckNewest()
    {
        var stage = toCheck.MaxBy(i => i.Ordinal)!;
        toCheck.Remove(stage);
        if (stage.State == ItemState.Active && stage.Node is StageNode node && IsDone(stage, node.AutoComplete)) Complete(stage);
    }

    private void Complete(NaiveItem item)
    {
        if (item.State != ItemState.Active) return;
        var again = RepeatsWhenLeft(item);
        EndAllIn(item, completes: true);
        Move(item, ItemTransition.Complete);
        HasEnded(item, again);
    }

    private void Occur(NaiveItem item)
    {
        if (item.State != ItemState.Available) return;
        var again = RepeatsWhenLeft(item);
        item.Due = null;
        Move(item, ItemTransition.Occur);
        HasEnded(item, again);
    }

    /// <summary>R22, R44: depth first. What is disabled stays so where its stage is complete (D9).</summary>
    private void EndAllIn(NaiveItem item, bool completes)
    {
        foreach (var child in items.Where(i => i.Container == item && !i.IsOver).ToList())
            if (!(completes && child.State == ItemState.Disabled)) End(child, child.IsListener ? ItemTransition.ParentTerminate : ItemTransition.Exit, null);
    }

    private void End(NaiveItem item, ItemTransition transition, string? via)
    {
        if (item.IsOver) return;
        EndAllIn(item, completes: false);
        item.Due = null; // R25
        Move(item, transition, via);
    }

    /// <summary>It ended by itself or by a person, not by its container (R24).</summary>
    private void HasEnded(NaiveItem item, bool again)
    {
        LetGoOn(item);
        if (item.Container is not { } stage)
        {
            EndCase(CaseTransition.Complete);
            return;
        }
        if (stage.State is not (ItemState.Active or ItemState.Suspended)) return;
        if (item is { Node: TimerListenerNode timer, State: ItemState.Completed } && stage.State == ItemState.Active && TextOf(timer) is ['R', var times, ..] && item.Number < times - '0') // R50
            Enqueue(Create(timer, stage, item.Number + 1));
        if (again) Enqueue(Create(item.Node, stage, item.Number + 1));
        toCheck.Add(stage);
    }

    private static string TextOf(TimerListenerNode timer) => ((PlanInput.Literal)timer.Timer).Value.AsString();

    private void EndCase(CaseTransition transition)
    {
        agenda.Clear();
        toCheck.Clear();
        if (!Root.IsOver)
        {
            EndAllIn(Root, transition == CaseTransition.Complete);
            Move(Root, transition == CaseTransition.Complete ? ItemTransition.Complete : ItemTransition.Terminate);
        }
        MoveCase(transition);
    }
}
