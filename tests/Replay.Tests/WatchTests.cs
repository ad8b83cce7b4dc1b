using System.Text.Json;
using JourneyOrchestrator.Silo.Hosting;
using JourneyOrchestrator.Silo.Rail;
using JourneyOrchestrator.Silo.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging.Abstractions;

namespace Replay.Tests;

/// <summary>A replay with open doors: what is played can be looked at while it is.</summary>
public sealed class WatchTests
{
    [Fact]
    public async Task What_is_played_is_seen_through_the_doors_and_they_close_with_it()
    {
        var scenario = RailScenario.Read(Path.Combine(Sample.Folder, "stops.csv"), Path.Combine(Sample.Folder, "changes.csv"), 20, 1);
        var data = Directory.CreateTempSubdirectory("journey-watch-");
        try
        {
            using var client = new HttpClient();
            var (seen, address) = (new List<int>(), "");
            Task? watching = null;
            await RailRun.RunAsync(scenario, new OrchestratorSettings(data.FullName), null, NullLoggerFactory.Instance, default, async played =>
            {
                var app = HostComposition.Build(["http://127.0.0.1:0"], played.Customers, TimeProvider.System, new DoorServices { Topics = played.Customers.Topics });
                await app.StartAsync();
                address = app.Urls.Single();
                watching = WatchAsync(client, address, seen);
                return app;
            });
            await watching!;

            Assert.Contains(seen, customers => customers > 0);
            Assert.Equal(seen.Order(), seen);
            await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri(address + "/healthz/ready")));
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    /// <summary>Notes how many customers there are, again and again until the doors close.</summary>
    private static async Task WatchAsync(HttpClient client, string address, List<int> seen)
    {
        while (true)
        {
            try
            {
                using var health = JsonDocument.Parse(await client.GetStringAsync(new Uri(address + "/healthz/ready")));
                seen.Add(health.RootElement.GetProperty("customers").GetInt32());
            }
            catch (HttpRequestException)
            {
                return;
            }
            await Task.Delay(20);
        }
    }
}
