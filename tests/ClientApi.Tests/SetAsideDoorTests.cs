using System.Net;
using JourneyOrchestrator.ClientApi.Client;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>What operators do with inputs that were set aside, by the client.</summary>
public sealed class SetAsideDoorTests() : ClientOnRealHost(new RealHost())
{
    private static async Task<List<SetAsideInput>> ListAsync(JourneyClient client)
    {
        var all = new List<SetAsideInput>();
        await foreach (var input in client.SetAsideAsync()) all.Add(input);
        return all;
    }

    [Fact]
    public async Task What_is_set_aside_is_listed_replayed_and_discarded_once()
    {
        await Poison.SetAsideAsync(host, "ada", "bob");
        using var client = new JourneyClient(host.Address);   // it listens elsewhere now
        Assert.Equal(2, (await client.HealthAsync()).SetAside);
        var inputs = await ListAsync(client);
        Assert.Equal([("ada", "event", "customer.updated", "/test", "name"), ("bob", "event", "customer.updated", "/test", "name")], inputs.Select(i => (i.Customer, i.Kind, i.Type, i.Source!, i.InputId!)));
        Assert.All(inputs, input => Assert.Equal("InvalidOperationException: A fault of the program.", input.Error));
        Assert.Equal(new EventReceipt(0, 1, []).Duplicates, (await client.SendAsync([new("name", "/test", "customer.updated", "ada") { Data = System.Text.Json.JsonSerializer.SerializeToElement(new { name = "A poison" }) }])).Duplicates);

        await client.ReplayAsync(inputs[0].Id, "kim", "mended");
        Assert.Equal("A poison", (await client.CardAsync("ada"))!.Traits.GetProperty("name").GetString());
        await client.DiscardAsync(inputs[1].Id, "kim");
        Assert.False((await client.CardAsync("bob"))!.Traits.TryGetProperty("name", out _));

        Assert.Empty(await ListAsync(client));
        var twice = await Assert.ThrowsAsync<JourneyRefusedException>(() => client.ReplayAsync(inputs[0].Id, "kim"));
        Assert.Equal((HttpStatusCode.Conflict, "not-set-aside"), (twice.Status, twice.Errors.Single().Code));
        foreach (var id in new[] { "none", "99999-1" })
            Assert.Equal(HttpStatusCode.NotFound, (await Assert.ThrowsAsync<JourneyRefusedException>(() => client.DiscardAsync(id, "kim"))).Status);
    }
}
