using System.Text.Json;
using JourneyOrchestrator.Silo.Subscriptions;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>The real host with a clock of its own, and a receiver beside it.</summary>
public sealed class SubscribedHost : IAsyncLifetime
{
    private readonly ShiftedClock clock = new();

    internal SubscriptionOptions Options { get; set; } = new() { RetryMin = TimeSpan.FromMilliseconds(20) };

    public RealHost Host { get; } = new();

    public HookReceiver Receiver { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Receiver = await HookReceiver.StartAsync();
        Host.Settings = settings => settings with { AllowPrivateWebhooks = true, Time = clock, Subscriptions = Options };
        await Host.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await Receiver.DisposeAsync();
    }

    public void Advance(TimeSpan by) => clock.Advance(by);

    internal Task RestartAsync(SubscriptionOptions options)
    {
        Options = options;
        return Host.RestartAsync();
    }

    /// <param name="more">More members of the body, each after a comma.</param>
    public async Task<(string Id, string Secret)> SubscribeAsync(string more = "", string? url = null)
    {
        var answer = await Host.PostAsync("/v1/subscriptions", $$"""{"url":"{{url ?? Receiver.Url}}"{{more}}}""");
        Assert.True(answer.Status == 201, answer.Text);
        return (answer.Json.GetProperty("id").GetString()!, answer.Json.GetProperty("secret").GetString()!);
    }

    /// <summary>A turn of a customer that sets one trait.</summary>
    public async Task TraitAsync(string id, string customer) =>
        Assert.Equal(200, (await Host.EventAsync(id, customer, "customer.updated", $$"""{"name":"{{id}}"}""")).Status);

    public async Task<JsonElement> ViewAsync(string id)
    {
        var answer = await Host.GetAsync($"/v1/subscriptions/{id}");
        Assert.Equal(200, answer.Status);
        return answer.Json;
    }

    /// <summary>Waits until the host has heard of every answer: a receiver has a call before its sender has the answer, and who stops in between sends it again.</summary>
    public async Task UntilAllToldAsync(string id)
    {
        for (var tries = 0; ; tries++)
        {
            var view = await ViewAsync(id);
            if (view.GetProperty("lag").GetProperty("entries").GetInt64() == 0) return;
            Assert.True(tries < 3_000, $"It never came to the end: {view}");
            await Task.Delay(20);
        }
    }

    /// <summary>Waits until the subscription is in a state.</summary>
    public async Task<JsonElement> UntilAsync(string id, string state)
    {
        for (var tries = 0; ; tries++)
        {
            var view = await ViewAsync(id);
            if (view.GetProperty("state").GetString() == state) return view;
            Assert.True(tries < 3_000, $"It never became {state}: {view}");
            await Task.Delay(20);
        }
    }
}
