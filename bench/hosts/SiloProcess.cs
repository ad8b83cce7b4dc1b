using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace JourneyOrchestrator.Bench.Hosts;

/// <summary>The real host as a process of its own.</summary>
internal sealed class SiloProcess : IDisposable
{
    private static readonly string WebhookSecret = "whsec_" + Convert.ToBase64String(new byte[32]);

    private readonly Process process;
    private string? lastSaid;

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
    public static SiloProcess Start(Place place)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        string[] store = place.Database is null ? [] : ["--store", "postgres"];
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "silo.dll"), "--urls", address.ToString().TrimEnd('/'), "--data", Path.GetFullPath(place.Path), .. store])
        {
            RedirectStandardError = true,
        };
        if (place.Database is { } database)
        {
            start.Environment["JOURNEY_POSTGRES"] = database;
            start.Environment["JOURNEY_WEBHOOK_SECRET"] = WebhookSecret;   // the host that filled the database had none
        }
        var process = Process.Start(start)!;
        var silo = new SiloProcess(process, address);
        process.ErrorDataReceived += (_, line) => silo.lastSaid = line.Data ?? silo.lastSaid;   // its log; read, so that the pipe never fills
        process.BeginErrorReadLine();
        return silo;
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
            ThrowIfEnded();
            return false;   // it does not listen yet
        }
    }

    /// <exception cref="InvalidOperationException">The process has ended.</exception>
    public void ThrowIfEnded()
    {
        if (process.HasExited) throw new InvalidOperationException($"The host ended with {process.ExitCode}: {lastSaid}");
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
