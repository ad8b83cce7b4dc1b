using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Architecture.Tests;

/// <summary>A pure room in a temporary folder, with the repository's own build files, that uses each banned symbol on a line of its own. It is built once.</summary>
public sealed partial class PureRoomBuild : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pure-room-");
    private readonly string[] symbols = [.. BannedSymbols.Uses.Keys];

    /// <summary>What the compiler said.</summary>
    public string Output { get; private set; } = "";

    /// <summary>The symbols that were refused.</summary>
    public IReadOnlySet<string> Refused { get; private set; } = new HashSet<string>();

    public async Task InitializeAsync()
    {
        Write("Directory.Build.props", $"""<Project><Import Project="{Repository.FullPath("Directory.Build.props")}" /></Project>""");
        Write("Directory.Packages.props", $"""<Project><Import Project="{Repository.FullPath("Directory.Packages.props")}" /></Project>""");
        Write("Pure.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><PureRoom>true</PureRoom></PropertyGroup></Project>""");
        Write("Uses.cs", string.Join('\n', symbols.Select((symbol, n) => $"file static class C{n} {{ static void M() {{ {BannedSymbols.Uses[symbol]} }} }}")));
        Output = await BuildAsync();
        Refused = Errors().Matches(Output).Select(error => symbols[int.Parse(error.Groups[1].Value, CultureInfo.InvariantCulture) - 1]).ToHashSet(StringComparer.Ordinal);
    }

    public Task DisposeAsync()
    {
        folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder.FullName, name), text);

    private async Task<string> BuildAsync()
    {
        var start = new ProcessStartInfo("dotnet", ["build", "Pure.csproj", "-nologo", "-v", "q", "-nodeReuse:false", "-p:UseSharedCompilation=false"])
        {
            WorkingDirectory = folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        // The test runner's own settings would send this build to another copy of the tools.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray()) start.Environment.Remove(name);
        using var build = Process.Start(start)!;
        var errors = build.StandardError.ReadToEndAsync();
        var output = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        return output + await errors;
    }

    [GeneratedRegex($@"Uses\.cs\((\d+),\d+\): error {BannedSymbols.Rule}")]
    private static partial Regex Errors();
}
