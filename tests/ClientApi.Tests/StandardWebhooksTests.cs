using System.Text.Json;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>The library of Standard Webhooks for Node, unchanged, against the program itself: see <c>tests/Clients/webhooks.mjs</c>.</summary>
public sealed class StandardWebhooksTests
{
    [NodeFact]
    public async Task The_real_library_takes_what_a_subscription_is_told_and_nothing_else()
    {
        await using var silo = await SiloServer.StartAsync("--allow-private-webhooks");

        using var said = JsonDocument.Parse(await NodeClients.RunAsync("webhooks.mjs", silo.Url.ToString()));

        Assert.Equal(("trait.set Jürgen 1", "No matching signature found"), (Text("first"), Text("firstByNew")));
        Assert.Equal(("trait.set Jürgen 2", "trait.set Jürgen 2", "No matching signature found"), (Text("second"), Text("secondByNew"), Text("tampered")));

        string? Text(string name) => said.RootElement.GetProperty(name).GetString();
    }
}
