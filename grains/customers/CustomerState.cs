using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Customers;

/// <summary>State of one customer: the fold of its entries. Owned by one shard at a time; readers get it only between batches, committed.</summary>
public sealed partial class CustomerState(long key, string id)
{
    private readonly Dictionary<CaseId, CaseState> cases = [];
    private readonly Dictionary<string, long> topics = new(StringComparer.Ordinal);

    /// <summary>Integer key inside the store.</summary>
    public long Key { get; } = key;

    /// <summary>Customer id: opaque, case-sensitive.</summary>
    public string Id { get; } = id;

    /// <summary>Sequence number of the last entry; 0: none yet.</summary>
    public long Seq { get; private set; }

    /// <summary>Recorded time of the last entry; never goes back.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>Traits by name (free JSON values).</summary>
    public ValueMap Traits { get; private set; } = ValueMap.Empty;

    /// <summary>Scores by name.</summary>
    public ImmutableSortedDictionary<string, ScoreState> Scores { get; private set; } =
        ImmutableSortedDictionary.Create<string, ScoreState>(StringComparer.Ordinal);

    /// <summary>Newest answer for each purpose and channel, in that order.</summary>
    public ImmutableArray<Consent> Consents { get; private set; } = [];

    /// <summary>Cases by id, ended ones included until retention takes them.</summary>
    public IReadOnlyDictionary<CaseId, CaseState> Cases => cases;

    /// <summary>Followed topics, each with the position up to which the customer has seen it.</summary>
    public IReadOnlyDictionary<string, long> Topics => topics;
}

/// <summary>Consent for a purpose on a channel, with its proof.</summary>
public sealed record Consent(
    string Purpose, string Channel, bool Granted, DateTimeOffset Since, string Wording, string Source, string? By);

/// <summary>A score from 0 to 100 and the reason that people read.</summary>
public sealed record ScoreState(double Score, string Reason, DateTimeOffset At);
