using System.Text.Json;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Conformance.Elsa;

/// <summary>Compares a run with what its case expects; only the keys that are present count.</summary>
internal static class Expectations
{
    public static IEnumerable<string> Check(JsonElement expect, ElsaRun run)
    {
        foreach (var expected in expect.EnumerateObject())
        {
            var problem = Check(expected.Name, expected.Value, run);
            if (problem is not null) yield return $"{expected.Name}: {problem}";
        }
    }

    private static string? Check(string key, JsonElement expected, ElsaRun run) => key switch
    {
        "lines" => Texts(expected).SequenceEqual(run.Lines) ? null : $"expected {string.Join(" | ", Texts(expected))}",
        "lineSet" => Texts(expected).Order(StringComparer.Ordinal).SequenceEqual(run.Lines.Order(StringComparer.Ordinal)) ? null : $"expected the set {string.Join(" | ", Texts(expected))}",
        "containsLines" => Texts(expected).Except(run.Lines).ToArray() is [var missing, ..] ? $"'{missing}' is missing" : null,
        "notContainsLines" => Texts(expected).Intersect(run.Lines).ToArray() is [var extra, ..] ? $"'{extra}' must not be there" : null,
        "status" => Same(expected, run.State.Running ? "Running" : "Finished"),
        "subStatus" => Same(expected, SubStatus(run)),
        "bookmarkCount" => Same(expected, run.Bookmarks.Count()),
        "incidentCount" => Same(expected, run.Incidents),
        "incidentMessage" => run.IncidentMessages.Contains(expected.GetString()) ? null : $"no incident says '{expected.GetString()}'",
        "correlationId" => Same(expected, run.State.CorrelationId ?? ""),
        "name" => Same(expected, run.State.Name ?? ""),
        "child" => run.Called.Where(c => c.Journey == expected.GetProperty("definitionId").GetString()).ToArray() is [var child] && child.CorrelationId == expected.GetProperty("correlationId").GetString()
            ? null : $"expected one of {expected.GetRawText()}, got {string.Join(", ", run.Called.Select(c => $"{c.Journey} {c.CorrelationId}"))}",
        "output" => Output(expected, run),
        "completedOnce" => run.CompletedCount(expected.GetString()!) == 1 ? null : $"completed {run.CompletedCount(expected.GetString()!)} times",
        _ => "can't be judged by this version",
    };

    /// <summary>These outputs, as texts: a number is the same whether a script or a literal gave it.</summary>
    private static string? Output(JsonElement expected, ElsaRun run)
    {
        foreach (var output in expected.EnumerateObject())
            if (ValueJson.FromElement(output.Value).ToText() is var wanted && run.State.Outputs[output.Name].ToText() is var got && wanted != got) return $"expected {output.Name} to be '{wanted}', got '{got}'";
        return null;
    }

    /// <summary>Elsa's names for how a case stands.</summary>
    private static string SubStatus(ElsaRun run) => run.State.Status switch
    {
        CaseStatus.Completed => "Finished",
        CaseStatus.Terminated => "Cancelled",
        CaseStatus.Failed => "Faulted",
        _ => "Suspended",
    };

    private static string? Same(JsonElement expected, string actual) => expected.GetString() == actual ? null : $"expected {expected.GetString()}, got {actual}";

    private static string? Same(JsonElement expected, int actual) => expected.GetInt32() == actual ? null : $"expected {expected.GetInt32()}, got {actual}";

    private static string[] Texts(JsonElement array) => [.. array.EnumerateArray().Select(t => t.GetString()!)];
}
