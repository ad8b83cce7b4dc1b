using System.Net;
using System.Text.Json;

namespace JourneyOrchestrator.ClientApi.Client;

/// <summary>The host refused a call; <see cref="Problem"/> is its problem+json, with the fields concerned and what to do.</summary>
public sealed class JourneyRefusedException(HttpStatusCode status, string problem) : Exception($"The host answered {(int)status}: {problem}")
{
    public HttpStatusCode Status { get; } = status;

    public string Problem { get; } = problem;

    /// <summary>What is wrong, each with its place; empty when something between here and the host answered in its stead.</summary>
    public IReadOnlyList<RefusedField> Errors { get; } = ErrorsOf(problem);

    private static IReadOnlyList<RefusedField> ErrorsOf(string problem)
    {
        try
        {
            return JsonSerializer.Deserialize(problem, ClientJson.Default.RefusedFields)?.Errors ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}

/// <summary>One thing that is wrong. <paramref name="Field"/>: the member, parameter (<c>?name</c>) or node of a journey that is meant; empty: all of it.</summary>
public sealed record RefusedField(string Field, string Code, string Message, string Fix);

/// <summary>The part of a problem+json that is read.</summary>
internal sealed record RefusedFields(IReadOnlyList<RefusedField>? Errors);
