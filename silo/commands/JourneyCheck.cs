namespace JourneyOrchestrator.Silo.Commands;

/// <summary><c>journeys check FILE...</c>: prints each diagnostic; 1 when there is an error among them.</summary>
internal static class JourneyCheck
{
    public static Task<int> RunAsync(FileInfo[] files, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        throw new RefusedException($"Checking is not part of this build ({files.Length} files).");
    }
}
