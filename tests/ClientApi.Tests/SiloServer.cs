using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>The program itself, serving on a directory of its own until it is disposed of.</summary>
internal sealed class SiloServer : IAsyncDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("journey-server-").FullName;
    private readonly StringBuilder output = new();
    private readonly Process process;

    private SiloServer(string[] options)
    {
        Url = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "silo.dll"), "--urls", Url.ToString(), "--data", data, .. options])
        {
            RedirectStandardError = true, RedirectStandardOutput = true,
        };
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Http = new HttpClient { BaseAddress = Url };
    }

    public Uri Url { get; }

    public HttpClient Http { get; }

    /// <summary>Starts it and waits until it takes calls.</summary>
    public static async Task<SiloServer> StartAsync(params string[] options)
    {
        var server = new SiloServer(options);
        for (var tries = 0; !await server.IsReadyAsync(); tries++)
        {
            if (tries == 1_200 || server.process.HasExited) throw new InvalidOperationException("The host did not start:\n" + server.output);
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

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri("/healthz/ready", UriKind.Relative));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;   // not listening yet
        }
    }

    private void Note(string? line)
    {
        lock (output) output.AppendLine(line);
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
