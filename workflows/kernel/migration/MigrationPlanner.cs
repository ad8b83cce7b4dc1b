using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Kernel.Migrations;

/// <summary>
/// Works out a move on a copy of the case. First what can be seen from the definitions: which items go on, which end, what keeps the case from moving.
/// If nothing does, then the facts, each applied to the copy as it is found, so that what the new version computes is computed on the state that it will meet.
/// </summary>
internal sealed partial class MigrationPlanner
{
    private readonly CaseState state;
    private readonly JourneyPlan from, to;
    private readonly ICaseHost host;
    private readonly Rule rule;
    private readonly CaseRun before, after;
    private readonly List<CaseFact> facts = [];
    private readonly List<MigrationNote> conflicts = [], told = [];
    private readonly List<PlanItem> kept = [];
    private readonly HashSet<int> dropped = [];
    private readonly Dictionary<int, List<PlanItem>> children = [];
    private readonly HashSet<int> checks = [];

    public MigrationPlanner(CaseState copy, JourneyPlan from, JourneyPlan to, ICaseHost host, Rule rule)
    {
        (state, this.from, this.to, this.host, this.rule) = (copy, from, to, host, rule);
        var trial = new Trial(this);
        (before, after) = (new CaseRun(from, copy, trial), new CaseRun(to, copy, trial));
        foreach (var item in copy.Items)
        {
            if (!children.TryGetValue(item.Parent, out var siblings)) children[item.Parent] = siblings = [];
            siblings.Add(item);
        }
    }

    public MigrationPlan Plan()
    {
        foreach (var item in state.Items)
            if (!item.Ended) Match(item);
        var plan = new MigrationPlan(state.Id, from, to, rule) { Kept = [.. kept.Select(Show)], Dropped = [.. state.Items.Where(i => dropped.Contains(i.Ordinal)).Select(Show)] };
        var added = Additions();
        if (conflicts.Count == 0) Establish();
        return plan with
        {
            Added = added, Conflicts = [.. conflicts], Told = [.. told], Facts = conflicts.Count > 0 ? [] : [.. facts],
            Look = conflicts.Count > 0 ? MigrationLook.Nothing : new([.. freed], [.. sentries], [.. flows], [.. checks.Order()]),
        };
    }

    private static MigratedItem Show(PlanItem item) => new(item.Ordinal, item.Node, item.NodeType, item.Name, item.State);

    /// <summary>Goes on, ends, or keeps the case from moving.</summary>
    private void Match(PlanItem item)
    {
        var (old, node) = (from.Nodes[item.Node], to.Nodes.GetValueOrDefault(item.Node));
        if (item.Parent == 0)
        {
            if (to.Root.Id == item.Node && Same(item, old, to.Root)) kept.Add(item);
            else if (to.Root.Id != item.Node) Refuse(MigrationCodes.ContainerChanged, item, $"The root of the case is '{item.Node}', that of version {to.Version} '{to.Root.Id}'.", "Keep the id of the root.");
            return;
        }
        var container = state.Item(item.Parent)!;
        if (node is not null && !dropped.Contains(item.Parent) && to.Parents.GetValueOrDefault(item.Node)?.Id == container.Node)
        {
            if (Same(item, old, node)) kept.Add(item);
        }
        else if (node is not null && HasBegun(item))
            Refuse(MigrationCodes.ContainerChanged, item, $"It is under way in '{container.Node}', and in version {to.Version} it is in '{to.Parents.GetValueOrDefault(item.Node)?.Id}'.",
                "Leave it where it is, or end it first.");
        else if (dropped.Contains(item.Parent) || MayLose(container)) Drop(item, node);
        else Refuse(MigrationCodes.WhereItStands, item, $"'{container.Node}' stands at it, and version {to.Version} does not have it there.", "Keep it in the new version, or complete or skip it first.");
    }

    private void Drop(PlanItem item, PlanNode? node)
    {
        dropped.Add(item.Ordinal);
        if (!dropped.Contains(item.Parent)) checks.Add(item.Parent);
        if (node is not null) Tell(MigrationCodes.Waited, item, $"It only waited, and is in another container in version {to.Version}: what it waited for counts from now on.", "Nothing has to be done.");
    }

    /// <summary>Its other children go on without the one that ends.</summary>
    private bool MayLose(PlanItem container) => from.Nodes[container.Node] is StageNode or ParallelNode or ForkNode;

    /// <summary>More than waiting for a criterion: it would be lost, or done twice.</summary>
    private static bool HasBegun(PlanItem item) =>
        item.State is not ItemState.Available && item is not { State: ItemState.Suspended, Before: ItemState.Available } || item.Due is not null || item.Overdue;

