using System.Net;
using JourneyOrchestrator.ClientApi.Client;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>The .NET client before answers that a real host gives seldom.</summary>
public sealed class JourneyClientAnswersTests
{
    [Fact]
    public async Task A_host_that_is_busy_is_asked_again_and_not_for_ever()
    {
        var answers = new Busy(busy: 2);
        using var patient = new JourneyClient(new HttpClient(answers) { BaseAddress = new Uri("http://host") });
        Assert.Equal(1, (await patient.SendAsync([new("1", "/s", "t", "ada")])).Accepted);
        Assert.Equal(3, answers.Calls);
        using var refused = new JourneyClient(new HttpClient(new Busy(busy: 100)) { BaseAddress = new Uri("http://host") });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Assert.ThrowsAsync<JourneyRefusedException>(() => refused.SendAsync([new("1", "/s", "t", "ada")]))).Status);
    }

    [Fact]
    public async Task Health_is_asked_once()
    {
        var answers = new Busy(busy: 2);
        using var client = new JourneyClient(new HttpClient(answers) { BaseAddress = new Uri("http://host") });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Assert.ThrowsAsync<JourneyRefusedException>(() => client.HealthAsync())).Status);
        Assert.Equal(1, answers.Calls);
    }

    [Fact]
    public async Task A_list_is_read_to_its_last_page()
    {
        var pages = new Pages();
        using var client = new JourneyClient(new HttpClient(pages) { BaseAddress = new Uri("http://host") });
        var ids = new List<string>();
        await foreach (var letter in client.DeadLettersAsync()) ids.Add(letter.Id);
        Assert.Equal(["1", "2", "3"], ids);
        Assert.Equal(["?limit=500", "?after=2%20%26&limit=500"], pages.Queries);
    }

    [Fact]
    public async Task What_something_in_between_answers_has_no_fields()
    {
        using var client = new JourneyClient(new HttpClient(new Proxy()) { BaseAddress = new Uri("http://host") });
        var refused = await Assert.ThrowsAsync<JourneyRefusedException>(() => client.LiveAsync());
        Assert.Equal((HttpStatusCode.BadGateway, "<html>", 0), (refused.Status, refused.Problem, refused.Errors.Count));
    }

    /// <summary>Answers 503 a few times, and then that all is well.</summary>
    private sealed class Busy(int busy) : HttpMessageHandler
    {
        public int Calls { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = ++Calls <= busy ? new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { Headers = { RetryAfter = new(TimeSpan.Zero) } }
                : new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("""{"accepted":1,"duplicates":0,"rejected":[]}""") };
            return Task.FromResult(answer);
        }
    }

    /// <summary>A list of two pages.</summary>
    private sealed class Pages : HttpMessageHandler
    {
        public List<string> Queries { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Queries.Add(request.RequestUri!.Query);
            static string Letter(int id) => $$"""{"id":"{{id}}","kind":"message","customer":"ada","attempts":9,"error":null}""";
            var page = Queries.Count == 1 ? $$"""{"items":[{{Letter(1)}},{{Letter(2)}}],"next":"2 &"}""" : $$"""{"items":[{{Letter(3)}}],"next":null}""";
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(page) });
        }
    }

    /// <summary>Knows nothing of the host behind it.</summary>
    private sealed class Proxy : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.BadGateway) { Content = new StringContent("<html>") });
    }
}
