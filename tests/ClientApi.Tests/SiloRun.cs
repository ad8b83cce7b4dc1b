using System.Diagnostics;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>The program itself, run to its end.</summary>
internal sealed record SiloRun(int Code, string Output, string Error)
{
    public static async Task<SiloRun> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "silo.dll"), .. arguments])
        {
            RedirectStandardError = true, RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new SiloRun(process.ExitCode, await output, error);
    }
}
