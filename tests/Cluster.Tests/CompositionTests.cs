using System.Net;
using System.Net.Http.Headers;
using JourneyOrchestrator.Silo.Tests;
using JourneyOrchestrator.Tests.Shared;
using JourneyOrchestrator.Tests.Shared.Deploy;

namespace Cluster.Tests;

/// <summary>
/// What <c>docker compose up</c> starts, started as processes on a real PostgreSQL: the commands, settings and health checks of the first key, two silos and the
/// doors, with addresses, ports, the database's address and the volume replaced.
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
    private readonly Stack<ClusterProcess> processes = [];
    private string database = "";

    public void Dispose()
    {
        foreach (var process in processes) process.Dispose();
        volume.Dispose();
    }

    [SkippableFact]
    public async Task Two_silos_and_the_doors_take_a_signal_and_show_the_card()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        database = PostgresServer.Shared.NewDatabase();
        var key = Composition.Services["first-key"];
        Assert.Equal(0, await ClusterProcess.RunAsync(ProgramOf(key), Command(key), Environment(key)));
        await StartAsync("silo-1");
        await StartAsync("silo-2");
        var doors = await StartAsync("doors");

        Assert.Equal(HttpStatusCode.Unauthorized, await SignalAsync(doors));
        doors.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiKey);
        Assert.Equal(HttpStatusCode.OK, await SignalAsync(doors));
        Assert.Contains("\"Ada\"", await doors.Http.GetStringAsync(new Uri("/v1/customers/ada", UriKind.Relative)), StringComparison.Ordinal);

        // Silos have no volume, and their file system can't be written.
        Assert.Equal(["api-keys.json", "api-keys.json.lock"], Directory.GetFiles(volume.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        // As Compose ends them: who depends on another goes first.
        foreach (var process in processes) Assert.Equal(0, await process.TerminateAsync());
    }

    /// <summary>Starts a service, and asks for its health as the image does.</summary>
    private async Task<ClusterProcess> StartAsync(string name)
    {
        var service = Composition.Services[name];
        var process = await ClusterProcess.StartAsync(ProgramOf(service), Command(service), Environment(service));
        processes.Push(process);
        Assert.Equal(0, await ClusterProcess.RunAsync(ProgramOf(service), ["health", "--urls", process.Http.BaseAddress!.GetLeftPart(UriPartial.Authority)], new Dictionary<string, string>()));
        return process;
    }

    private static string ProgramOf(Service service) => ClusterProcess.Binary(service.Target == "cluster" ? "silo/cluster/cluster.dll" : "silo/silo.dll");

    private string[] Command(Service service)
    {
        string[] words = [.. service.Command.Select(Replaced)];
        // A silo's own doors listen inside its container, where all may have the same port.
        return service.Command.Contains("--gateway-port") ? [.. words, "--urls", "http://127.0.0.1:0"] : words;
    }

    private string Replaced(string word) => word switch
    {
        "/data" => volume.Path,
        "http://0.0.0.0:5080" => "http://127.0.0.1:0",
        "11111" or "30000" => ClusterProcess.Text(ClusterProcess.FreePort()),
        _ when word.StartsWith(Net, StringComparison.Ordinal) => "127.0.0.1",
        _ => word,
    };

    private Dictionary<string, string> Environment(Service service) => service.Environment.ToDictionary(pair => pair.Key, pair => pair.Key switch
    {
        "JOURNEY_POSTGRES" => database,
        "OTEL_EXPORTER_OTLP_ENDPOINT" => "",
        _ => pair.Value,
    });

    private static async Task<HttpStatusCode> SignalAsync(ClusterProcess doors)
    {
        using var body = new StringContent("""{"specversion":"1.0","id":"1","source":"/shop","type":"customer.updated","subject":"ada","data":{"name":"Ada"}}""");
        body.Headers.ContentType = new MediaTypeHeaderValue("application/cloudevents+json");
        using var answer = await doors.Http.PostAsync(new Uri("/v1/events", UriKind.Relative), body);
        return answer.StatusCode;
    }
}
