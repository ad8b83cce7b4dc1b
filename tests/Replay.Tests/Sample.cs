using JourneyOrchestrator.Silo.Replay.Rail;

namespace Replay.Tests;

/// <summary>The sample that ships, and where it and the full files lie.</summary>
internal static class Sample
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static string Folder => Path.Combine(Root, "samples", "rail");

    public static string Shared => Path.Combine(Root, "..", "shared", "rail");

    public static RailData Read() => RailFiles.Read(Path.Combine(Folder, "stops.csv"), Path.Combine(Folder, "changes.csv"));

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "JourneyOrchestrator.sln")) ? folder : FindRoot(Path.GetDirectoryName(folder)!);
}

/// <summary>A test on the full files, which are not part of the repository.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FullRailFactAttribute : FactAttribute
{
    public FullRailFactAttribute()
    {
        if (!File.Exists(Path.Combine(Sample.Shared, "stops.csv.gz"))) Skip = "The full rail files (../shared/rail) are not here.";
    }
}
