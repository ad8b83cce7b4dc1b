using System.Text.Json;

namespace JourneyOrchestrator.ClientApi.Client;

/// <summary>An event to send. <paramref name="Subject"/>: the customer id; on a topic it may be empty.</summary>
public sealed record JourneyEvent(string Id, string Source, string Type, string Subject)
{
    /// <summary>When it happened; null: when it is received.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Any JSON; null: none.</summary>
    public JsonElement? Data { get; init; }

    /// <summary>On a topic: a newer event of the type overtakes this one.</summary>
    public bool LatestOnly { get; init; }
}

/// <summary>What became of sent events. <paramref name="Rejected"/>: index of each rejected event, and the codes of what is wrong with it.</summary>
public sealed record EventReceipt(long Accepted, long Duplicates, IReadOnlyList<(long Index, IReadOnlyList<string> Codes)> Rejected)
{
    /// <summary>Of those accepted, how many could not be decided and wait for a person; there is nothing to send again.</summary>
    public long SetAside { get; init; }
}
