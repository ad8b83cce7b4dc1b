namespace JourneyOrchestrator.Bench;

/// <summary>A data directory below the current one, so that it lies on the disk that is meant and not in memory; gone at the end.</summary>
internal sealed class ScratchDirectory : IDisposable
{
    public ScratchDirectory() => Directory.CreateDirectory(Path);

    public string Path { get; } = System.IO.Path.Combine("bench-data", System.IO.Path.GetRandomFileName());

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
