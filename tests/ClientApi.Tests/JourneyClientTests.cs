using System.Text.Json;
using JourneyOrchestrator.ClientApi.Client;

namespace JourneyOrchestrator.ClientApi.Tests;

public sealed class JourneyClientTests(DoorsHost host) : IClassFixture<DoorsHost>
{
    private readonly JourneyClient client = new(host.Client);

    [Fact]
    public async Task Events_are_sent_in_order_and_what_is_wrong_comes_back_by_index()
    {
        var receipt = await client.SendAsync(
        [
            new("1", "/s", "t", "client") { Time = DateTimeOffset.UnixEpoch, Data = JsonSerializer.SerializeToElement(new { a = 1 }) },
            new("2", "/s", "", "client"), new("1", "/s", "t", "client") { Data = JsonSerializer.SerializeToElement(new { a = 1 }) },
        ]);

        Assert.Equal((1, 1), (receipt.Accepted, receipt.Duplicates));
        Assert.Equal((1, "empty"), (receipt.Rejected.Single().Index, receipt.Rejected.Single().Codes.Single()));
        Assert.Equal(DateTimeOffset.UnixEpoch, host.Customers.Signals.Single(s => s.Subject == "client").Time);
    }

    [Fact]
    public async Task A_card_is_read_or_null()
    {
        await client.SendAsync([new("1", "/s", "t", "a/b")]);
        var card = await client.CardAsync("a/b", DateTimeOffset.UnixEpoch);

        Assert.Equal("a/b", card!.Id);
        Assert.Null(await client.CardAsync("nobody"));
    }

    [Fact]
    public async Task A_refusal_is_an_exception_with_the_problem()
    {
        var refusal = await Assert.ThrowsAsync<JourneyRefusedException>(() => client.TasksAsync(status: "lost"));

        Assert.Contains("unknown-status", refusal.Problem, StringComparison.Ordinal);
    }
}
