using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>The case file (CMMN 1.1, 5.3 and 8.3; R61 to R64): what is written to variables of the case that are case file items is told to sentries.</summary>
internal sealed partial class CaseRun
{
    private const int RootOrdinal = 1;

    /// <param name="Youngest">Ordinal of the last item that is old enough to hear it (R69).</param>
    /// <param name="Again">The same as the event before it, of another element of the list: as if it were written after that was told.</param>
    private readonly record struct FileEvent(FilePartPlan Part, int Youngest, bool Again = false);

    /// <summary>The case begins: its first events wait until its plan is entered, so that what is there from the start is heard (R64).</summary>
    private bool begins;

    private void RaiseWithFile(CaseFilePlan file, Fact fact)
    {
        if (fact is VariableSet { Item: RootOrdinal } set && file.OfVariable(set.Name) is { } item)
        {
            var before = RootVariable(item.Name);
            host.Raise(fact);
            Tell(CaseFileChanges.Of(item, before, set.Value, item, CaseFileTransition.Update), Rule.Structure);
        }
        else if (fact is VariablesSet { Item: RootOrdinal, Values.Kind: ValueKind.Map } several) RaiseSeveral(file, several);
        else host.Raise(fact);
    }

    /// <summary>All of them are set before anything is told (R63), items in model order.</summary>
    private void RaiseSeveral(CaseFilePlan file, VariablesSet fact)
    {
        var written = file.Items.Where(item => fact.Values.AsMap().TryGetValue(item.Name, out _)).Select(item => (Item: item, Before: RootVariable(item.Name))).ToList();
        host.Raise(fact);
        foreach (var (item, before) in written) Tell(CaseFileChanges.Of(item, before, fact.Values.AsMap()[item.Name], item, CaseFileTransition.Update), Rule.Structure);
    }

    private Value RootVariable(string name) => state.Item(RootOrdinal)?.Variable(name) ?? Value.Null;

    private void Tell(IReadOnlyList<(CaseFileItemPlan Item, CaseFileTransition Transition)> events, Rule rule)
    {
        foreach (var (item, transition, count) in CaseFileChanges.Counted(events))
        {
            steps++;
            host.Raise(new CaseFileTransitioned(Case, item.Id, transition, count, rule));
        }
        var youngest = begins ? RootOrdinal + CountOfFirst(plan.Root) : state.LastItem;
        FilePartPlan? before = null;
        foreach (var (item, transition) in events)
        {
            var part = new FilePartPlan(item.Id, transition);
            var again = part == before;
            before = part;
            if (!plan.CaseFile!.Listeners.ContainsKey(part)) continue;
            ((rare ??= new()).FileEvents ??= new()).Enqueue(new FileEvent(part, youngest, again));
            if (!begins) agenda.Enqueue(default);
        }
    }

    private void TellWhatBegan()
    {
        begins = false;
        for (var i = 0; i < rare?.FileEvents?.Count; i++) agenda.Enqueue(default);
    }

    /// <summary>The next event of the case file is told to all sentries that listen to it, wherever they are.</summary>
    private void TellFile()
    {
        if (rare?.FileEvents is not { } waiting || !waiting.TryDequeue(out var next)) return;
        if (!next.Again) rare.LastBeforeFile = state.LastItem;
        var hit = HearFile(next, within: 0);
        ActOn(hit, new Told(null, default, next.Part));
    }

    /// <param name="within">Only items in this container; 0: in any.</param>
    private List<(PlanItem Item, SentryPlan Sentry, bool Exit)> HearFile(FileEvent told, int within)
    {
        var listeners = plan.CaseFile!.Listeners[told.Part];
        steps += listeners.Length;
        var hit = new List<(PlanItem Item, SentryPlan Sentry, bool Exit)>(listeners.Length);
        foreach (var listener in listeners)
            foreach (var item in state.Items.Of(listener.Node.Id))
                if (!item.Ended && IsOldEnough(item, told) && (within == 0 || item.Parent == within)) Hear(item, listener, hit);
        return hit;
    }

    private bool IsOldEnough(PlanItem item, FileEvent told) => item.Ordinal <= told.Youngest || (told.Again && item.Ordinal > rare!.LastBeforeFile);

    /// <summary>An item that would be told of the next event; else the root.</summary>
    private PlanItem NextToHear()
    {
        if (rare?.FileEvents is { } waiting && waiting.TryPeek(out var next))
            foreach (var listener in plan.CaseFile!.Listeners[next.Part])
                foreach (var item in state.Items.Of(listener.Node.Id))
                    if (!item.Ended && IsOldEnough(item, next)) return item;
        return state.Item(RootOrdinal)!;
    }

    /// <summary>A person, or a program in their name, writes an item of the case file; null discards it.</summary>
    public string? WriteFile(Stimulus.WriteFile request)
    {
        if (plan.CaseFile?.Find(request.Item) is not { } item) return $"There is no case file item '{request.Item}'.";
        if (!state.Running) return $"The case is {FactNames.Of(state.Status)}.";
        if (request.Value.IsNull && FileValue(item).IsNull) return $"There is no '{item.Path}' that could be discarded.";
        if (item.IsMany && request.Value.Kind is not (ValueKind.List or ValueKind.Null)) return $"'{item.Path}' is a list of items; write all of them.";
        if (Around(item).FirstOrDefault(IsUnwritable) is { } parent)
            return parent.IsMany ? $"'{parent.Path}' is a list of items; write it as a whole." : $"'{parent.Path}' is not there yet, or has no members; write it first.";
        var top = Around(item).LastOrDefault(item);
        var (before, after) = (RootVariable(top.Name), Put(item, request.Value));
        Moved = true;
        host.Raise(new VariableSet(Case, RootOrdinal, top.Name, after));
        conditionsMayHaveChanged = true;
        Tell(CaseFileChanges.Of(top, before, after, item, CaseFileTransition.Replace), request.Rule);
        return null;
    }

    /// <summary>The items that hold an item, the nearest first.</summary>
    private IEnumerable<CaseFileItemPlan> Around(CaseFileItemPlan item)
    {
        while (item.Parent is { } parent) yield return item = plan.CaseFile!.ById[parent];
    }

    private bool IsUnwritable(CaseFileItemPlan item) => item.IsMany || FileValue(item).Kind != ValueKind.Map;

    private Value FileValue(CaseFileItemPlan item)
    {
        if (item.Parent is not { } parent) return RootVariable(item.Name);
        return FileValue(plan.CaseFile!.ById[parent]) is { Kind: ValueKind.Map } around ? around.AsMap()[item.Name] : Value.Null;
    }

    /// <summary>The value of the item at the top with another one at its place in it.</summary>
    private Value Put(CaseFileItemPlan item, in Value value)
    {
        if (item.Parent is not { } id) return value;
        var parent = plan.CaseFile!.ById[id];
        var members = FileValue(parent).AsMap();
        return Put(parent, Value.OfMap(value.IsNull ? members.Without(item.Name) : members.With(item.Name, value)));
    }
}
