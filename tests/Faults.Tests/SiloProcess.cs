using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace JourneyOrchestrator.Faults.Tests;

/// <summary>The real host as a process of its own, on a data directory that outlives it.</summary>
internal sealed class SiloProcess : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly StringBuilder output;

    private SiloProcess(Process process, StringBuilder output, HttpClient http)
    {
        this.process = process;
        this.output = output;
        Http = http;
    }

    /// <summary>A client of this process.</summary>
    public HttpClient Http { get; }

    /// <summary>What it printed so far.</summary>
    public string Output
    {
        get { lock (output) return output.ToString(); }
    }

    /// <summary>Starts it and waits until it is ready.</summary>
    public static async Task<SiloProcess> StartAsync(string data)
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo("dotnet", [Binary(), "--urls", url, "--data", data, "--allow-private-webhooks"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = Path.GetDirectoryName(Binary())!,
        };
        var output = new StringBuilder();
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Note(output, line.Data);
        process.ErrorDataReceived += (_, line) => Note(output, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var silo = new SiloProcess(process, output, new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(30) });
        await silo.ReadyAsync();
        return silo;
    }

    /// <summary>Ends it as a power cut would: no handler runs.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited) Kill();
        process.Dispose();
        Http.Dispose();
    }

    private async Task ReadyAsync()
    {
        var until = Stopwatch.StartNew();
        while (until.Elapsed < StartLimit)
        {
            if (process.HasExited) throw new InvalidOperationException($"The host ended with {process.ExitCode} while starting:\n{Output}");
            if (await IsReadyAsync()) return;
            await Task.Delay(50);
        }
        throw new TimeoutException($"The host was not ready after {StartLimit.TotalSeconds} s:\n{Output}");
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
            return false; // not listening yet
        }
    }

    private static void Note(StringBuilder output, string? line)
    {
        lock (output) output.AppendLine(line);
    }

    private static string Binary()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        var (framework, configuration) = (folder.Name, folder.Parent!.Name);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "JourneyOrchestrator.sln"))) folder = folder.Parent;
        return Path.Combine(folder!.FullName, "silo", "bin", configuration, framework, "silo.dll");
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
