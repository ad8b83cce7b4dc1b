using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace JourneyOrchestrator.Bench.Hosts;

/// <summary>The real host as a process of its own.</summary>
internal sealed class SiloProcess : IDisposable
{
    private readonly Process process;

    private SiloProcess(Process process, Uri address)
    {
        this.process = process;
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };
    }

    public HttpClient Client { get; }

    /// <summary>Memory in RAM, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>Processor time so far, of all threads.</summary>
    public TimeSpan Processor
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Starts it; it may not listen yet.</summary>
    public static SiloProcess Start(string data)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "silo.dll"), "--urls", address.ToString().TrimEnd('/'), "--data", Path.GetFullPath(data)])
        {
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        process.ErrorDataReceived += static (_, _) => { };   // its log; read, so that the pipe never fills
        process.BeginErrorReadLine();
        return new SiloProcess(process, address);
    }

    /// <summary>Waits until it takes calls.</summary>
    public async Task ReadyAsync()
    {
        while (!await IsReadyAsync()) await Task.Delay(50);
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await Client.GetAsync(new Uri("/healthz/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            if (process.HasExited) throw new InvalidOperationException($"The host ended with {process.ExitCode} instead of starting.");
            return false;   // it does not listen yet
        }
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.WaitForExit();
        process.Dispose();
        Client.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
