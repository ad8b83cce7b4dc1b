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
        if (entry.Seq != Seq + 1) throw new InvalidOperationException($"Entry {entry.Seq} does not follow entry {Seq}.");
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
            case CaseFact own when cases.TryGetValue(own.Case, out var state):
                state.Apply(own, at);
                if (own is TopicUnfollowed left && !Follows(left.Topic)) topics.Remove(left.Topic);
                break;
            case TraitSet { Name.Length: 0 }: break; // its key was destroyed
            case TraitSet set: Traits = set.Value.IsNull ? Traits.Without(set.Name) : Traits.With(set.Name, set.Value); break;
            case ScoreSet score: Scores = Scores.SetItem(score.Name, new ScoreState(score.Score, score.Reason, at)); break;
            case ConsentChanged consent: Apply(consent); break;
            case TopicSeen seen: topics[seen.Topic] = Math.Max(seen.Position, topics.GetValueOrDefault(seen.Topic)); break;
            case CaseFact stray: throw new InvalidOperationException($"A fact of type '{stray.Type}' is about case {stray.Case}, which the customer does not have.");
            default: throw new InvalidOperationException($"Nobody folds facts of type '{fact.Type}'.");
        }
    }

    /// <summary>The newest answer counts, by when it was given: one that arrives late does not take back what was said after it.</summary>
    private void Apply(ConsentChanged fact)
    {
        var answer = new Consent(fact.Purpose, fact.Channel, fact.Granted, fact.Since, fact.Wording, fact.Source, fact.By);
        for (var i = 0; i < Consents.Length; i++)
        {
            if (Consents[i].Purpose != fact.Purpose || Consents[i].Channel != fact.Channel) continue;
            if (Consents[i].Since <= fact.Since) Consents = Consents.SetItem(i, answer);
            return;
        }
        Consents = Consents.Add(answer);
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
        ImmutableArray<Consent> consents, IEnumerable<KeyValuePair<string, long>> seen, IEnumerable<CaseState> owned)
    {
        var state = new CustomerState(key, id) { Seq = seq, At = at, Traits = traits, Scores = scores, Consents = consents };
        foreach (var (topic, position) in seen) state.topics[topic] = position;
        foreach (var one in owned) state.cases[one.Id] = one;
        return state;
    }
}
