using System.Text.Json;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>What subscriptions are told, over HTTP and signed, by the real host.</summary>
public sealed class SubscriptionTests : IAsyncLifetime
{
    private const string Traits = ""","types":["trait.set"]""";

    private readonly SubscribedHost host = new();

    public Task InitializeAsync() => host.InitializeAsync();

    public Task DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Changes_come_signed_in_order_from_now_on_and_a_restart_loses_none()
    {
        await host.TraitAsync("before", "ada");
        var (id, secret) = await host.SubscribeAsync(Traits);
        for (var i = 0; i < 3; i++) await host.TraitAsync($"a{i}", "ada");
        var first = await host.Receiver.TakeAsync(3);
        await host.UntilAllToldAsync(id);
        await host.Host.RestartAsync();
        for (var i = 3; i < 6; i++) await host.TraitAsync($"a{i}", "ada");
        var all = first.Concat(await host.Receiver.TakeAsync(3)).ToList();

        Assert.Equal([2, 3, 4, 5, 6, 7], all.Select(call => call.Seq));
        Assert.All(all, call => Assert.True(call.IsSignedWith(secret)));
        Assert.All(all, call => Assert.Equal(("trait.set", "ada"), (call.Type, call.Customer)));
        Assert.Equal(6, all.Select(call => call.Id).Distinct().Count());
        Assert.Equal(("active", 0), (await host.UntilAsync(id, "active") is var view ? (view.GetProperty("state").GetString(), view.GetProperty("failures").GetInt32()) : default));
    }

    [Fact]
    public async Task A_case_is_told_step_by_step_without_anything_personal()
    {
        await host.SubscribeAsync(""","journey":"care-case","types":["case.started","item.transitioned","milestone.reached","task.offered","task.completed","case.transitioned"]""");
        Assert.Equal(200, (await host.Host.EventAsync("1", "ada", "care.requested", """{"booking":"RT7K2Q9B","rating":1,"text":"secret words"}""")).Status);
        var task = (await host.Host.GetAsync("/v1/tasks?role=care")).Json.GetProperty("items")[0].GetProperty("id").GetString();
        Assert.Equal(200, (await host.Host.PostAsync($"/v1/tasks/{task}/claim", """{"by":"kim"}""")).Status);
        Assert.Equal(200, (await host.Host.PostAsync($"/v1/tasks/{task}/complete", """{"by":"kim","outcome":"settled","data":{"note":"secret note"}}""")).Status);

        var told = new List<HookCall>();
        while (told.LastOrDefault()?.Type != "case.transitioned") told.Add(await host.Receiver.NextAsync());
        Assert.All(told, call => Assert.Equal(("ada", "care-case", 1), (call.Customer, call.Data.GetProperty("journey").GetString(), call.Data.GetProperty("version").GetInt32())));
        Assert.DoesNotContain(told, call => call.Body.Contains("secret", StringComparison.Ordinal) || call.Body.Contains("RT7K2Q9B", StringComparison.Ordinal) || call.Body.Contains("kim", StringComparison.Ordinal));
        Assert.Equal("case.started", told[0].Type);
        var offered = told.Single(call => call.Type == "task.offered");
        Assert.Equal(("callBack", "care"), (offered.Data.GetProperty("node").GetString(), offered.Data.GetProperty("fact").GetProperty("role").GetString()));
        var reached = told.Single(call => call.Type == "milestone.reached");
        Assert.Equal(("heard", "The customer was heard", "occur"), (Text(reached, "node"), Text(reached, "name"), reached.Data.GetProperty("fact").GetProperty("transition").GetString()));
        Assert.DoesNotContain(told, call => call.Type == "item.transitioned" && Text(call, "node") == "heard");
        Assert.Equal("complete", told[^1].Data.GetProperty("fact").GetProperty("transition").GetString());
        await SameAsHistoryAsync(told);
    }

