using System.Collections.Immutable;
using System.Text;
using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Customers;

/// <summary>Somebody who was joined to a customer: an anonymous visitor. <paramref name="Key"/>: begins the ids of the cases that came along.</summary>
public sealed record JoinedCustomer(long Key, string Id, long Entries);

/// <summary>How two customers become one. Whatever happened in which order on either side, the outcome is the same: of each trait, consent and score
/// the newest counts, by when it was said.</summary>
public sealed partial class CustomerState
{
    private readonly Dictionary<string, DateTimeOffset> traitTimes = new(StringComparer.Ordinal);
    private readonly HashSet<long> unreadable = [];

    /// <summary>The customer who goes on for this one, which takes no turns any more; null: this one is itself.</summary>
    public string? AliasOf { get; private set; }

    /// <summary>Those who were joined to this customer, in order.</summary>
    public ImmutableArray<JoinedCustomer> Joined { get; private set; } = [];

    /// <summary>When each trait was said, those that were removed included: what arrives late does not take back what was said after it.</summary>
    internal IReadOnlyDictionary<string, DateTimeOffset> TraitTimes => traitTimes;

    private void Apply(string trait, in Value value, DateTimeOffset said)
    {
        if (traitTimes.TryGetValue(trait, out var known) && known > said) return;
        traitTimes[trait] = said;
        Traits = value.IsNull ? Traits.Without(trait) : Traits.With(trait, value);
    }

    private void Apply(CustomerJoined fact)
    {
        Seq += fact.Entries;
        Joined = Joined.Add(new JoinedCustomer(fact.Customer, fact.Id, fact.Entries));
        if (fact.State is { } state) TakeOver(SnapshotCodec.Read(Encoding.UTF8.GetBytes(state)));
        else unreadable.Add(fact.Customer);
    }

    private void TakeOver(CustomerState other)
    {
        // At the same moment the customer's own word counts, and a refusal before a consent: a join never widens what may be sent.
        foreach (var (trait, said) in other.traitTimes)
            if (!traitTimes.TryGetValue(trait, out var known) || known < said) Apply(trait, other.Traits[trait], said);
        foreach (var (name, score) in other.Scores)
            if (!Scores.TryGetValue(name, out var known) || known.At < score.At) Scores = Scores.SetItem(name, score);
        foreach (var consent in other.Consents)
            if (!Consents.Any(own => own.Purpose == consent.Purpose && own.Channel == consent.Channel && own.Since == consent.Since && !own.Granted)) Apply(consent);
        foreach (var (topic, position) in other.topics) topics[topic] = Math.Max(position, topics.GetValueOrDefault(topic));
        foreach (var (id, owned) in other.cases) cases[id] = owned;
        foreach (var held in other.HeldRoles)
            if (!HeldRoles.Any(own => own.Case == held.Case && own.Role == held.Role)) HeldRoles = HeldRoles.Add(held);
        SetAside = SetAside.AddRange(other.SetAside);
    }

    /// <summary>A case that came with somebody whose key was destroyed since: its facts fold to nothing.</summary>
    private bool IsUnreadable(CaseFact fact) => unreadable.Contains(fact.Case.Customer);
}
