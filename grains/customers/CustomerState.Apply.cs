using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Customers;

public sealed partial class CustomerState
{
    /// <summary>Folds one entry of the journal.</summary>
    /// <exception cref="InvalidOperationException">It does not follow the last one.</exception>
    public void Apply(Entry entry)
    {
        if (entry.Before != Seq) throw new InvalidOperationException($"Entry {entry.Seq} does not follow entry {Seq}.");
        foreach (var fact in entry.Facts) Apply(fact, entry.At);
        Close(entry.Seq, entry.At);
    }

    /// <summary>The turn is over: its entry has this number.</summary>
    internal void Close(long seq, DateTimeOffset at) => (Seq, At) = (seq, at);

    /// <summary>Folds one fact. The turn and recovery come through here.</summary>
    internal void Apply(Fact fact, DateTimeOffset at)
    {
        switch (fact)
        {
            case CaseStarted started: cases[started.Case] = CaseState.Create(started, at); break;
            case CaseRetired retired: cases.Remove(retired.Case); break;
            case CaseFact own when cases.TryGetValue(own.Case, out var state):
                state.Apply(own, at);
                if (own is TopicUnfollowed left && !Follows(left.Topic)) topics.Remove(left.Topic);
                break;
            case TraitSet { Name.Length: 0 }: break; // its key was destroyed
            case TraitSet set: Apply(set.Name, set.Value, set.Said ?? at); break;
            case ScoreSet score: Scores = Scores.SetItem(score.Name, new ScoreState(score.Score, score.Reason, at)); break;
            case ConsentChanged c: Apply(new Consent(c.Purpose, c.Channel, c.Granted, c.Since, c.Wording, c.Source, c.By)); break;
            case TopicSeen seen: topics[seen.Topic] = Math.Max(seen.Position, topics.GetValueOrDefault(seen.Topic)); break;
            case RoleHeld held: Apply(held); break;
            case SignalRelayed: break; // an effect, not a state
            case CaseRefused: break;   // it tells of what is not there
            case CustomerAliased aliased: AliasOf = aliased.Survivor; break;
            case CustomerJoined joined: Apply(joined); break;
            case InputSetAside kept: SetAside = SetAside.Add(new SetAsideInput(Key, kept.Seq)); break;
            case InputResolved resolved: SetAside = SetAside.Remove(new SetAsideInput(resolved.Customer, resolved.Seq)); break;
            case CaseFact lost when IsUnreadable(lost): break;
            case CaseFact stray: throw new InvalidOperationException($"A fact of type '{stray.Type}' is about case {stray.Case}, which the customer does not have.");
            default: throw new InvalidOperationException($"Nobody folds facts of type '{fact.Type}'.");
        }
    }

    /// <summary>The newest answer counts, by when it was given: one that arrives late does not take back what was said after it.</summary>
    private void Apply(Consent answer)
    {
        var place = 0;
        for (; place < Consents.Length; place++)
        {
            var order = string.CompareOrdinal(Consents[place].Purpose, answer.Purpose);
            if (order == 0) order = string.CompareOrdinal(Consents[place].Channel, answer.Channel);
            if (order > 0) break;
            if (order < 0) continue;
            if (Consents[place].Since <= answer.Since) Consents = Consents.SetItem(place, answer);
            return;
        }
        Consents = Consents.Insert(place, answer);
    }

    /// <summary>At least one case follows this topic.</summary>
    public bool Follows(string topic)
    {
        foreach (var state in cases.Values)
            if (state.Topics.Contains(topic)) return true;
        return false;
    }

    /// <summary>A state as a snapshot has it.</summary>
    internal static CustomerState Restore(
        long key, string id, long seq, DateTimeOffset at, ValueMap traits, ImmutableSortedDictionary<string, ScoreState> scores,
        ImmutableArray<Consent> consents, IEnumerable<KeyValuePair<string, long>> seen, IEnumerable<CaseState> owned,
        IEnumerable<KeyValuePair<string, DateTimeOffset>> said, string? aliasOf, ImmutableArray<JoinedCustomer> joined)
    {
        var state = new CustomerState(key, id) { Seq = seq, At = at, Traits = traits, Scores = scores, Consents = consents, AliasOf = aliasOf, Joined = joined };
        foreach (var (trait, time) in said) state.traitTimes[trait] = time;
        foreach (var (topic, position) in seen) state.topics[topic] = position;
        foreach (var one in owned) state.cases[one.Id] = one;
        return state;
    }
}
