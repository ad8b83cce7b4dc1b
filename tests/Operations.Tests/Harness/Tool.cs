using System.Diagnostics;

namespace JourneyOrchestrator.Operations.Tests.Harness;

/// <summary>Programs of the machine.</summary>
internal static class Tool
{
    /// <summary>Runs one that must end well; answers its output.</summary>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}{await error}");
        return output;
    }
}
