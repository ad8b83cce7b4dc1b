using System.Text.Json;

namespace JourneyOrchestrator.Silo.Replay;

/// <summary>What became of messages.</summary>
/// <param name="Suppressed">Not sent, by reason (no consent, …).</param>
/// <param name="Superseded">Replaced by a newer one while queued.</param>
/// <param name="WithheldTooLate">Not sent because their use-until time had passed at hand-off.</param>
/// <param name="SentTooLate">Sent although it had passed: must be 0.</param>
public sealed record MessageFigures(int Sent, IReadOnlyDictionary<string, int> Suppressed, int Superseded, int WithheldTooLate, int SentTooLate);

/// <summary>Time from a signal's arrival at the door to its acknowledgement.</summary>
public sealed record TurnFigures(double P50, double P99);

/// <summary>A report of a replay as JSON: members in camel case.</summary>
public static class ReportJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n",
    };

    /// <summary>Writes the report.</summary>
    public static string Write<T>(T report) => JsonSerializer.Serialize(report, Options);
}
