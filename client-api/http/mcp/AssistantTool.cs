using System.Text.Json;
using JourneyOrchestrator.ClientApi.Http.Access;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Facts;
using ModelContextProtocol.Protocol;

namespace JourneyOrchestrator.ClientApi.Http.Mcp;

/// <summary>A tool: what a model is told of it, the scope that it needs, and what it does.</summary>
internal sealed class AssistantTool
{
    private readonly string[] arguments;

    /// <param name="schema">JSON schema of the arguments.</param>
    public AssistantTool(Scopes scope, string name, string title, string description, ToolAnnotations hints, string schema, Func<ToolCall, ValueTask<CallToolResult>> run)
    {
        var parsed = JsonDocument.Parse(schema).RootElement;
        arguments = [.. parsed.GetProperty("properties").EnumerateObject().Select(p => p.Name)];
        (Scope, RunAsync) = (scope, run);
        Described = new Tool { Name = name, Title = title, Description = description, Annotations = hints, InputSchema = parsed };
    }

    public string Name => Described.Name;

    public Scopes Scope { get; }

    public string ScopeName => FactNames.Names<Scopes>.Of(Scope);

    public Tool Described { get; }

    public Func<ToolCall, ValueTask<CallToolResult>> RunAsync { get; }

    public static ToolAnnotations Reads => new() { ReadOnlyHint = true, OpenWorldHint = false };

    /// <summary>A misspelt argument would be left out in silence.</summary>
    public Problem? Unknown(IDictionary<string, JsonElement>? given) =>
        given?.Keys.FirstOrDefault(name => !arguments.Contains(name)) is { } unknown
            ? new Problem("/" + unknown, "unknown-argument", $"{Name} has no argument '{unknown}'.", $"It has {string.Join(", ", arguments)}.")
            : null;
}
