using System.Text;
using JourneyOrchestrator.ClientApi.Http;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>Memory for what is being sent: when it is taken, more is refused; when it has been given back, more is taken.</summary>
public sealed class BodyRoomTests : IAsyncLifetime
{
    private readonly DoorsHost host = new() { Room = new BodyRoom(100_000) };

    public Task InitializeAsync() => host.InitializeAsync();

    public Task DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_body_that_there_is_no_room_for_is_refused_and_small_ones_are_taken()
    {
        var large = await host.PostAsync("/v1/events", EventText.One, Large("1", 120_000));
        var small = await host.PostAsync("/v1/events", EventText.One, EventText.Good("2"));

        Assert.Equal((503, ("", "overloaded")), (large.Status, large.Errors.Single()));
        Assert.Equal(200, small.Status);
        Assert.Equal(["2"], host.Customers.Signals.Select(s => s.Id));
    }

    [Fact]
    public async Task Room_is_given_back_with_the_answer()
    {
        for (var i = 0; i < 5; i++) Assert.Equal(200, (await host.PostAsync("/v1/events", EventText.One, Large($"{i}", 60_000))).Status);
    }

    [Fact]
    public async Task A_body_of_unknown_length_takes_as_much_room_as_it_may_become()
    {
        using var content = new StreamContent(new Unseekable(Encoding.UTF8.GetBytes(Large("1", 60_000))));
        content.Headers.ContentType = new(EventText.One);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/events") { Content = content, Headers = { TransferEncodingChunked = true } };

        using var answer = await host.Client.SendAsync(request);

        Assert.Equal(503, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    public async Task Lines_that_there_is_no_room_for_are_named(int lines)
    {
        var answer = await host.PostAsync("/v1/events", EventText.Lines, string.Join('\n', Enumerable.Range(0, lines).Select(i => Large($"{i}", 1_000_000 / lines))));

        Assert.Equal((503, "overloaded"), (answer.Status, answer.Errors.Single().Code));
        Assert.Matches("^/[0-9]+$", answer.Errors.Single().Field);
    }

    private static string Large(string id, int bytes) => EventText.Good(id, data: $$"""{"text":"{{new string('x', bytes)}}"}""");

    /// <summary>So that the client does not know its length.</summary>
    private sealed class Unseekable(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
