using System.Xml.Linq;

namespace Architecture.Tests;

/// <summary>The files of the repository that these tests read.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>Paths relative to the root, with slashes; what a build leaves behind is passed over.</summary>
    public static IEnumerable<string> Files(string pattern) =>
        from file in Directory.EnumerateFiles(Root, pattern, SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Root, file).Replace('\\', '/')
        where !path.Split('/').Any(part => part is "bin" or "obj" or "node_modules")
        orderby path
        select path;

    public static string FullPath(string path) => Path.Combine(Root, path);

    public static XDocument Project(string path) => XDocument.Load(FullPath(path));

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "JourneyOrchestrator.sln")) ? folder : FindRoot(Path.GetDirectoryName(folder)!);
}
