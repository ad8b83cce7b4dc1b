using System.Globalization;
using System.Text.RegularExpressions;
using JourneyOrchestrator.ClientApi.Http.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace JourneyOrchestrator.ClientApi.Http;

/// <summary>What a call takes besides its path. The doors read requests themselves, so the OpenAPI document is told.</summary>
/// <param name="Query">Query parameters: name and meaning.</param>
/// <param name="Bodies">Media types of the body; empty: no body.</param>
/// <param name="Fields">Members of a JSON body; those that must be there end with <c>!</c>.</param>
internal sealed record CallTakes(IReadOnlyList<(string Name, string Meaning)> Query, IReadOnlyList<string> Bodies, IReadOnlyList<string> Fields);

/// <summary>The status of success, and the members of the JSON answer.</summary>
internal sealed record CallAnswers(int Status, IReadOnlyList<string> Fields);

/// <summary>The OpenAPI document: path parameters, queries, bodies, and the problem that every call may answer.</summary>
internal static partial class ApiDescription
{
    private const string KeyScheme = "key";

    public static RouteHandlerBuilder WithQuery(this RouteHandlerBuilder call, params (string Name, string Meaning)[] query) =>
        call.WithMetadata(new CallTakes(query, [], []));

    public static RouteHandlerBuilder WithBody(this RouteHandlerBuilder call, params string[] mediaTypes) =>
        call.WithMetadata(new CallTakes([], mediaTypes, []));

    public static RouteHandlerBuilder WithFields(this RouteHandlerBuilder call, params string[] fields) =>
        call.WithMetadata(new CallTakes([], [JsonAnswer.MediaType], fields));

    /// <summary>What a call answers when all is well.</summary>
    /// <param name="fields">Members of the answer; empty: see docs/api.md.</param>
    public static RouteHandlerBuilder WithAnswer(this RouteHandlerBuilder call, int status, params string[] fields) =>
        call.WithMetadata(new CallAnswers(status, fields));

    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Journey Orchestrator",
                Version = "v1",
                Description = "Real-time customer journeys. Examples of every call are in docs/api.md, the event types in docs/events.md.",
            };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [KeyScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key, where the host has any (docs/access.md)." },
            };
            // HEAD is GET without the body; telling it twice helps nobody.
            foreach (var path in document.Paths.Values) path.Operations?.Remove(HttpMethod.Head);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            Describe(operation, context.Description.RelativePath ?? "", metadata.OfType<CallTakes>());
            Answers(operation, metadata.OfType<CallAnswers>().LastOrDefault() ?? new CallAnswers(StatusCodes.Status200OK, []));
            if (metadata.OfType<CallAccess>().LastOrDefault() is { Key: true } access)
                operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(KeyScheme, context.Document)] = [.. ScopeNames.Of(access.Scopes)] }];
            return Task.CompletedTask;
        });
    }

    private static void Describe(OpenApiOperation operation, string path, IEnumerable<CallTakes> takes)
    {
        operation.Parameters ??= [];
        foreach (Match parameter in PathParameter().Matches(path))
            operation.Parameters.Add(Parameter(parameter.Groups[1].Value, ParameterLocation.Path, "Percent-encoded."));
        foreach (var take in takes)
        {
            foreach (var (name, meaning) in take.Query) operation.Parameters.Add(Parameter(name, ParameterLocation.Query, meaning));
            if (take.Bodies.Count > 0) operation.RequestBody = Body(take);
        }
    }

    private static void Answers(OpenApiOperation operation, CallAnswers answers)
    {
        operation.Responses = new OpenApiResponses
        {
            [answers.Status.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = "Done.",
                Content = new Dictionary<string, OpenApiMediaType> { [JsonAnswer.MediaType] = new() { Schema = Schema(answers.Fields) } },
            },
        };
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "What is wrong, where, and what to do.",
            Content = new Dictionary<string, OpenApiMediaType> { [ProblemAnswer.MediaType] = new() { Schema = ProblemSchema() } },
        };
    }

    private static OpenApiParameter Parameter(string name, ParameterLocation location, string meaning) => new()
    {
        Name = name, In = location, Required = location == ParameterLocation.Path, Description = meaning,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static OpenApiRequestBody Body(CallTakes take) => new()
    {
        Required = true,
        Content = take.Bodies.ToDictionary(type => type, _ => new OpenApiMediaType { Schema = Schema(take.Fields) }),
    };

    private static OpenApiSchema Schema(IReadOnlyList<string> fields) => new()
    {
        Type = fields.Count > 0 ? JsonSchemaType.Object : null,
        Properties = fields.ToDictionary(f => f.TrimEnd('!'), _ => (IOpenApiSchema)new OpenApiSchema()),
        Required = fields.Where(f => f.EndsWith('!')).Select(f => f.TrimEnd('!')).ToHashSet(),
    };

    private static OpenApiSchema ProblemSchema()
    {
        var text = new OpenApiSchema { Type = JsonSchemaType.String };
        var error = Schema(["field!", "code!", "message!", "fix!"]);
        return new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["type"] = text, ["title"] = text, ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer }, ["detail"] = text,
                ["errors"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = error },
            },
        };
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex PathParameter();
}
