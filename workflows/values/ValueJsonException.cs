namespace JourneyOrchestrator.Workflows.Values;

/// <summary>JSON that is well formed but not acceptable as a value. <paramref name="path"/>: a JSON pointer (RFC 6901) to the place;
/// <paramref name="code"/>: <c>nesting</c>, <c>duplicate-key</c>, <c>number-overflow</c> or <c>invalid-unicode</c>.</summary>
public sealed class ValueJsonException(string path, string code, string message) : Exception(message)
{
    public string Path { get; } = path;

    public string Code { get; } = code;
}
