using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace JourneyOrchestrator.ClientApi.Http.Description;

/// <summary>What a call takes besides its path. The doors read requests themselves, so the OpenAPI document is told.</summary>
/// <param name="Parameters">Names of described parameters (components/parameters.json).</param>
/// <param name="Bodies">Media types of the body with the names of their schemas; none: no body.</param>
internal sealed record CallTakes(IReadOnlyList<string> Parameters, IReadOnlyList<(string MediaType, string Schema)> Bodies);

/// <summary>One answer of a call.</summary>
/// <param name="Schema">The name of its described schema; null: it has no body.</param>
internal sealed record CallAnswers(int Status, string? Schema, string MediaType);

/// <summary>Statuses of errors that do not follow from what a call takes.</summary>
internal sealed record CallRefuses(IReadOnlyList<int> Statuses);

/// <summary>Describes calls, each where it is mapped. The names are those of the files in <c>components/</c>.</summary>
internal static class CallDescription
{
    /// <param name="id">The operation's id, which makers of clients turn into a method.</param>
    public static RouteHandlerBuilder Described(this RouteHandlerBuilder call, string id, string summary) => call.WithName(id).WithSummary(summary);

    public static RouteHandlerBuilder WithParameters(this RouteHandlerBuilder call, params IReadOnlyList<string> parameters) => call.WithMetadata(new CallTakes(parameters, []));

    public static RouteHandlerBuilder WithBody(this RouteHandlerBuilder call, string schema) => call.WithBody((JsonAnswer.MediaType, schema));

    public static RouteHandlerBuilder WithBody(this RouteHandlerBuilder call, params IReadOnlyList<(string MediaType, string Schema)> bodies) =>
        call.WithMetadata(new CallTakes([], bodies));

    public static RouteHandlerBuilder WithAnswer(this RouteHandlerBuilder call, string? schema, int status = StatusCodes.Status200OK, string mediaType = JsonAnswer.MediaType) =>
        call.WithMetadata(new CallAnswers(status, schema, mediaType));

    public static RouteHandlerBuilder WithErrors(this RouteHandlerBuilder call, params IReadOnlyList<int> statuses) => call.WithMetadata(new CallRefuses(statuses));
}
