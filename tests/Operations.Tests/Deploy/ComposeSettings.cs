using JourneyOrchestrator.Operations.Tests.Harness;
using JourneyOrchestrator.Tests.Shared.Deploy;

namespace JourneyOrchestrator.Operations.Tests.Deploy;

/// <summary>Settings as <c>deploy/new-env.sh</c> makes them, in a directory of their own.</summary>
public sealed class ComposeSettings : IAsyncLifetime
{
    private readonly Scratch scratch = new();

    internal string Folder => scratch.Path;

    internal string File => scratch[".env"];

    internal Dictionary<string, string> Values => Compose.ReadSettings(File);

    internal Compose Composition => Compose.With(Values);

    public async Task InitializeAsync()
    {
        System.IO.File.Copy(Path.Combine(Files.Root, ".env.example"), scratch[".env.example"]);
        await MakeAsync();
    }

    public Task DisposeAsync()
    {
        scratch.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Runs the script that makes them.</summary>
    internal Task<string> MakeAsync() => Tool.RunAsync("sh", Path.Combine(Monitoring.Folder, "new-env.sh"), scratch.Path);
}
