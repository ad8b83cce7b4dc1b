using System.Text.Json;
using JourneyOrchestrator.Silo.Feeds;

namespace JourneyOrchestrator.ClientApi.Tests.Description;

/// <summary>A real host on which every call of the document can succeed: with a feed, a task, a dead letter and a subscription.</summary>
public sealed class WalkedHost : IAsyncLifetime
{
    /// <summary>An address that leads nowhere, whatever network there is (RFC 6761).</summary>
    public const string Nowhere = "https://journeys.invalid/hook";

    public RealHost Host { get; } = new();

    public async Task InitializeAsync()
    {
        var mapping = new FeedMapping("feed.warnings", "'weather.warned'", "item.id", Topic: "'weather:' + item.region");
        Host.Feeds = new FeedList([new FeedSettings("weather", FeedSettings.Json) { Mapping = mapping }]);
        await Host.InitializeAsync();
        await Host.PostAsync("/v1/journeys?publish=true", await File.ReadAllTextAsync("hook.json"));
        await Host.EventAsync("hook", "hal", "hook.begin");
        await Host.EventAsync("care", "cleo", "care.requested", """{"booking":"RT7K2Q9B","rating":1,"text":"Nobody told me."}""");
        await Poison.SetAsideAsync(Host, "eve", "una");
    }

    public Task DisposeAsync() => Host.DisposeAsync();

    /// <summary>The first element of a list, once there is one.</summary>
    public async Task<JsonElement> FirstAsync(string list)
    {
        for (var tries = 0; ; tries++)
        {
            var items = (await Host.GetAsync(list)).Json.GetProperty("items");
            if (items.GetArrayLength() > 0) return items[0];
            Assert.True(tries < 1_500, $"{list} stays empty.");
            await Task.Delay(20);
        }
    }
}
