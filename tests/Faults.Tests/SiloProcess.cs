using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using JourneyOrchestrator.Tests.Shared;

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

    /// <summary>Memory in RAM.</summary>
    public long ResidentBytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>What it printed so far.</summary>
    public string Output
    {
        get { lock (output) return output.ToString(); }
    }

    /// <summary>Starts it and does not wait until it is ready.</summary>
    /// <param name="memory">MiB for customers.</param>
    /// <param name="database">Connection string of PostgreSQL; null: the journal is in the data directory.</param>
    /// <param name="keys">That of a database for the keys of persons; null: they are where the journal is.</param>
    public static SiloProcess Launch(string data, int memory = 512, string? database = null, string? keys = null)
    {
        // A port of the system's choice: one that was looked up before may be somebody else's by now.
        var output = new StringBuilder();
        var process = Start(output, ["--urls", "http://127.0.0.1:0", "--data", data, "--allow-private-webhooks", "--memory", memory.ToString(CultureInfo.InvariantCulture)], database, keys);
        return new SiloProcess(process, output, new HttpClient { Timeout = TimeSpan.FromSeconds(30) });
    }

    /// <summary>Runs a command to its end.</summary>
    public static Task<(int ExitCode, string Output)> RunAsync(params string[] arguments) => RunAsync(null, arguments);

    /// <summary>Runs a command on a database to its end.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string? database, string[] arguments)
    {
        var output = new StringBuilder();
        using var process = Start(output, arguments, database);
        await process.WaitForExitAsync();
        lock (output) return (process.ExitCode, output.ToString());
    }

    /// <summary>Ends it with <c>kill -9</c>: no handler runs.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>Tells it to end, as a service manager does, and waits until it has.</summary>
    public async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited) Kill();
        process.Dispose();
        Http.Dispose();
    }

    /// <summary>Waits until it takes calls.</summary>
    public async Task ReadyAsync()
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
        if (ListeningAddress.In(Output) is not { } address) return false;
        Http.BaseAddress ??= address;
        using var answer = await Http.GetAsync(new Uri("/healthz/ready", UriKind.Relative));
        return answer.StatusCode == HttpStatusCode.OK;
    }

    private static Process Start(StringBuilder output, IEnumerable<string> arguments, string? database, string? keys = null)
    {
        var start = new ProcessStartInfo("dotnet", [Binary(), .. arguments, .. database is null ? (string[])[] : ["--store", "postgres"]])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = Path.GetDirectoryName(Binary())!,
        };
        if (database is not null) start.Environment["JOURNEY_POSTGRES"] = database;
        if (keys is not null) start.Environment["JOURNEY_POSTGRES_KEYS"] = keys;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Note(output, line.Data);
        process.ErrorDataReceived += (_, line) => Note(output, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
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
}
