namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>A visitor who becomes a customer, seen through the doors of the real host.</summary>
public sealed class TrackingEndToEndTests(RealHost host) : IClassFixture<RealHost>
{
    private readonly string mark = Guid.NewGuid().ToString("N");

    private Task<Answer> TrackAsync(string call, string json) => host.PostAsync("/v1/" + call, json.Replace("$", mark, StringComparison.Ordinal));

    private async Task<Answer> GetAsync(string path) => await host.GetAsync(path.Replace("$", mark, StringComparison.Ordinal));

    [Fact]
    public async Task What_a_visitor_began_is_the_customers_and_is_explained()
    {
        await TrackAsync("track", """{"anonymousId":"p$","event":"care.requested","properties":{"booking":"B$","rating":1,"text":"Nobody told me."}}""");
        await TrackAsync("track", """{"anonymousId":"p$","event":"customer.consent.changed","properties":{"purpose":"news","channel":"email","granted":true,"wording":"v2"}}""");
        Assert.Equal("""{"success":true}""", (await TrackAsync("identify", """{"anonymousId":"p$","userId":"ada$","traits":{"name":"Ada"}}""")).Text);

        var card = (await GetAsync("/v1/customers/anon%3Ap$")).Json;
        Assert.Equal(("ada" + mark, "anon:p" + mark), (card.GetProperty("id").GetString(), card.GetProperty("joined")[0].GetString()));
        Assert.True(card.GetProperty("consents")[0].GetProperty("granted").GetBoolean());
        Assert.Equal("ada" + mark, (await GetAsync("/v1/customers?search=anon%3Ap$")).Json.GetProperty("items")[0].GetProperty("id").GetString());

        var task = (await GetAsync("/v1/tasks?status=open&customer=ada$")).Json.GetProperty("items")[0];
        Assert.Equal("ada" + mark, task.GetProperty("customer").GetString());
        var id = task.GetProperty("id").GetString();
        Assert.Equal(200, (await host.PostAsync($"/v1/tasks/{id}/claim", """{"by":"kim"}""")).Status);
        Assert.Equal(200, (await host.PostAsync($"/v1/tasks/{id}/complete", """{"by":"kim","outcome":"settled","data":{}}""")).Status);

        var steps = (await host.GetAsync($"/v1/cases/{card.GetProperty("cases")[0].GetProperty("id").GetString()}/explain")).Json.GetProperty("steps");
        var inputs = steps.EnumerateArray().Select(step => step.GetProperty("input").GetProperty("type").GetString()).ToList();
        Assert.Contains("care.requested", inputs);
        Assert.Contains("task.complete", inputs);
        Assert.Contains("care.requested", (await GetAsync("/v1/customers/ada$/export")).Text, StringComparison.Ordinal);
        var joined = (await GetAsync("/v1/customers/ada$/history")).Json.GetProperty("items").EnumerateArray()
            .Single(e => e.GetProperty("input").GetProperty("type").GetString() == "customer.joined").GetProperty("facts")[0];
        Assert.Equal(("anon:p" + mark, 3, false), (joined.GetProperty("id").GetString(), joined.GetProperty("entries").GetInt32(), joined.TryGetProperty("state", out _)));
    }

    [Fact]
    public async Task The_journals_of_both_are_found_in_order()
    {
        for (var i = 0; i < 70; i++) await TrackAsync("page", $$"""{"messageId":"{{i}}$","anonymousId":"q$"}""");
        await TrackAsync("alias", """{"previousId":"q$","userId":"bea$"}""");
        for (var i = 70; i < 140; i++) await TrackAsync("page", $$"""{"messageId":"{{i}}$","anonymousId":"q$"}""");
        SiloRun? run = null;
        await host.WhileClosedAsync(async () => run = await SiloRun.RunAsync("verify", "--data", host.Data));

        Assert.True(run!.Code == 0, run.Output + run.Error);
        Assert.Equal(142, (await GetAsync("/v1/customers/bea$/history?limit=1000")).Json.GetProperty("items").GetArrayLength());
    }
}
