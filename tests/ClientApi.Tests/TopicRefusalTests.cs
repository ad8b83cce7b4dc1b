namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>Acts on topics that change nothing, on the real host.</summary>
public sealed class TopicRefusalTests(RealHost host) : IClassFixture<RealHost>
{
    private const string Path = "/v1/topics/train%3A%C3%BC%2F1";

    [Theory]
    [InlineData("/pause", """{"by":"kim"}""", 400, "missing")]
    [InlineData("/pause", """{"reason":"why"}""", 400, "missing")]
    [InlineData("/pause", """{"by":"kim","reason":7}""", 400, "wrong-type")]
    [InlineData("/resume", """{"by":"kim","reason":"why"}""", 409, "not-paused")]
    [InlineData("/events/9/pause", """{"by":"kim","reason":"why"}""", 404, "unknown")]
    [InlineData("/events/0/withdraw", """{"by":"kim","reason":"why"}""", 404, "unknown")]
    [InlineData("/events/-1/withdraw", """{"by":"kim","reason":"why"}""", 404, "unknown")]
    [InlineData("/events/99999999999999999999/withdraw", """{"by":"kim","reason":"why"}""", 404, "unknown")]
    [InlineData("/events/1/withdraw", """{"by":"kim","reason":"why","event":7}""", 400, "not-an-object")]
    [InlineData("/events/1/withdraw", """{"by":"kim","reason":"why","event":{"specversion":"1.0","source":"/s","type":"t"}}""", 400, "missing")]
    [InlineData("/events/1/withdraw", """{"by":"kim","reason":"why","event":{"specversion":"1.0","id":"x","source":"/s","type":"t","latestonly":"maybe"}}""", 400, "wrong-type")]
    [InlineData("/events/1/withdraw", """{"by":"kim","reason":"why","event":{"specversion":"1.0","id":"1","source":"/feed","type":"other"}}""", 400, "id-reused")]
    [InlineData("/events/1/withdraw", """{"by":"kim","reason":"why"}""", 409, "finished")]
    [InlineData("/events/1/pause", """{"by":"kim","reason":"why"}""", 409, "finished")]
    public async Task What_cannot_be_done_is_refused_with_field_and_fix(string act, string body, int status, string code)
    {
        var published = await host.PostAsync(Path + "/events", """{"specversion":"1.0","id":"1","source":"/feed","type":"disruption.announced"}""", EventText.One);
        Assert.Equal(200, published.Status);   // nobody follows: it has come to its end

        var answer = await host.PostAsync(Path + act, body);

        Assert.Equal((status, code), (answer.Status, answer.Json.GetProperty("errors")[0].GetProperty("code").GetString()));
        Assert.Equal("told", (await host.GetAsync(Path + "/events")).Json.GetProperty("items")[0].GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_topic_never_heard_of_has_no_events_and_is_not_paused()
    {
        Assert.Equal("[]", (await host.GetAsync("/v1/topics/bus%3A1/events")).Json.GetProperty("items").GetRawText());
        Assert.Equal(404, (await host.PostAsync("/v1/topics/bus%3A1/pause", """{"by":"kim","reason":"why"}""")).Status);
        Assert.Equal(400, (await host.GetAsync("/v1/fan-outs?after=x")).Status);
        Assert.Equal(400, (await host.GetAsync(Path + "/events?limit=0")).Status);
        Assert.Equal(400, (await host.GetAsync("/v1/topics/" + new string('a', 257) + "/acts")).Status);
    }
}
