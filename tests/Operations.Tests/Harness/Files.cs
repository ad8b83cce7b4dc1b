namespace JourneyOrchestrator.Operations.Tests.Harness;

/// <summary>Where things are.</summary>
internal static class Files
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The program, as built beside these tests.</summary>
    public static string Program { get; } = FindProgram();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "JourneyOrchestrator.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }

    private static string FindProgram()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(Root, "silo", "bin", folder.Parent!.Name, folder.Name, "silo.dll");
    }
}

/// <summary>A directory of its own for one test, deleted with it.</summary>
internal sealed class Scratch : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("journey-operations-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
