using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using JourneyOrchestrator.Silo.Tests;
using JourneyOrchestrator.Tests.Shared;
using JourneyOrchestrator.Tests.Shared.Deploy;

namespace Cluster.Tests;

/// <summary>
/// What <c>docker compose up</c> starts, started as processes on a real PostgreSQL: the commands, settings and health checks of two silos and the doors, with
/// addresses, ports, the database's address and the volume replaced. The key is noted as its service does, by the embedded host's program.
/// </summary>
public sealed class CompositionTests : IDisposable
{
    private const string Net = "172.28.117", ApiKey = "jo_VqmUXxm4dRRBRRFvSbLf5AhX4mFdHalEEUHYvtGtaTI";

    private static readonly Compose Composition = Compose.With(new Dictionary<string, string>
    {
        ["JOURNEY_MASTER_KEY"] = Convert.ToBase64String(new byte[32]), ["JOURNEY_WEBHOOK_SECRET"] = "whsec_" + Convert.ToBase64String(new byte[32]), ["JOURNEY_API_KEY"] = ApiKey,
        ["POSTGRES_PASSWORD"] = "any", ["GRAFANA_PASSWORD"] = "any", ["JOURNEY_NET"] = Net,
    });

    private readonly TemporaryDirectory volume = new();
    private readonly List<ComposedProcess> processes = [];

    public void Dispose()
    {
        foreach (var process in processes) process.Dispose();
        volume.Dispose();
    }

    [SkippableFact]
    public async Task Two_silos_and_the_doors_take_a_signal_and_show_the_card()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        var database = PostgresServer.Shared.NewDatabase();
        using (var key = new ComposedProcess(Composition.Services["first-key"], volume.Path, database)) Assert.Equal(0, await key.EndAsync());
        await StartAsync("silo-1", database);
        await StartAsync("silo-2", database);
        var doors = await StartAsync("doors", database);

        Assert.Equal(HttpStatusCode.Unauthorized, await SignalAsync(doors));
        doors.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiKey);
        Assert.Equal(HttpStatusCode.OK, await SignalAsync(doors));
        Assert.Contains("\"Ada\"", await doors.Http.GetStringAsync(new Uri("/v1/customers/ada", UriKind.Relative)), StringComparison.Ordinal);

        processes.Reverse();   // as Compose ends them: who depends on another goes first
        foreach (var process in processes) Assert.Equal(0, await process.TerminateAsync());
    }

    private async Task<ComposedProcess> StartAsync(string service, string database)
    {
        var process = new ComposedProcess(Composition.Services[service], volume.Path, database);
        processes.Add(process);
        await process.HealthyAsync();
        return process;
    }

    private static async Task<HttpStatusCode> SignalAsync(ComposedProcess doors)
    {
        using var body = new StringContent("""{"specversion":"1.0","id":"1","source":"/shop","type":"customer.updated","subject":"ada","data":{"name":"Ada"}}""");
        body.Headers.ContentType = new MediaTypeHeaderValue("application/cloudevents+json");
        using var answer = await doors.Http.PostAsync(new Uri("/v1/events", UriKind.Relative), body);
        return answer.StatusCode;
    }

    /// <summary>A service as a process.</summary>
    private sealed class ComposedProcess : IDisposable
    {
        private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);

        private readonly StringBuilder output = new();
        private readonly string program;
        private readonly Process process;

        public ComposedProcess(Service service, string volume, string database)
        {
            program = service.Target == "cluster" ? Program("silo/cluster", "cluster.dll") : Program("silo", "silo.dll");
            // A silo's own doors listen inside its container, at the port that every one has: here each needs one of its own.
            string[] urls = service.Command.Contains("--urls") || service.Target != "cluster" ? [] : ["--urls", "http://127.0.0.1:0"];
            process = Start([.. service.Command.Select(word => Replaced(word, volume)), .. urls], service.Environment, database);
        }

        public HttpClient Http { get; } = new();

        /// <summary>Waits until the image's health check says so, as whoever depends on it does.</summary>
        public async Task HealthyAsync()
        {
            for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < StartLimit; await Task.Delay(100))
            {
                if (process.HasExited) throw new InvalidOperationException($"It ended with {process.ExitCode} while starting:\n{Output}");
                if (ListeningAddress.In(Output) is not { } address) continue;
                Http.BaseAddress ??= address;
                using var health = Start(["health", "--urls", address.GetLeftPart(UriPartial.Authority)], new Dictionary<string, string>(), "");
                await health.WaitForExitAsync();
                if (health.ExitCode == 0) return;
            }
            throw new TimeoutException($"It was not healthy:\n{Output}");
        }

        public async Task<int> EndAsync()
        {
            await process.WaitForExitAsync().WaitAsync(StartLimit);
            return process.ExitCode;
        }

        public Task<int> TerminateAsync()
        {
            using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            return EndAsync();
        }

        public void Dispose()
        {
            if (!process.HasExited)
            {
                process.Kill();
                process.WaitForExit();
            }
            process.Dispose();
            Http.Dispose();
        }

        private string Output
        {
            get { lock (output) return output.ToString(); }
        }

        private Process Start(string[] arguments, IReadOnlyDictionary<string, string> environment, string database)
        {
            var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var (name, value) in environment) start.Environment[name] = name == "JOURNEY_POSTGRES" ? database : name == "OTEL_EXPORTER_OTLP_ENDPOINT" ? "" : value;
            var started = Process.Start(start)!;
            started.OutputDataReceived += (_, line) => Note(line.Data);
            started.ErrorDataReceived += (_, line) => Note(line.Data);
            started.BeginOutputReadLine();
            started.BeginErrorReadLine();
            return started;
        }

        private void Note(string? line)
        {
            lock (output) output.AppendLine(line);
        }

        private static string Replaced(string word, string volume) => word switch
        {
            "/data" => volume,
            "http://0.0.0.0:5080" => "http://127.0.0.1:0",
            "11111" or "30000" => FreePort().ToString(CultureInfo.InvariantCulture),
            _ when word.StartsWith(Net, StringComparison.Ordinal) => "127.0.0.1",
            _ => word,
        };

        private static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        /// <summary>As built beside these tests.</summary>
        private static string Program(string folder, string name)
        {
            var framework = new DirectoryInfo(AppContext.BaseDirectory);
            return Path.Combine(Compose.Folder, folder, "bin", framework.Parent!.Name, framework.Name, name);
        }
    }
}
