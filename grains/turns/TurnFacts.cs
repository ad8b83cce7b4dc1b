using System.Collections.Immutable;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Grains.Turns;

/// <summary>The facts of one turn, each applied as it is raised, and what they mean for timers, topics and tasks.</summary>
internal sealed class TurnFacts(CustomerState state, DateTimeOffset at)
{
    private readonly ImmutableArray<Fact>.Builder facts = ImmutableArray.CreateBuilder<Fact>(32);
    private readonly List<TimerChange> timers = [];
    private readonly Dictionary<string, long> follows = new(StringComparer.Ordinal);
    private readonly List<(CaseId, int)> tasks = [];

    public int Count => facts.Count;

    /// <summary>Topics to read in this turn, each for a case that began to follow it.</summary>
    public Queue<TopicWish> Unread { get; } = new();

    public void Raise(Fact fact)
    {
        if (fact is ItemFact item) Before(item);
        if (fact is CaseTransitioned { Transition: CaseTransition.Close } closed) NoteTasks(closed.Case);
        facts.Add(fact);
        state.Apply(fact, at);
        if (fact is TopicUnfollowed left && !state.Follows(left.Topic)) follows[left.Topic] = -1;
    }

    private void Before(ItemFact fact)
    {
        switch (fact)
        {
            case TimerSet timer: timers.Add(new TimerChange(true, timer.Due.ToUnixMicroseconds(), TimerId.Of(timer.Case, timer.Item)) { Owner = OwnerOf(fact) }); break;
            case TimerEnded when Item(fact) is { Due: { } due }: timers.Add(new TimerChange(false, due.ToUnixMicroseconds(), TimerId.Of(fact.Case, fact.Item)) { Owner = OwnerOf(fact) }); break;
            case TaskOffered or TaskAssigned or TaskEscalated or TaskSigned or TaskCompleted or TaskUpdated: Note(fact); break;
            case ItemTransitioned when Item(fact) is { Task.Status: not "done" }: Note(fact); break;
            case TopicFollowed followed: Wish(followed); break;
        }
    }

    /// <summary>A timer leaves the store though its case still waits for it: it fired, and was set aside.</summary>
    public void Withdraw(Input.TimerDue timer) => timers.Add(new TimerChange(false, timer.Due.ToUnixMicroseconds(), timer.Timer) { Owner = timer.Owner });

    /// <summary>Timers stay where they were set: under whoever began the case.</summary>
    private long OwnerOf(CaseFact fact) => fact.Case.Customer == state.Key ? 0 : fact.Case.Customer;

    /// <summary>Raises the join. The cases that come along are followers and have tasks in their new customer's name. Where one side has heard more of a
    /// topic than the other, the other catches up with what is retained.</summary>
    public void Join(CustomerJoined fact, CustomerState other)
    {
        var heard = new Dictionary<string, long>(state.Topics, StringComparer.Ordinal);
        Raise(fact);
        foreach (var owned in state.Cases.Values)
        {
            var came = other.Cases.ContainsKey(owned.Id);
            foreach (var topic in owned.Topics)
            {
                if (came && !heard.ContainsKey(topic)) follows[topic] = 0;
                else if ((came ? other.Topics : heard).GetValueOrDefault(topic) is var own && own < state.Topics[topic])
                    Unread.Enqueue(new TopicWish(topic, owned.Id, state.Topics[topic], own));
            }
            if (!came) continue;
            foreach (var item in owned.Items.Values)
                if (item.Task is not null) tasks.Add((owned.Id, item.Ordinal));
        }
    }

    private void Wish(TopicFollowed followed)
    {
        if (!state.Follows(followed.Topic)) follows[followed.Topic] = followed.Urgency;
        if (state.Topics.TryGetValue(followed.Topic, out var seen)) Unread.Enqueue(new TopicWish(followed.Topic, followed.Case, seen));
        else if (!Unread.Any(w => w.Topic == followed.Topic && w.SeenByOthers is null)) Unread.Enqueue(new TopicWish(followed.Topic, followed.Case, null));
    }

    private PlanItem? Item(ItemFact fact) => state.Cases.TryGetValue(fact.Case, out var owner) ? owner.Item(fact.Item) : null;

    // A case can be closed while it is suspended: nobody will do what it still offers.
    private void NoteTasks(CaseId id)
    {
        foreach (var item in state.Cases[id].Items.Values)
            if (item.Task is { Status: not "done" } && !tasks.Contains((id, item.Ordinal))) tasks.Add((id, item.Ordinal));
    }

    private void Note(ItemFact fact)
    {
        if (!tasks.Contains((fact.Case, fact.Item))) tasks.Add((fact.Case, fact.Item));
    }

    public ImmutableArray<Fact> Facts() => facts.DrainToImmutable();

    public ImmutableArray<TimerChange> Timers() => [.. timers];

    public ImmutableArray<(CaseId, int)> Tasks() => [.. tasks];

    /// <summary>Followed topics carry the position up to which this turn has read them.</summary>
    public ImmutableArray<FollowChange> Follows() => state.AliasOf is not null
        ? [.. state.Topics.Keys.Union(follows.Keys).Select(topic => new FollowChange(topic, -1, 0))]
        : [.. follows.Select(f => f.Value == -1 ? new FollowChange(f.Key, -1, 0) : new FollowChange(f.Key, state.Topics.GetValueOrDefault(f.Key), f.Value))];
}