    private bool Same(PlanItem item, PlanNode old, PlanNode node)
    {
        if (old.GetType() != node.GetType())
            return Refuse(MigrationCodes.TypeChanged, item, $"It is a {old.Type}, and in version {to.Version} a {node.Type}.", "Give what is of another type an id of its own.");
        return node switch
        {
            SequenceNode sequence => IsInOrder(item, sequence),
            FlowchartNode flow => MayStandIn(item, (FlowchartNode)old, flow),
            StateMachineNode machine => MayStandIn(item, (StateMachineNode)old, machine),
            CaseTaskNode { Blocking: false } when item is { Called: true, State: not ItemState.Available } && ((CaseTaskNode)old).Blocking =>
                Refuse(MigrationCodes.CallChanged, item, $"It waits for the case that it called, and in version {to.Version} it does not wait.", "Let it wait, or wait for that case to end."),
            _ => true,
        };
    }

    /// <summary>What has run in a sequence must not come after where it stands: it would run again.</summary>
    private bool IsInOrder(PlanItem item, SequenceNode sequence)
    {
        var own = children.GetValueOrDefault(item.Ordinal, []);
        if (own.Find(c => !c.Ended) is not { } now) return true;
        var place = PlaceOf(sequence, now.Node);
        var again = own.Find(c => c.Ended && PlaceOf(sequence, c.Node) > place && place >= 0);
        return again is null || Refuse(MigrationCodes.OrderChanged, item, $"'{again.Node}' has run, and in version {to.Version} it comes after '{now.Node}', where the case stands: it would run again.",
            "Keep the order of what has run.");
    }

    private static int PlaceOf(SequenceNode sequence, string id)
    {
        for (var i = 0; i < sequence.Activities.Length; i++)
            if (sequence.Activities[i].Id == id) return i;
        return -1;
    }

    private bool Refuse(string code, PlanItem item, string message, string fix)
    {
        conflicts.Add(new MigrationNote(code, item.Ordinal, item.Node, $"'{item.Node}': {message}", fix));
        return false;
    }

    private void Tell(string code, PlanItem item, string message, string fix) => told.Add(new MigrationNote(code, item.Ordinal, item.Node, $"'{item.Node}': {message}", fix));

    /// <summary>The facts, in the order in which they are raised: the version; per item its names, memory, flow, variables, timer and task; topics.</summary>
    private void Establish()
    {
        var followed = FollowedBefore();
        var waits = kept.ToDictionary(item => item.Ordinal, WaitBefore);
        foreach (var item in state.Items.Reverse())
            if (dropped.Contains(item.Ordinal)) before.Drop(item, rule);
        var drops = facts.ToArray();
        facts.Clear();
        Raise(new CaseMigrated(state.Id, from.Version, to.Version, rule));
        facts.AddRange(drops);
        foreach (var item in kept)
        {
            var (old, node) = (from.Nodes[item.Node], to.Nodes[item.Node]);
            Rename(item, old, node);
            Remember(item, old, node);
            if (flowMoves.TryGetValue(item.Ordinal, out var move)) Raise(move);
            MoveStart(item);
            Declare(item, old, node);
        }
        foreach (var item in kept) GoOnWaiting(item, waits[item.Ordinal]);
        Follow(followed);
    }

    private void Rename(PlanItem item, PlanNode old, PlanNode node)
    {
        var required = item.Required;
        if (item.Parent != 0 && !SameRule(old.Control.Required, node.Control.Required)) required = after.IsRequired(node, state.Item(item.Parent)!);
        var mark = marks.GetValueOrDefault(item.Ordinal) ?? item.Mark;
        if (required != item.Required) checks.Add(item.Parent);
        if (node is StageNode stage && stage.AutoComplete != ((StageNode)old).AutoComplete) checks.Add(item.Ordinal);
        if (required != item.Required || mark != item.Mark || node.Type != item.NodeType || node.Name != item.Name)
            Raise(new ItemMigrated(state.Id, item.Ordinal, node.Type, node.Name, required, mark, rule));
    }

    private void Raise(CaseFact fact)
    {
        facts.Add(fact);
        state.Apply(fact, host.At);
    }

    /// <summary>The host of the copy: what is raised is noted, and goes nowhere else.</summary>
    private sealed class Trial(MigrationPlanner planner) : ICaseHost
    {
        public DateTimeOffset At => planner.host.At;

        public Value Signal => Value.Null;

        public Value Customer => planner.host.Customer;

        public string? TimeZone => planner.host.TimeZone;

        public void Raise(Fact fact) => planner.Raise((CaseFact)fact);

        public MessageVerdict Judge(string channel, string purpose, LegalBasis basis) => throw new InvalidOperationException("A migration sends nothing by itself.");

        public void Publish(string eventType, Value payload) => throw new InvalidOperationException("A migration publishes nothing by itself.");
    }
}
