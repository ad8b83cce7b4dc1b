namespace JourneyOrchestrator.ClientApi.Client;

/// <summary>A journey and its versions, ascending. <paramref name="PublishedVersion"/>: the one that begins new cases; null: none yet.</summary>
public sealed record Journey(string Id, string Name, int? PublishedVersion, IReadOnlyList<JourneyVersion> Versions);

/// <summary>A version as it was saved.</summary>
public sealed record JourneyVersion(int Version, bool Published, DateTimeOffset At)
{
    /// <summary>Workflows that it uses as activities, in the versions that it is bound to; null: none.</summary>
    public IReadOnlyList<UsedWorkflow>? Uses { get; init; }
}

/// <summary>A version of a workflow that another one uses as an activity.</summary>
public sealed record UsedWorkflow(string Journey, int Version);

/// <summary>A definition that was taken. <paramref name="Diagnostics"/>: warnings; errors too, where it is a draft.</summary>
public sealed record SavedJourney(string Id, int Version, bool Published, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>What is wrong with a definition, and what to do (docs/diagnostics.md). <paramref name="Severity"/>: error or warning; <paramref name="Node"/>: empty: all of it.</summary>
public sealed record Diagnostic(string Code, string Severity, string Node, string Message, string Fix);
