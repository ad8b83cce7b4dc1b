using System.Net;
using JourneyOrchestrator.Silo.Subscriptions;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>Receivers that hang, refuse, redirect or are gone.</summary>
public sealed class SubscriptionFailureTests : IAsyncLifetime
{
    private const string Traits = ""","types":["trait.set"]""";

    private readonly SubscribedHost host = new();

    public Task InitializeAsync() => host.InitializeAsync();

    public Task DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_refused_message_comes_again_under_the_same_id_with_a_new_time_and_signature()
    {
        await host.RestartAsync(new SubscriptionOptions { RetryMin = TimeSpan.FromSeconds(3), Jitter = () => 0 });
        var (id, secret) = await host.SubscribeAsync(Traits);
        host.Receiver.AnswerWith(500);
        await host.TraitAsync("1", "ada");
        var refused = await host.Receiver.NextAsync();
        var failing = await host.UntilAsync(id, "failing");
        host.Receiver.AnswerWith(200);
        var taken = await host.Receiver.NextAsync();

        Assert.Equal(("HTTP 500", 1, 1), (failing.GetProperty("lastError").GetString(), failing.GetProperty("failures").GetInt32(), failing.GetProperty("lag").GetProperty("entries").GetInt32()));
        Assert.Equal((refused.Id, refused.Body), (taken.Id, taken.Body));
        Assert.NotEqual((refused.Timestamp, refused.Signatures), (taken.Timestamp, taken.Signatures));
        Assert.True(refused.IsSignedWith(secret) && taken.IsSignedWith(secret));
        var active = await host.UntilAsync(id, "active");
        Assert.Equal((0, 0), (active.GetProperty("failures").GetInt32(), active.GetProperty("lag").GetProperty("entries").GetInt32()));
    }

