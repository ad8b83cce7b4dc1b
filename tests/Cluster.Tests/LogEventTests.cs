using JourneyOrchestrator.Tests.Shared;
using JourneyOrchestrator.Tests.Shared.Deploy;

namespace Cluster.Tests;

/// <summary>What only a process of a cluster logs is in its part of <c>docs/logs.md</c>; the rest is held there by the tests of the host alone.</summary>
public sealed class LogEventTests
{
    [Fact]
    public void Each_event_is_on_the_page_and_no_other_is()
    {
        var page = LogEvents.OfPage(File.ReadAllText(Path.Combine(Compose.Folder, "docs", "logs.md")))["silo/cluster"];
        var logged = LogEvents.OfProgram(AppContext.BaseDirectory)["cluster"];
        Assert.NotEmpty(logged);
        Assert.Equal(page.Events.OrderBy(e => e.Id), logged.OrderBy(e => e.Id));
    }
}
