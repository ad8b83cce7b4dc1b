using System.Text.Json;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>Subscriptions of the real host, told over HTTP to real receivers.</summary>
public sealed class SubscriptionTests : IAsyncLifetime
{
    private readonly RealHost host = new() { Settings = settings => settings with { AllowPrivateWebhooks = true } };
    private HookReceiver receiver = null!;

    public async Task InitializeAsync()
    {
        receiver = await HookReceiver.StartAsync();
        await host.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        await receiver.DisposeAsync();
    }

    private async Task<(string Id, string Secret)> SubscribeAsync(string? url = null, string more = "")
    {
        var answer = await host.PostAsync("/v1/subscriptions", $$"""{"url":"{{url ?? receiver.Url}}"{{more}}}""");
        Assert.True(answer.Status == 201, answer.Text);
        return (answer.Json.GetProperty("id").GetString()!, answer.Json.GetProperty("secret").GetString()!);
    }

    private async Task TraitAsync(string id, string customer, string name = "Ada") =>
        Assert.Equal(200, (await host.EventAsync(id, customer, "customer.updated", $$"""{"name":"{{name}}"}""")).Status);

    [Fact]
    public async Task Changes_come_signed_in_order_and_a_restart_loses_none()
    {
        await TraitAsync("before", "ada");
        var (_, secret) = await SubscribeAsync(more: ""","types":["trait.set"]""");
        for (var i = 0; i < 3; i++) await TraitAsync($"a{i}", "ada", $"Ada {i}");
        var first = await receiver.TakeAsync(3);
        await host.WhileClosedAsync(() => Task.CompletedTask);
        for (var i = 3; i < 6; i++) await TraitAsync($"a{i}", "ada", $"Ada {i}");
        var all = first.Concat(await receiver.TakeAsync(3)).ToList();

        Assert.Equal([2, 3, 4, 5, 6, 7], all.Select(call => call.Seq));
        Assert.All(all, call => Assert.True(call.IsSignedWith(secret)));
        Assert.All(all, call => Assert.Equal(("trait.set", "ada"), (call.Type, call.Customer)));
        Assert.Equal(6, all.Select(call => call.Id).Distinct().Count());
    }
}