    [Fact]
    public async Task What_a_receiver_has_not_taken_waits_for_it_over_a_restart()
    {
        var (id, _) = await host.SubscribeAsync(Traits);
        host.Receiver.AnswerWith(500);
        for (var i = 1; i <= 3; i++) await host.TraitAsync($"{i}", "ada");
        await host.UntilAsync(id, "failing");
        await host.Host.RestartAsync();
        host.Receiver.AnswerWith(200);
        await host.TraitAsync("4", "ada");

        var told = new List<HookCall>();
        while (told.LastOrDefault()?.Seq != 4) told.Add(await host.Receiver.NextAsync());
        Assert.Equal([1, 2, 3, 4], told.Select(call => call.Seq).Distinct());
        Assert.Equal(4, told.Select(call => call.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_receiver_that_hangs_holds_up_no_other()
    {
        await host.RestartAsync(host.Options with { TryTime = TimeSpan.FromMilliseconds(300) });
        await using var hanging = await HookReceiver.StartAsync();
        hanging.Answer = (_, context) => Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        var (hung, _) = await host.SubscribeAsync(Traits, hanging.Url);
        await host.SubscribeAsync(Traits);
        for (var i = 1; i <= 5; i++) await host.TraitAsync($"{i}", "ada");

        Assert.Equal([1, 2, 3, 4, 5], (await host.Receiver.TakeAsync(5)).Select(call => call.Seq));
        Assert.Equal("no answer in time", (await host.UntilAsync(hung, "failing")).GetProperty("lastError").GetString());
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var inside = await HookReceiver.StartAsync();
        var (id, _) = await host.SubscribeAsync(Traits);
        host.Receiver.Answer = (_, context) =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = inside.Url;
            return Task.CompletedTask;
        };
        await host.TraitAsync("1", "ada");

        Assert.Equal("HTTP 307", (await host.UntilAsync(id, "failing")).GetProperty("lastError").GetString());
        await host.Receiver.TakeAsync(3);
        Assert.Empty(inside.Rest());
    }

    [Fact]
    public async Task A_name_that_leads_to_a_private_address_is_not_called()
    {
        // This machine's own name says nothing of where it leads to.
        var name = Dns.GetHostName();
        var (id, _) = await host.SubscribeAsync(Traits, new UriBuilder(host.Receiver.Url) { Host = name }.Uri.ToString());
        var (literal, _) = await host.SubscribeAsync(Traits);
        var settings = host.Host.Settings;
        host.Host.Settings = defaults => settings(defaults) with { AllowPrivateWebhooks = false };
        await host.Host.RestartAsync();
        await host.TraitAsync("1", "ada");

        foreach (var subscription in new[] { id, literal })
            Assert.Contains("private address", (await host.UntilAsync(subscription, "failing")).GetProperty("lastError").GetString(), StringComparison.Ordinal);
        Assert.Empty(host.Receiver.Rest());
        Assert.Equal([("/url", "private-address")], (await host.Host.PostAsync("/v1/subscriptions", $$"""{"url":"{{host.Receiver.Url}}"}""")).Errors);
    }

    [Fact]
    public async Task After_three_days_of_failures_it_is_paused_with_the_reason_and_a_resume_goes_on_where_it_was()
    {
        var (id, _) = await host.SubscribeAsync(Traits);
        await using var good = await HookReceiver.StartAsync();
        var (taken, _) = await host.SubscribeAsync(Traits, good.Url);
        host.Receiver.AnswerWith(500);
        await host.TraitAsync("1", "ada");
        await host.UntilAsync(id, "failing");
        host.Advance(TimeSpan.FromDays(2));
        await host.TraitAsync("2", "ada");
        await host.UntilAllToldAsync(taken);
        await host.Host.RestartAsync();
        Assert.Equal("failing", (await host.UntilAsync(id, "failing")).GetProperty("state").GetString());
        host.Advance(TimeSpan.FromDays(1.1));
        await host.TraitAsync("3", "ada");

        var paused = await host.UntilAsync(id, "paused");
        Assert.Contains("took nothing for 74 hours; the last error: HTTP 500", paused.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(3, paused.GetProperty("lag").GetProperty("entries").GetInt32());
        Assert.Equal([1, 2, 3], (await good.TakeAsync(3)).Select(call => call.Seq));
        host.Receiver.Rest();
        host.Receiver.AnswerWith(200);
        await host.Host.RestartAsync();
        Assert.Equal("paused", (await host.ViewAsync(id)).GetProperty("state").GetString());
        await host.TraitAsync("4", "ada");
        await good.NextAsync();
        Assert.Empty(host.Receiver.Rest());

        Assert.Equal("active", (await host.Host.SendAsync(HttpMethod.Post, $"/v1/subscriptions/{id}/resume")).Json.GetProperty("state").GetString());
        Assert.Equal([1, 2, 3, 4], (await host.Receiver.TakeAsync(4)).Select(call => call.Seq));
    }

    [Fact]
    public async Task A_receiver_that_says_it_is_gone_is_left_alone_at_once()
    {
        var (id, _) = await host.SubscribeAsync(Traits);
        host.Receiver.AnswerWith(410);
        await host.TraitAsync("1", "ada");

        Assert.Equal("the receiver answered 410: it is gone", (await host.UntilAsync(id, "paused")).GetProperty("reason").GetString());
        Assert.Equal(1, (await host.ViewAsync(id)).GetProperty("failures").GetInt32());
    }

    [Fact]
    public async Task A_receiver_that_asks_for_time_gets_it_but_no_more_than_an_hour()
    {
        var (id, _) = await host.SubscribeAsync(Traits);
        host.Receiver.Answer = (_, context) =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = "7200";
            return Task.CompletedTask;
        };
        await using var good = await HookReceiver.StartAsync();
        await host.SubscribeAsync(Traits, good.Url);
        await host.TraitAsync("1", "ada");
        await host.Receiver.NextAsync();
        await host.UntilAsync(id, "failing");
        host.Receiver.AnswerWith(200);
        host.Advance(TimeSpan.FromMinutes(50));
        await host.TraitAsync("2", "ada");
        await good.TakeAsync(2);
        var early = host.Receiver.Rest();
        host.Advance(TimeSpan.FromMinutes(11));
        await host.TraitAsync("3", "ada");

        Assert.Empty(early);
        Assert.Equal([1, 2, 3], (await host.Receiver.TakeAsync(3)).Select(call => call.Seq));
    }

    [Fact]
    public async Task A_pause_holds_everything_back_and_a_test_message_goes_all_the_same()
    {
        var (id, secret) = await host.SubscribeAsync(Traits);
        Assert.Equal(("paused", "somebody paused it"), (await host.Host.SendAsync(HttpMethod.Post, $"/v1/subscriptions/{id}/pause")).Json is var view ? (view.GetProperty("state").GetString(), view.GetProperty("reason").GetString()) : default);
        await host.TraitAsync("1", "ada");
        var test = (await host.Host.SendAsync(HttpMethod.Post, $"/v1/subscriptions/{id}/test")).Json;
        host.Receiver.AnswerWith(404);
        var failed = (await host.Host.SendAsync(HttpMethod.Post, $"/v1/subscriptions/{id}/test")).Json;

        var calls = await host.Receiver.TakeAsync(2);
        Assert.All(calls, call => Assert.True(call.IsSignedWith(secret)));
        Assert.Equal([("subscription.test", id), ("subscription.test", id)], calls.Select(call => (call.Type, call.Data.GetProperty("subscription").GetString())));
        Assert.Equal((true, 204, calls[0].Id), (test.GetProperty("delivered").GetBoolean(), test.GetProperty("status").GetInt32(), test.GetProperty("messageId").GetString()));
        Assert.Equal((false, 404, "HTTP 404"), (failed.GetProperty("delivered").GetBoolean(), failed.GetProperty("status").GetInt32(), failed.GetProperty("error").GetString()));

        host.Receiver.AnswerWith(200);
        await host.Host.SendAsync(HttpMethod.Post, $"/v1/subscriptions/{id}/resume");
        Assert.Equal(1, (await host.Receiver.NextAsync()).Seq);
    }

    [Fact]
    public async Task A_removed_subscription_is_told_nothing_more()
    {
        var (id, _) = await host.SubscribeAsync(Traits);
        await using var good = await HookReceiver.StartAsync();
        await host.SubscribeAsync(Traits, good.Url);
        Assert.Equal(200, (await host.Host.SendAsync(HttpMethod.Delete, $"/v1/subscriptions/{id}")).Status);
        await host.TraitAsync("1", "ada");
        await good.NextAsync();

        Assert.Empty(host.Receiver.Rest());
        foreach (var (method, path) in new[] { ("GET", ""), ("DELETE", ""), ("POST", "/pause"), ("POST", "/resume"), ("POST", "/test"), ("POST", "/rotate") })
            Assert.Equal(404, (await host.Host.SendAsync(new HttpMethod(method), $"/v1/subscriptions/{id}{path}")).Status);
    }
}
