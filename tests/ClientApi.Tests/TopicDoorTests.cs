using JourneyOrchestrator.ClientApi.Client;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>Topic events on their way, through the doors and the .NET client, on the real host.</summary>
public sealed class TopicDoorTests : IAsyncLifetime
{
    private const string Journey = """
        { "definitionId": "follower", "name": "Follower", "version": 1, "root": { "id": "all", "type": "Elsa.Sequence", "version": 1, "activities": [
          { "id": "follow", "type": "Journey.FollowTopic", "version": 1, "topic": { "typeName": "String", "expression": { "type": "Literal", "value": "train:ü/1" } } },
          { "id": "wait", "type": "Elsa.Event", "version": 1, "eventName": { "typeName": "String", "expression": { "type": "Literal", "value": "over" } } } ] } }
        """;

    private const string Topic = "train:ü/1", Path = "/v1/topics/train%3A%C3%BC%2F1";

    private readonly RealHost host = new();
    private JourneyClient client = null!;

    public async Task InitializeAsync()
    {
        await host.InitializeAsync();
        client = new JourneyClient(host.Address);
        Assert.Equal(201, (await host.PostAsync("/v1/journeys?publish=true", Journey)).Status);
        foreach (var customer in new[] { "ada", "bob" })
        {
            await host.EventAsync(customer, customer, "visit");
            await client.StartCaseAsync(customer, "follower");
        }
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task A_disruption_is_held_seen_put_right_and_withdrawn_and_whoever_looks_later_sees_who_and_why()
    {
        var paused = await client.PauseTopicAsync(Topic, "kim", "is it true?");
        Assert.Equal((Topic, null, "paused", false), (paused.Topic, paused.Position, paused.Status, paused.Repeated));
        await PublishAsync("1");
        await host.RestartAsync();
        using var later = new JourneyClient(host.Address);

        var onItsWay = Assert.Single(await AllAsync(later.FanOutsAsync()));
        Assert.Equal((Topic, 1L, "1", "/feed", "disruption.announced", "paused", 2L, 0L), (onItsWay.Topic, onItsWay.Position, onItsWay.Id, onItsWay.Source, onItsWay.Type, onItsWay.State, onItsWay.Followers, onItsWay.Told));
        Assert.Equal((Topic, null, "kim", "is it true?"), (onItsWay.Pause!.Topic, onItsWay.Pause.Position, onItsWay.Pause.By, onItsWay.Pause.Reason));
        Assert.Equal("kim", Assert.Single(await later.PausesAsync()).By);

        var withdrawn = await later.WithdrawTopicEventAsync(Topic, 1, "kim", "another train", new("2", "/desk", "disruption.withdrawn", ""));
        Assert.Equal((1L, "withdrawn", 2L), (withdrawn.Position, withdrawn.Status, withdrawn.FollowUp));
        Assert.True((await later.WithdrawTopicEventAsync(Topic, 1, "kim", "another train", new("2", "/desk", "disruption.withdrawn", ""))).Repeated);
        Assert.Equal("resumed", (await later.ResumeTopicAsync(Topic, "kim", "put right")).Status);
        await UntilAsync(async () => (await AllAsync(later.FanOutsAsync())).Count == 0);

        var events = await AllAsync(later.TopicEventsAsync(Topic));
        Assert.Equal([(2L, "told", 2L, 2L, true), (1L, "withdrawn", 2L, 0L, false)], events.Select(e => (e.Position, e.State, e.Followers, e.Told, e.Retained)));
        Assert.Equal([("withdrawn", "kim", "another train")], events[1].Acts.Select(a => (a.Act, a.By, a.Reason)));
        Assert.Equal(["paused", "resumed"], (await AllAsync(later.TopicActsAsync(Topic))).Select(a => a.Act));
        foreach (var customer in new[] { "ada", "bob" }) Assert.Equal(["disruption.withdrawn"], await HeardAsync(customer));
    }

    [Fact]
    public async Task An_event_is_held_with_those_behind_it_and_lists_go_on_page_by_page()
    {
        await client.PauseTopicAsync(Topic, "kim", "wait");
        foreach (var id in new[] { "1", "2", "3" }) await PublishAsync(id);
        await client.PauseTopicEventAsync(Topic, 2, "kim", "is it true?");
        await client.ResumeTopicAsync(Topic, "kim", "go on");
        await UntilAsync(async () => (await AllAsync(client.FanOutsAsync())).Count == 2);

        Assert.Equal([(2L, "paused", 2L), (3L, "paused", 2L)], (await AllAsync(client.FanOutsAsync())).Select(f => (f.Position, f.State, f.Pause!.Position!.Value)));
        var first = (await host.GetAsync("/v1/fan-outs?limit=1")).Json;
        var second = (await host.GetAsync($"/v1/fan-outs?limit=1&after={first.GetProperty("next").GetString()}")).Json;
        Assert.Equal((3, true), (second.GetProperty("items")[0].GetProperty("position").GetInt32(), second.GetProperty("next").GetString() is null));
        var newest = (await host.GetAsync(Path + "/events?limit=2")).Json;
        var oldest = (await host.GetAsync($"{Path}/events?limit=2&after={newest.GetProperty("next").GetString()}")).Json;
        Assert.Equal(1, Assert.Single(oldest.GetProperty("items").EnumerateArray()).GetProperty("position").GetInt32());

        await client.ResumeTopicEventAsync(Topic, 2, "kim", "it is");
        await UntilAsync(async () => (await AllAsync(client.FanOutsAsync())).Count == 0);
        Assert.Equal(3, (await HeardAsync("ada")).Length);
    }

    private Task PublishAsync(string id) => client.PublishAsync(Topic, [new(id, "/feed", "disruption.announced", "")]);

    private async Task<string[]> HeardAsync(string customer) =>
        [.. (await host.GetAsync($"/v1/customers/{customer}/history")).Json.GetProperty("items").EnumerateArray()
            .Select(entry => entry.GetProperty("input")).Where(input => input.GetProperty("kind").GetString() == "topic").Select(input => input.GetProperty("type").GetString()!)];

    private static async Task<List<T>> AllAsync<T>(IAsyncEnumerable<T> items)
    {
        var all = new List<T>();
        await foreach (var item in items) all.Add(item);
        return all;
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (var tries = 0; !await isSo(); tries++)
        {
            Assert.True(tries < 1_500, "It does not come about.");
            await Task.Delay(20);
        }
    }
}
