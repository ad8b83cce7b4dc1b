using System.Net;

namespace JourneyOrchestrator.ClientApi.Client;

/// <summary>The host refused a call; <see cref="Problem"/> is its problem+json, with the fields concerned and what to do.</summary>
public sealed class JourneyRefusedException(HttpStatusCode status, string problem) : Exception($"The host answered {(int)status}: {problem}")
{
    public HttpStatusCode Status { get; } = status;

    public string Problem { get; } = problem;
}
