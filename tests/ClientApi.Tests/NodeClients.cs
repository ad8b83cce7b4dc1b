using System.Diagnostics;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>A test that runs a client written for Node; skipped where Node is not there.</summary>
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute()
    {
        if (!NodeClients.CanRun) Skip = "Node and npm are not here; the real SDKs need them.";
    }
}

/// <summary>The scripts of <c>tests/Clients</c>, which use the SDKs of other people as they are. Installs what they need when that was not done.</summary>
internal static class NodeClients
{
    private static readonly SemaphoreSlim Installing = new(1, 1);

    public static bool CanRun { get; } = IsOnPath("node") && IsOnPath("npm");

    /// <summary>The repository.</summary>
    public static string Root { get; } = Find();

    private static string Folder { get; } = Path.Combine(Root, "tests", "Clients");

    /// <summary>What was installed is what is wanted now.</summary>
    private static bool IsInstalled => File.GetLastWriteTimeUtc(Path.Combine(Folder, "node_modules", ".package-lock.json")) >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json"));

    /// <summary>Runs a script to its end; answers what it printed.</summary>
    public static async Task<string> RunAsync(string script, params string[] arguments)
    {
        await Installing.WaitAsync();
        try
        {
            if (!IsInstalled) await StartAsync("npm", "ci", "--no-audit", "--no-fund");
        }
        finally
        {
            Installing.Release();
        }
        return await StartAsync("node", [script, .. arguments]);
    }

    private static async Task<string> StartAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{error}");
        return await output;
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "JourneyOrchestrator.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
