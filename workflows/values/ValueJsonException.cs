namespace JourneyOrchestrator.Workflows.Values;

/// <summary>JSON that is well formed but not acceptable as a value. <paramref name="path"/>: a JSON pointer (RFC 6901) to the place.</summary>
public sealed class ValueJsonException(string path, string message) : Exception(message)
{
    public string Path { get; } = path;
}
