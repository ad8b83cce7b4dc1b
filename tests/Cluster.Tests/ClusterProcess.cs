using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using JourneyOrchestrator.Tests.Shared;

namespace Cluster.Tests;

/// <summary>A real process of a cluster, with its own ports and a data directory that it shares with the others.</summary>
internal sealed class ClusterProcess : IDisposable
{
    private static readonly ConcurrentDictionary<int, int> Given = new();

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);

    private readonly Process process;
    private readonly StringBuilder output = new();

    private ClusterProcess(string program, string[] arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public HttpClient Http { get; } = new() { Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>What it printed so far.</summary>
    public string Output
    {
        get { lock (output) return output.ToString(); }
    }

    /// <summary>Starts it and waits until it takes calls.</summary>
    public static Task<ClusterProcess> StartAsync(string data, string database, string role = "silo", params string[] more) => StartOfAsync(Program, data, database, role, more);

    /// <param name="program">The program of another version.</param>
    public static Task<ClusterProcess> StartOfAsync(string program, string data, string database, string role = "silo", params string[] more) =>
        StartAsync(program, [.. Arguments(data, role), .. more], Environment(database));

    /// <summary>The program as built beside these tests.</summary>
    public static string Program => Binary("silo/cluster/cluster.dll");

    public static string[] Arguments(string data, string role) =>
        ["--role", role, "--urls", "http://127.0.0.1:0", "--data", data, "--silo-port", Text(FreePort()), "--gateway-port", Text(FreePort()), "--allow-private-webhooks"];

    public static Dictionary<string, string> Environment(string database) => new() { ["JOURNEY_POSTGRES"] = database };

    /// <summary>Starts it with this command line and nothing else, and waits until it takes calls.</summary>
    public static async Task<ClusterProcess> StartAsync(string program, string[] arguments, IReadOnlyDictionary<string, string> environment)
    {
        var made = new ClusterProcess(program, arguments, environment);
        try
        {
            await made.ReadyAsync();
            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    /// <summary>Runs a command to its end; answers its exit code.</summary>
    public static async Task<int> RunAsync(string program, string[] arguments, IReadOnlyDictionary<string, string> environment)
    {
        using var made = new ClusterProcess(program, arguments, environment);
        await made.EndAsync();
        return made.process.ExitCode;
    }

    /// <summary>Ends it with <c>kill -9</c>: no handler runs.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>Stops it as it stands; it does not know.</summary>
    public void Freeze() => Signal("STOP");

    public void Thaw() => Signal("CONT");

    /// <summary>Tells it to end, as a service manager does, and waits until it has.</summary>
    public async Task<int> TerminateAsync()
    {
        Signal("TERM");
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>Waits until it has ended by itself.</summary>
    public Task EndAsync() => process.WaitForExitAsync().WaitAsync(StartLimit);

    public void Dispose()
    {
        if (!process.HasExited) Kill();
        process.Dispose();
        Http.Dispose();
    }

    public async Task ReadyAsync()
    {
        for (var begun = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(begun) < StartLimit; await Task.Delay(50))
        {
            if (process.HasExited) throw new InvalidOperationException($"The process ended with {process.ExitCode} while starting:\n{Output}");
            if (ListeningAddress.In(Output) is not { } address) continue;
            Http.BaseAddress ??= address;
            using var answer = await Http.GetAsync(new Uri("/healthz/ready", UriKind.Relative));
            if (answer.StatusCode == HttpStatusCode.OK) return;
        }
        throw new TimeoutException($"The process was not ready after {StartLimit.TotalSeconds} s:\n{Output}");
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", Text(process.Id)]);
        kill.WaitForExit();
    }

    private void Note(string? line)
    {
        lock (output) output.AppendLine(line);
    }

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A port that nobody has at the moment, never the same twice: a silo where another one was is taken for its next life, and the other for dead.</summary>
    public static int FreePort()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            if (Given.TryAdd(port, port)) return port;
        }
    }

    /// <summary>A program as built beside these tests.</summary>
    /// <param name="path">From the root: the folder of its project, and its file.</param>
    public static string Binary(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        var (framework, configuration) = (folder.Name, folder.Parent!.Name);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "JourneyOrchestrator.Cluster.sln"))) folder = folder.Parent;
        return Path.Combine(folder!.FullName, Path.GetDirectoryName(path)!, "bin", configuration, framework, Path.GetFileName(path));
    }
}
