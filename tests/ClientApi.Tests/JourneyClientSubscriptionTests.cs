using System.Net;
using JourneyOrchestrator.ClientApi.Client;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>Subscriptions by the .NET client, from the real host to a real receiver.</summary>
public sealed class JourneyClientSubscriptionTests : IAsyncLifetime
{
    private readonly SubscribedHost host = new();
    private JourneyClient client = null!;

    public async Task InitializeAsync()
    {
        await host.InitializeAsync();
        client = new JourneyClient(host.Host.Address);
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task A_subscription_lives_from_the_first_message_to_its_removal()
    {
        await host.TraitAsync("0", "ada");
        var added = await client.AddSubscriptionAsync(new Uri(host.Receiver.Url), ["trait.set"], customer: "ada", description: "names");
        Assert.Equal((host.Receiver.Url, "ada", "names", null, "active"), (added.Url.OriginalString, added.Customer, added.Description, added.Journey, added.State));
        Assert.Equal(["trait.set"], added.Types);
        await host.TraitAsync("1", "ada");
        Assert.True((await host.Receiver.NextAsync()).IsSignedWith(added.Secret!));
        Assert.Null((await client.SubscriptionAsync(added.Id))!.Secret);
        Assert.Equal(added.Id, Assert.Single(await client.SubscriptionsAsync()).Id);

        var fresh = await client.RotateSecretAsync(added.Id);
        Assert.Equal("paused", (await client.PauseSubscriptionAsync(added.Id)).State);
        await host.TraitAsync("2", "ada");
        Assert.True((await client.SubscriptionAsync(added.Id)) is { State: "paused", Lag.Entries: 1 });
        Assert.NotEqual("paused", (await client.ResumeSubscriptionAsync(added.Id)).State);
        var second = await host.Receiver.NextAsync();
        Assert.True(second.IsSignedWith(fresh) && second.IsSignedWith(added.Secret!));

        await client.RemoveSubscriptionAsync(added.Id);
        Assert.Null(await client.SubscriptionAsync(added.Id));
        Assert.Empty(await client.SubscriptionsAsync());
    }

    [Fact]
    public async Task A_test_answers_what_the_receiver_said()
    {
        var id = (await client.AddSubscriptionAsync(new Uri(host.Receiver.Url))).Id;
        Assert.True(await client.TestSubscriptionAsync(id) is { Delivered: true, Status: 204, Error: null, Milliseconds: >= 0, MessageId.Length: > 0 });
        host.Receiver.AnswerWith(500);
        Assert.True(await client.TestSubscriptionAsync(id) is { Delivered: false, Status: 500, Error.Length: > 0 });
    }

    [Fact]
    public async Task What_can_not_be_is_refused_with_the_member_that_is_wrong()
    {
        var refused = await Assert.ThrowsAsync<JourneyRefusedException>(() => client.AddSubscriptionAsync(new Uri(host.Receiver.Url), ["case.start"]));
        Assert.Equal((HttpStatusCode.BadRequest, "/types/0", "unknown"), (refused.Status, refused.Errors.Single().Field, refused.Errors.Single().Code));
        foreach (var act in new Func<Task>[]
        {
            () => client.RemoveSubscriptionAsync("none"), () => client.PauseSubscriptionAsync("none"), () => client.ResumeSubscriptionAsync("none"),
            () => client.TestSubscriptionAsync("none"), () => client.RotateSecretAsync("none"),
        })
            Assert.Equal(HttpStatusCode.NotFound, (await Assert.ThrowsAsync<JourneyRefusedException>(act)).Status);
    }
}
