using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using JourneyOrchestrator.ClientApi.Http.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace JourneyOrchestrator.ClientApi.Http.Description;

/// <summary>Describes one call: parameters, body, answers and errors with their examples, and the scope that it needs.</summary>
internal sealed partial class OperationDescription(OpenApiComponents components)
{
    public void Apply(OpenApiOperation operation, string path, IEnumerable<object> metadata, OpenApiDocument document)
    {
        var all = metadata.ToList();
        var takes = all.OfType<CallTakes>().ToList();
        string[] inPath = [.. PathParameter().Matches(path).Select(match => $"{Collection(path)}.{match.Groups[1].Value}")];
        string[] given = [.. inPath, .. takes.SelectMany(take => take.Parameters)];
        (string MediaType, string Schema)[] bodies = [.. takes.SelectMany(take => take.Bodies)];
        var access = all.OfType<CallAccess>().LastOrDefault() ?? CallAccess.Open;

        operation.Parameters = [.. given.Select(name => new OpenApiParameterReference(name, document))];
        if (bodies.Length > 0) operation.RequestBody = new OpenApiRequestBody { Required = true, Content = Content(bodies, operation.OperationId, document) };
        operation.Responses = Answers([.. all.OfType<CallAnswers>()], document);
        foreach (var status in CallErrors.Of(access, inPath.Length > 0, given.Length > inPath.Length, bodies.Length > 0, all.OfType<CallRefuses>()))
            operation.Responses.TryAdd(Text(status), new OpenApiResponseReference(Text(status), document));
        if (access.Key)
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(ApiDescription.KeyScheme, document)] = [.. ScopeNames.Of(access.Scopes)] }];
    }

    private OpenApiResponses Answers(CallAnswers[] answers, OpenApiDocument document)
    {
        var responses = new OpenApiResponses();
        foreach (var kinds in answers.GroupBy(answer => answer.Status))
        {
            var (status, bodies) = (kinds.Key, kinds.Where(kind => kind.Schema is not null).Select(kind => (kind.MediaType, kind.Schema!)).ToArray());
            var response = new OpenApiResponse { Description = ReasonPhrases.GetReasonPhrase(status) + "." };
            if (bodies.Length > 0) response.Content = Content(bodies, null, document);
            if (status == StatusCodes.Status201Created)
                response.Headers = new Dictionary<string, IOpenApiHeader> { ["Location"] = new OpenApiHeader { Description = "Where it is.", Schema = new OpenApiSchema { Type = JsonSchemaType.String } } };
            // What goes wrong in a call's own way may go wrong in the common way too, as another media type.
            if (components.Responses!.TryGetValue(Text(status), out var common))
                foreach (var (type, content) in common.Content!) response.Content!.TryAdd(type, Again(content, document));
            responses.Add(Text(status), response);
        }
        return responses;
    }

    private static OpenApiMediaType Again(OpenApiMediaType content, OpenApiDocument document) =>
        new() { Schema = new OpenApiSchemaReference("Problem", document), Example = content.Example?.DeepClone() };

    private Dictionary<string, OpenApiMediaType> Content((string MediaType, string Schema)[] bodies, string? operation, OpenApiDocument document) =>
        bodies.ToDictionary(body => body.MediaType, body => new OpenApiMediaType
        {
            Schema = new OpenApiSchemaReference(body.Schema, document),
            Example = Example(body.Schema, operation)?.DeepClone(),
        });

    /// <summary>The first example of a schema; where several calls take it and each wants another, the one whose type is the call's name.</summary>
    private JsonNode? Example(string schema, string? operation) => components.Schemas!.TryGetValue(schema, out var described) && described.Examples is { Count: > 0 } examples
        ? examples.FirstOrDefault(example => operation is not null && example is JsonObject given && given["type"] is JsonValue type && type.ToString() == operation) ?? examples[0]
        : null;

    private static string Collection(string path) => path.Split('/')[1];

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex PathParameter();
}
