using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Kernel.Migrations;

/// <summary>Variables and followed topics.</summary>
internal sealed partial class MigrationPlanner
{
    /// <summary>New variables begin with their initial values; a variable under another name keeps its value; one of another type must fit.</summary>
    private void Declare(PlanItem item, PlanNode old, PlanNode node)
    {
        var isRoot = item.Parent == 0;
        if (!isRoot && !IsUnderWay(item) && item.State != ItemState.Failed) return;
        ImmutableArray<VariablePlan> was = isRoot ? [.. from.Variables, .. old.Variables] : old.Variables, now = isRoot ? [.. to.Variables, .. node.Variables] : node.Variables;
        var values = ValueMap.Empty;
        foreach (var variable in now.DistinctBy(v => v.Name))
        {
            var known = was.FirstOrDefault(v => v.Id == variable.Id);
            if (item.TryGetVariable(variable.Name, out var value)) Fits(item, known, variable, value);
            else if (known is not null && item.TryGetVariable(known.Name, out value) && Fits(item, known, variable, value))
            {
                values = values.With(variable.Name, value);
                Tell(MigrationCodes.VariableRenamed, item, $"What its variable '{known.Name}' holds is now also in '{variable.Name}'.", "Nothing has to be done.");
            }
            else if (known is null) values = values.With(variable.Name, variable.Initial);
        }
        if (values.Count > 0) Raise(new VariablesSet(state.Id, item.Ordinal, Value.OfMap(values)));
    }

    private bool Fits(PlanItem item, VariablePlan? known, VariablePlan variable, in Value value) =>
        known is null || known.Type == variable.Type || value.IsNull || IsOf(value, variable.Type)
        || Refuse(MigrationCodes.VariableType, item, $"Its variable '{variable.Name}' holds a {value.Kind}, and in version {to.Version} it is of type {variable.Type}.", "Set it to a value of the new type first, or give the new variable an id and a name of its own.");

    private static bool IsOf(in Value value, PlanType type) => type switch
    {
        PlanType.String => value.Kind == ValueKind.String,
        PlanType.Boolean => value.Kind == ValueKind.Bool,
        PlanType.Integer => value.Kind is ValueKind.Int or ValueKind.UInt,
        PlanType.Number => value.Kind is ValueKind.Int or ValueKind.UInt or ValueKind.Double,
        PlanType.TimeSpan => Coerce.TrySpan(value, out _),
        PlanType.DateTime => value.Kind == ValueKind.Timestamp || (value.Kind == ValueKind.String && Coerce.TryIso(value.AsString(), out _)),
        PlanType.List => value.Kind == ValueKind.List,
        PlanType.Map => value.Kind == ValueKind.Map,
        _ => true,
    };

    /// <summary>Topics that the case follows because of activities that the new version does not have, or to which it gives another topic.</summary>
    private List<(PlanItem Item, string Topic)> FollowedBefore()
    {
        List<(PlanItem, string)> followed = [];
        if (state.Topics.IsEmpty) return followed;
        foreach (var item in state.Items)
        {
            if (item.State != ItemState.Completed || FollowOf(item, from) is not { } old) continue;
            if (FollowOf(item, to) is { } node && SameInput(old.Topic, node.Topic)) continue;
            if (before.Look(old.Topic, item) is { Kind: ValueKind.String } topic && state.Topics.Contains(topic.AsString())) followed.Add((item, topic.AsString()));
        }
        return followed;
    }

    /// <summary>The activity that followed a topic, where a version has it in the same place: only there can be seen what its topic is made of.</summary>
    private FollowTopicNode? FollowOf(PlanItem item, JourneyPlan plan)
    {
        for (var at = item; state.Item(at.Parent) is { } container; at = container)
            if (plan.Parents.GetValueOrDefault(at.Node)?.Id != container.Node) return null;
        return plan.Nodes.GetValueOrDefault(item.Node) as FollowTopicNode;
    }

    /// <summary>Another activity, which the new version has as well, made the case follow the topic too.</summary>
    private bool IsFollowedBesides(string topic)
    {
        foreach (var item in state.Items)
            if (item.State == ItemState.Completed && FollowOf(item, to) is { } node && after.Look(node.Topic, item) is { Kind: ValueKind.String } given && given.AsString() == topic) return true;
        return false;
    }

    private void Follow(List<(PlanItem Item, string Topic)> followed)
    {
        foreach (var (item, topic) in followed)
        {
            string? next = null;
            if (FollowOf(item, to) is { } node)
            {
                if (after.Look(node.Topic, item) is not { Kind: ValueKind.String } given || given.AsString().Length == 0) continue; // what the new version means can't be told from here
                next = given.AsString();
            }
            if (next == topic || !state.Topics.Contains(topic)) continue;
            if (!IsFollowedBesides(topic)) Raise(new TopicUnfollowed(state.Id, item.Ordinal, topic));
            if (next is not null && !state.Topics.Contains(next)) Raise(new TopicFollowed(state.Id, item.Ordinal, next, after.UrgencyOf(item)));
            Tell(MigrationCodes.TopicMoved, item, next is null ? $"The case no longer follows '{topic}'." : $"The case follows '{next}' instead of '{topic}'.", "Nothing has to be done if that is meant.");
        }
    }
}
