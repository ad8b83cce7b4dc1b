using System.IO.Enumeration;
using JourneyOrchestrator.Operations.Tests.Harness;

namespace JourneyOrchestrator.Operations.Tests.Deploy;

/// <summary>Builds an image's files without an engine: each stage is a folder, and what its instructions copy and run is copied and run there.</summary>
internal sealed class ImageBuild(Scratch scratch)
{
    /// <summary>Folders of the file system in an image that our instructions name.</summary>
    private static readonly string[] Roots = ["/app", "/empty"];

    private static readonly string[] Ignored = [.. File.ReadLines(Path.Combine(Files.Root, ".dockerignore")).Where(line => line.Length > 0 && !line.StartsWith('#'))];

    /// <summary>Carries out a stage and those that it needs; answers its folder.</summary>
    public async Task<string> BuildAsync(string name)
    {
        var folder = scratch[name];
        Directory.CreateDirectory(folder);
        var work = "/";
        foreach (var instruction in Dockerfile.Read().Chain(name).SelectMany(stage => stage.Instructions))
        {
            if (instruction.Name == "WORKDIR") Directory.CreateDirectory(Inside(folder, work = instruction.Text));
            if (instruction.Name == "COPY") await CopyAsync(folder, work, instruction);
            if (instruction.Name == "RUN") await Tool.RunAsync("sh", "-ec", $"cd '{Inside(folder, work)}'; {Roots.Aggregate(instruction.Text, (text, root) => text.Replace(" " + root, $" {folder}{root}", StringComparison.Ordinal))}");
        }
        return folder;
    }

    private static string Inside(string folder, string path) => Path.Combine(folder, path.TrimStart('/'));

    private async Task CopyAsync(string folder, string work, Instruction copy)
    {
        var from = copy.Option("from") is { } stage ? await StageAsync(stage) : Files.Root;
        var target = Inside(folder, Path.Combine(work, copy.Words[^1]));
        foreach (var source in copy.Words[..^1])
        {
            var found = Found(from, source.TrimStart('/')).ToArray();
            Assert.True(found.Length > 0, $"COPY {source}: there is no such file.");
            foreach (var path in found)
            {
                if (Directory.Exists(path)) CopyFolder(from, path, target);
                else CopyFile(path, Path.Combine(target, Path.GetFileName(path)));
            }
        }
    }

    private Task<string> StageAsync(string name) => Directory.Exists(scratch[name]) ? Task.FromResult(scratch[name]) : BuildAsync(name);

    private static IEnumerable<string> Found(string from, string pattern) => pattern.Contains('*', StringComparison.Ordinal)
        ? Directory.EnumerateFiles(Path.Combine(from, Path.GetDirectoryName(pattern)!), Path.GetFileName(pattern))
        : Path.Exists(Path.Combine(from, pattern)) ? [Path.Combine(from, pattern)] : [];

    private static void CopyFolder(string root, string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from).Where(file => !IsIgnored(root, file))) CopyFile(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.EnumerateDirectories(from).Where(folder => !IsIgnored(root, folder))) CopyFolder(root, folder, Path.Combine(to, Path.GetFileName(folder)));
    }

    private static void CopyFile(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to, overwrite: true);
    }

    /// <summary>Only what is taken from the repository is looked up in .dockerignore.</summary>
    private static bool IsIgnored(string root, string path)
    {
        if (root != Files.Root) return false;
        var relative = Path.GetRelativePath(root, path);
        return Ignored.Any(rule => rule.StartsWith("**/", StringComparison.Ordinal) ? FileSystemName.MatchesSimpleExpression(rule.AsSpan(3), Path.GetFileName(path)) : relative == rule);
    }
}
