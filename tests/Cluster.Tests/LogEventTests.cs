using System.Text.Json;
using JourneyOrchestrator.Silo.Tests;
using JourneyOrchestrator.Tests.Shared;
using JourneyOrchestrator.Tests.Shared.Deploy;

namespace Cluster.Tests;

/// <summary>What only a process of a cluster logs is in its part of <c>docs/logs.md</c>; the rest is held there by the tests of the host alone.</summary>
public sealed class LogEventTests
{
    [Fact]
    public void Each_event_is_on_the_page_and_no_other_is()
    {
        var page = LogEvents.OfPage(File.ReadAllText(Path.Combine(Compose.Folder, "docs", "logs.md")));
        var program = LogEvents.OfProgram(AppContext.BaseDirectory);
        foreach (var (room, assembly) in new[] { ("silo/cluster", "cluster"), ("grains/orleans", "JourneyOrchestrator.Grains.Orleans") })
        {
            Assert.NotEmpty(program[assembly]);
            Assert.Equal(page[room].Events.OrderBy(e => e.Id), program[assembly].OrderBy(e => e.Id));
        }
    }

    [SkippableFact]
    public async Task Its_log_can_be_json_in_which_every_line_is_an_object()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        using var directory = new TemporaryDirectory();
        using var silo = await ClusterProcess.StartAsync(directory.Path, PostgresServer.Shared.NewDatabase(), "silo", "--log", "json");

        var lines = silo.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToArray();

        var opened = lines.Single(line => line.GetProperty("eventId").GetInt32() == 1900);
        Assert.Equal(("ProcessOpened", "information"), (opened.GetProperty("event").GetString(), opened.GetProperty("level").GetString()));
        Assert.Contains(lines, line => line.GetProperty("category").GetString() == "Microsoft.Hosting.Lifetime");
    }
}
