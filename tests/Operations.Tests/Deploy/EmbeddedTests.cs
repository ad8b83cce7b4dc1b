using System.Net;
using System.Net.Http.Headers;
using JourneyOrchestrator.Operations.Tests.Harness;
using JourneyOrchestrator.Tests.Shared.Deploy;

namespace JourneyOrchestrator.Operations.Tests.Deploy;

/// <summary>What <c>docker compose --profile embedded up</c> starts, started as processes: the same commands and settings, with the volume and the port replaced.</summary>
public sealed class EmbeddedTests(ComposeSettings settings) : IClassFixture<ComposeSettings>, IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task It_takes_the_key_a_signal_and_the_order_to_end_and_has_all_of_it_when_it_starts_again()
    {
        await NoteKeyAsync();
        using (var silo = await ServeAsync())
        {
            Assert.Equal((0, HttpStatusCode.Unauthorized), (await HealthAsync(silo.Url), await SignalAsync(silo)));
            silo.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", settings.Values["JOURNEY_API_KEY"]);
            Assert.Equal(HttpStatusCode.OK, await SignalAsync(silo));
            Assert.Equal(0, await silo.TerminateAsync());
            Assert.Equal(1, await HealthAsync(silo.Url));
        }
        await NoteKeyAsync();   // as each start of the composition does
        using var again = await ServeAsync();
        again.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", settings.Values["JOURNEY_API_KEY"]);
        Assert.Equal("Ada", (await again.SendAsync(HttpMethod.Get, "/v1/customers/ada")).GetProperty("traits").GetProperty("name").GetString());
        // The master key is in .env, not in the volume: who takes one has not the other.
        Assert.False(File.Exists(scratch["master.key"]));
        Assert.False(File.Exists(scratch["webhook.secret"]));
    }

    private async Task NoteKeyAsync()
    {
        var service = settings.Composition.Services["first-key"];
        var run = await SiloProcess.RunAsync(Replaced(service.Command), Environment(service));
        Assert.True(run.Code == 0, run.Error);
    }

    private Task<SiloProcess> ServeAsync()
    {
        var service = settings.Composition.Services["embedded"];
        return SiloProcess.StartAsync(Replaced(service.Command), Environment(service));
    }

    private string[] Replaced(string[] command)
    {
        Assert.Contains("/data", command);
        return [.. command.Select(word => word switch { "/data" => scratch.Path, "http://0.0.0.0:5080" => "http://127.0.0.1:0", _ => word })];
    }

    private static (string Name, string Value)[] Environment(Service service) => [.. service.Environment.Select(pair => (pair.Key, pair.Value))];

    /// <summary>The image's check of its health, at the port that the test has.</summary>
    private static async Task<int> HealthAsync(string url)
    {
        Assert.Equal(["dotnet", "/app/silo.dll", "health"], Dockerfile.Read().Stage("embedded").Only("HEALTHCHECK").Words);
        return (await SiloProcess.RunAsync(["health", "--urls", url])).Code;
    }

    private static async Task<HttpStatusCode> SignalAsync(SiloProcess silo)
    {
        using var body = new StringContent("""{"specversion":"1.0","id":"1","source":"/shop","type":"customer.updated","subject":"ada","data":{"name":"Ada"}}""");
        body.Headers.ContentType = new MediaTypeHeaderValue("application/cloudevents+json");
        using var answer = await silo.Http.PostAsync(new Uri("/v1/events", UriKind.Relative), body);
        return answer.StatusCode;
    }
}
