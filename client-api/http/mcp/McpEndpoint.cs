using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using JourneyOrchestrator.ClientApi.CloudEvents;
using JourneyOrchestrator.ClientApi.Http.Access;
using JourneyOrchestrator.ClientApi.Http.Description;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace JourneyOrchestrator.ClientApi.Http.Mcp;

/// <summary>
/// MCP for assistants: streamable HTTP without sessions. Each POST carries one JSON-RPC message and is answered as JSON; GET and DELETE, which are
/// for streams and sessions, answer 405, as the protocol allows.
/// </summary>
internal sealed class McpEndpoint(TimeProvider clock, ILogger<McpEndpoint> log)
{
    private const string VersionHeader = "MCP-Protocol-Version";

    /// <summary>What the server of the package speaks. A client names one of them in its initialization, and in this header from then on.</summary>
    private static readonly string[] Versions = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"];

    private static readonly MediaTypeHeaderValue Json = new(JsonAnswer.MediaType);

    private static readonly JsonTypeInfo<JsonRpcMessage> MessageType = (JsonTypeInfo<JsonRpcMessage>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage));

    public static void Map(IEndpointRouteBuilder routes, McpEndpoint endpoint) =>
        routes.MapPost("/mcp", (HttpContext context, ICustomers customers) => endpoint.HandleAsync(context, customers))
            .WithTags("Assistants")
            .Described("mcp", "MCP (streamable HTTP, stateless): one JSON-RPC message; see docs/assistants.md.")
            .WithBody("JsonRpcMessage")
            .WithAnswer("JsonRpcAnswer")
            .WithAnswer(null, StatusCodes.Status202Accepted)
            .WithAnswer("JsonRpcAnswer", StatusCodes.Status400BadRequest)
            .WithErrors(StatusCodes.Status406NotAcceptable)
            .Needs(Scopes.None, BoundKeys.OwnOnly);   // each tool has a scope of its own

    private async Task HandleAsync(HttpContext context, ICustomers customers)
    {
        if (Refusal(context.Request) is var (status, problem))
        {
            await ProblemAnswer.WriteAsync(context, status, problem.Message, problem);
            return;
        }
        if (await RequestBody.ReadAsync(context) is not { } body) return;
        if (Read(body.Span, out var message) is { } flaw) await AnswerAsync(context, StatusCodes.Status400BadRequest, JsonSerializer.SerializeToUtf8Bytes(flaw, MessageType));
        else if (await RunAsync(context, customers, message!) is { } answer) await AnswerAsync(context, StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(answer, MessageType));
        else context.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    private static (int Status, Problem Problem)? Refusal(HttpRequest request)
    {
        if (!RequestBody.IsJson(request))
            return (StatusCodes.Status415UnsupportedMediaType, new("Content-Type", "media-type", "The content type is not JSON, or the body is packed.", "Send Content-Type: application/json, in UTF-8, without Content-Encoding."));
        var accept = request.GetTypedHeaders().Accept;
        if (accept.Count > 0 && !accept.Any(range => Json.IsSubsetOf(range)))
            return (StatusCodes.Status406NotAcceptable, new("Accept", "not-acceptable", "The answer is JSON, which the client does not accept.", "Send Accept: application/json, text/event-stream."));
        var version = request.Headers[VersionHeader].ToString();
        if (version.Length > 0 && !Versions.Contains(version))
            return (StatusCodes.Status400BadRequest, new(VersionHeader, "protocol-version", $"The protocol version '{version}' is not spoken here.", $"Send one of {string.Join(", ", Versions)}."));
        return null;
    }

    /// <summary>Reads the message; answers what is wrong with it as JSON-RPC has it.</summary>
    private static JsonRpcError? Read(ReadOnlySpan<byte> body, out JsonRpcMessage? message)
    {
        message = null;
        if (Fields.Parse(body, out var value) is { } flaw) return Error(McpErrorCode.ParseError, $"{flaw.Message} {flaw.Fix}");
        if (value.Kind == ValueKind.List) return Error(McpErrorCode.InvalidRequest, "Batches are not taken. Send one JSON-RPC message in each POST.");
        try
        {
            message = JsonSerializer.Deserialize(body, MessageType);
        }
        catch (JsonException)
        {
            // Said below: what the reader says is about its own types.
        }
        return message is not null ? null : Error(McpErrorCode.InvalidRequest,
            "Not a JSON-RPC 2.0 message. Send an object with \"jsonrpc\": \"2.0\", a \"method\", and for a request an \"id\" that is a string or a whole number.");
    }

    private static JsonRpcError Error(McpErrorCode code, string message) => new() { Error = new JsonRpcErrorDetail { Code = (int)code, Message = message } };

    private async Task<JsonRpcMessage?> RunAsync(HttpContext context, ICustomers customers, JsonRpcMessage message)
    {
        var transport = new OneMessage(message);
        var assistant = new Assistant(customers, Caller.Of(context), clock, log, context.TraceIdentifier);
        await using var server = McpServer.Create(transport, assistant.Options());
        await server.RunAsync(context.RequestAborted);
        return transport.Answer;
    }

    private static Task AnswerAsync(HttpContext context, int status, byte[] json) => JsonAnswer.WriteAsync(context, status, JsonAnswer.MediaType, json);
}
