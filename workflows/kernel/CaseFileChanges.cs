using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>
/// What one write means for the items of a case file (CMMN 1.1, 8.3; R62). The order: of a new item its own creation, then what it holds; else what it
/// holds first, each child followed by what that is for its parent, references removed and added, then the item itself. The item that is written always has an event of its own,
/// also where the value is the same (R63); items in it where they differ. Elements of a list are told apart by their place, counted from the ends that are the same.
/// </summary>
/// <param name="written">The item that was written.</param>
/// <param name="how">What a write is to an item that was there before: update or replace.</param>
internal sealed class CaseFileChanges(CaseFileItemPlan written, CaseFileTransition how)
{
    private readonly List<(CaseFileItemPlan Item, CaseFileTransition Transition)> events = [];

    /// <summary>The events of a write to an item at the top, or to one in it.</summary>
    public static IReadOnlyList<(CaseFileItemPlan Item, CaseFileTransition Transition)> Of(CaseFileItemPlan top, in Value before, in Value after, CaseFileItemPlan written, CaseFileTransition how)
    {
        var changes = new CaseFileChanges(written, how);
        changes.Compare(top, before, after);
        return changes.events;
    }

    /// <summary>Events from which on a write is told in sums only: a list may have very many elements.</summary>
    private const int EventsMax = 200;

    /// <summary>The events as facts tell them: the same in a row as one; of a great many the same wherever it stands.</summary>
    public static IEnumerable<(CaseFileItemPlan Item, CaseFileTransition Transition, int Count)> Counted(IReadOnlyList<(CaseFileItemPlan Item, CaseFileTransition Transition)> events)
    {
        if (events.Count > EventsMax) return events.GroupBy(e => (e.Item.Id, e.Transition)).Select(group => (group.First().Item, group.Key.Transition, group.Count()));
        var counted = new List<(CaseFileItemPlan Item, CaseFileTransition Transition, int Count)>(events.Count);
        foreach (var (item, transition) in events)
        {
            if (counted.Count > 0 && counted[^1] is var last && ReferenceEquals(last.Item, item) && last.Transition == transition) counted[^1] = (item, transition, last.Count + 1);
            else counted.Add((item, transition, 1));
        }
        return counted;
    }

    /// <summary>Answers how many of the item came and how many went.</summary>
    private (int Created, int Deleted) Compare(CaseFileItemPlan item, in Value before, in Value after)
    {
        Value[] old = Elements(item, before), now = Elements(item, after);
        var (first, last) = (0, 0);
        // Of a single item there is nothing to be told apart; of a list only what lies between the ends that are the same can have changed.
        if (item.IsMany)
        {
            while (first < old.Length && first < now.Length && old[first] == now[first]) first++;
            while (last < old.Length - first && last < now.Length - first && old[^(last + 1)] == now[^(last + 1)]) last++;
        }
        (old, now) = (old[first..^last], now[first..^last]);
        if (item.IsMany && item.Id == written.Id && old.Length + now.Length == 0 && first > 0) events.Add((item, how));
        var both = Math.Min(old.Length, now.Length);
        for (var i = 0; i < both; i++) Change(item, old[i], now[i]);
        for (var i = both; i < old.Length; i++) Delete(item, old[i]);
        for (var i = both; i < now.Length; i++) Create(item, now[i]);
        return (now.Length - both, old.Length - both);
    }

    private static Value[] Elements(CaseFileItemPlan item, in Value value)
    {
        if (value.IsNull || value.IsError) return [];
        return item.IsMany && value.Kind == ValueKind.List ? [.. value.AsList().Where(element => !element.IsNull)] : [value];
    }

    private static Value Member(in Value value, string name) => value.Kind == ValueKind.Map ? value.AsMap()[name] : Value.Null;

    private void Create(CaseFileItemPlan item, in Value value)
    {
        events.Add((item, CaseFileTransition.Create));
        foreach (var child in item.Children) Count(item, Compare(child, Value.Null, Member(value, child.Name)));
        CompareReferences(item, Value.Null, value);
    }

    private void Delete(CaseFileItemPlan item, in Value value)
    {
        foreach (var child in item.Children) Compare(child, Member(value, child.Name), Value.Null);
        events.Add((item, CaseFileTransition.Delete));
    }

    private void Change(CaseFileItemPlan item, in Value before, in Value after)
    {
        foreach (var child in item.Children) Count(item, Compare(child, Member(before, child.Name), Member(after, child.Name)));
        CompareReferences(item, before, after);
        if ((item.Id == written.Id && !item.IsMany) || DiffersItself(item, before, after)) events.Add((item, how));
    }

    private void Count(CaseFileItemPlan parent, (int Created, int Deleted) children)
    {
        for (var i = 0; i < children.Deleted; i++) events.Add((parent, CaseFileTransition.RemoveChild));
        for (var i = 0; i < children.Created; i++) events.Add((parent, CaseFileTransition.AddChild));
    }

    private void CompareReferences(CaseFileItemPlan item, in Value before, in Value after)
    {
        foreach (var name in item.References)
        {
            Value[] old = References(Member(before, name)), now = References(Member(after, name));
            foreach (var _ in old.Except(now)) events.Add((item, CaseFileTransition.RemoveReference));
            foreach (var _ in now.Except(old)) events.Add((item, CaseFileTransition.AddReference));
        }
    }

    private static Value[] References(in Value value) => value.IsNull ? [] : value.Kind == ValueKind.List ? [.. value.AsList()] : [value];

    /// <summary>Something of it is different that is neither a child nor a reference.</summary>
    private static bool DiffersItself(CaseFileItemPlan item, in Value before, in Value after)
    {
        if (before.Kind != ValueKind.Map || after.Kind != ValueKind.Map) return before != after;
        return Own(item, before.AsMap()) != Own(item, after.AsMap());
    }

    private static Value Own(CaseFileItemPlan item, ValueMap value)
    {
        foreach (var child in item.Children) value = value.Without(child.Name);
        foreach (var reference in item.References) value = value.Without(reference);
        return Value.OfMap(value);
    }
}
