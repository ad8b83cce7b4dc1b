using System.Diagnostics;
using System.Net;
using System.Text;
using JourneyOrchestrator.Tests.Shared;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>The program itself, serving on a directory of its own until it is disposed of.</summary>
internal sealed class SiloServer : IAsyncDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("journey-server-").FullName;
    private readonly StringBuilder output = new();
    private readonly Process process;

    private SiloServer(string[] options)
    {
        // A port of the system's choice: one that was looked up before may be somebody else's by now, who is ready too.
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "silo.dll"), "--urls", "http://127.0.0.1:0", "--data", data, .. options])
        {
            RedirectStandardError = true, RedirectStandardOutput = true,
        };
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Url => Http.BaseAddress!;

    public HttpClient Http { get; } = new();

    /// <summary>Starts it and waits until it takes calls.</summary>
    public static async Task<SiloServer> StartAsync(params string[] options)
    {
        var server = new SiloServer(options);
        for (var tries = 0; !await server.IsReadyAsync(); tries++)
        {
            if (tries == 1_200 || server.process.HasExited) throw new InvalidOperationException("The host did not start:\n" + server.Output);
            await Task.Delay(50);
        }
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Http.Dispose();
        Directory.Delete(data, recursive: true);
    }

    private string Output
    {
        get { lock (output) return output.ToString(); }
    }

    private async Task<bool> IsReadyAsync()
    {
        if (ListeningAddress.In(Output) is not { } address) return false;
        Http.BaseAddress ??= address;
        using var answer = await Http.GetAsync(new Uri("/healthz/ready", UriKind.Relative));
        return answer.StatusCode == HttpStatusCode.OK;
    }

    private void Note(string? line)
    {
        lock (output) output.AppendLine(line);
    }
}