    [Fact]
    public async Task A_node_that_has_run_again_meanwhile_is_named_all_the_same()
    {
        var journey = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "rounds.json"));
        Assert.Equal(201, (await host.Host.PostAsync("/v1/journeys?publish=true", journey)).Status);
        var (id, _) = await host.SubscribeAsync(""","journey":"rounds","types":["item.transitioned"]""");
        await host.Host.SendAsync(HttpMethod.Post, $"/v1/subscriptions/{id}/pause");
        Assert.Equal(200, (await host.Host.EventAsync("0", "ada", "rounds.begin")).Status);
        for (var i = 1; i <= 4; i++) Assert.Equal(200, (await host.Host.EventAsync($"{i}", "ada", "rounds.next")).Status);
        var kept = (await host.Host.GetAsync("/v1/customers/ada")).Json.GetProperty("cases")[0].GetProperty("id").GetString();
        var items = (await host.Host.GetAsync($"/v1/cases/{kept}")).Json.GetProperty("items").EnumerateArray().Count(item => item.GetProperty("node").GetString() == "next");
        await host.Host.SendAsync(HttpMethod.Post, $"/v1/subscriptions/{id}/resume");

        var told = new List<HookCall>();
        while (told.Count(call => Text(call, "node") == "next") < 4) told.Add(await host.Receiver.NextAsync());
        Assert.True(items < 5, "The case still holds every round: the test did not test that.");
        Assert.Equal(4, told.Where(call => Text(call, "node") == "next").Select(call => call.Data.GetProperty("fact").GetProperty("itemId").GetInt32()).Distinct().Count());
    }

    private static string? Text(HookCall call, string name) => call.Data.GetProperty(name).GetString();

    /// <summary>Every member of a told fact is there in history with the same value, at the place that the message's id names.</summary>
    private async Task SameAsHistoryAsync(List<HookCall> told)
    {
        var history = (await host.Host.GetAsync("/v1/customers/ada/history")).Json.GetProperty("items").EnumerateArray().ToDictionary(e => e.GetProperty("seq").GetInt64());
        foreach (var call in told)
        {
            var entry = history[call.Seq];
            var fact = entry.GetProperty("facts")[int.Parse(call.Id.Split('-')[1], System.Globalization.CultureInfo.InvariantCulture)];
            foreach (var member in call.Data.GetProperty("fact").EnumerateObject()) Assert.Equal(fact.GetProperty(member.Name).GetRawText(), member.Value.GetRawText());
            Assert.Equal(entry.GetProperty("at").GetDateTimeOffset(), call.Json.GetProperty("timestamp").GetDateTimeOffset());
        }
    }

    [Fact]
    public async Task One_customer_one_journey_and_some_types_are_all_that_is_told()
    {
        await host.TraitAsync("1", "ada");
        await host.TraitAsync("1", "bob");
        await using var ofBob = await HookReceiver.StartAsync();
        await using var ofCare = await HookReceiver.StartAsync();
        await host.SubscribeAsync(""","customer":"bob" """, ofBob.Url);
        await host.SubscribeAsync(""","journey":"care-case","types":["case.started","trait.set"]""", ofCare.Url);
        await host.SubscribeAsync();

        await host.TraitAsync("2", "ada");
        Assert.Equal(200, (await host.Host.EventAsync("3", "ada", "care.requested", """{"booking":"B","rating":1,"text":""}""")).Status);
        await host.TraitAsync("2", "bob");
        await host.TraitAsync("3", "bob");

        Assert.Equal([("bob", 2), ("bob", 3)], (await ofBob.TakeAsync(2)).Select(call => (call.Customer, call.Seq)));
        Assert.Equal("case.started", (await ofCare.NextAsync()).Type);
        var all = new List<HookCall>();
        while (all.LastOrDefault() is not { Customer: "bob", Seq: 3 }) all.Add(await host.Receiver.NextAsync());
        Assert.Contains(all, call => call.Type == "item.created");
        Assert.Empty(ofBob.Rest());
        Assert.Empty(ofCare.Rest());
    }

    [Fact]
    public async Task Many_customers_are_told_at_the_same_time_and_each_in_order()
    {
        await host.SubscribeAsync(Traits);
        var refused = 0;
        host.Receiver.Answer = (_, context) =>
        {
            context.Response.StatusCode = Interlocked.Increment(ref refused) % 7 == 3 ? 503 : 200;
            return Task.CompletedTask;
        };
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async customer =>
        {
            for (var i = 0; i < 10; i++) await host.TraitAsync($"{i}", $"c{customer}");
        }));

        var told = new List<HookCall>();
        while (told.Select(call => call.Id).Distinct().Count() < 200) told.Add(await host.Receiver.NextAsync());
        foreach (var calls in told.GroupBy(call => call.Customer))
            Assert.Equal(calls.Select(call => call.Seq).Order(), calls.Select(call => call.Seq));
        Assert.True(told.Count > 200, "No try was refused: the test did not test that.");
    }

    [Fact]
    public async Task Subscriptions_to_the_same_receiver_send_the_same_ids_each_with_its_own_secret()
    {
        var secrets = new[] { (await host.SubscribeAsync(Traits)).Secret, (await host.SubscribeAsync(Traits)).Secret };
        await host.TraitAsync("1", "ada");

        var calls = await host.Receiver.TakeAsync(2);
        Assert.Single(calls.Select(call => call.Id).Distinct());
        Assert.Single(calls.Select(call => call.Body).Distinct());
        Assert.All(secrets, secret => Assert.Single(calls, call => call.IsSignedWith(secret)));
    }

    [Fact]
    public async Task A_new_secret_signs_at_once_and_the_one_before_for_a_day_more()
    {
        var (id, old) = await host.SubscribeAsync(Traits);
        var rotated = await host.Host.SendAsync(HttpMethod.Post, $"/v1/subscriptions/{id}/rotate");
        var fresh = rotated.Json.GetProperty("secret").GetString()!;
        await host.TraitAsync("1", "ada");
        var both = await host.Receiver.NextAsync();
        await host.Host.RestartAsync();
        host.Advance(TimeSpan.FromHours(25));
        await host.TraitAsync("2", "ada");
        var one = await host.Receiver.NextAsync();
        // The host may have ended before it noted that the first was taken: then it sends that again.
        while (one.Id == both.Id) one = await host.Receiver.NextAsync();

        Assert.NotEqual(old, fresh);
        Assert.Equal((true, true), (both.IsSignedWith(old), both.IsSignedWith(fresh)));
        Assert.Equal((false, true), (one.IsSignedWith(old), one.IsSignedWith(fresh)));
    }

    [Fact]
    public async Task Nothing_of_an_erased_person_is_told_any_more_and_what_was_about_them_alone_goes_too()
    {
        await host.TraitAsync("0", "eve");
        var (all, _) = await host.SubscribeAsync(Traits);
        await using var alone = await HookReceiver.StartAsync();
        var (ofEve, _) = await host.SubscribeAsync(""","customer":"eve","description":"watches eve" """, alone.Url);
        host.Receiver.AnswerWith(500);
        await host.TraitAsync("1", "eve");
        await host.TraitAsync("1", "ada");
        await host.UntilAsync(all, "failing");
        await alone.NextAsync();

        Assert.Equal(200, (await host.Host.SendAsync(HttpMethod.Delete, "/v1/customers/eve")).Status);
        Assert.Equal(404, (await host.Host.GetAsync($"/v1/subscriptions/{ofEve}")).Status);
        await host.UntilAsync(all, "failing");
        host.Receiver.Rest();
        host.Receiver.AnswerWith(204);
        await host.UntilAsync(all, "active");
        await host.TraitAsync("2", "ada");

        var told = new List<HookCall>();
        while (told.LastOrDefault()?.Seq != 2) told.Add(await host.Receiver.NextAsync());
        // A try that was on its way while the person was erased may still end after it.
        Assert.Equal(["ada"], told.SkipWhile(call => call.Customer == "eve").Select(call => call.Customer).Distinct());
        await host.Host.RestartAsync();
        Assert.Equal([all], (await host.Host.GetAsync("/v1/subscriptions")).Json.GetProperty("items").EnumerateArray().Select(s => s.GetProperty("id").GetString()));
    }
}
