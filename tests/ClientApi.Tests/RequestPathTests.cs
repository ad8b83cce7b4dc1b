using System.Net.Sockets;
using System.Text;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>Paths as they stand in the request line; HTTP clients resolve and encode them on their own, so these requests are written by hand.</summary>
public sealed class RequestPathTests(DoorsHost host) : IClassFixture<DoorsHost>
{
    private async Task<Answer> AskAsync(string method, string target)
    {
        using var client = new TcpClient("127.0.0.1", host.Client.BaseAddress!.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{method} {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var parts = (await reader.ReadToEndAsync()).Split("\r\n\r\n", 2);
        var type = parts[0].Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Type: ", StringComparison.Ordinal))?["Content-Type: ".Length..];
        return new Answer(int.Parse(parts[0].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), type, parts[1]);
    }

    private Task KnowsAsync(string id) => host.PostAsync("/v1/events", EventText.One, EventText.Good("1", id));

    [Theory]
    [InlineData(".", ".")]
    [InlineData("..", "..")]
    [InlineData("%2e%2E", "..")]
    [InlineData("..%2Fx", "../x")]
    [InlineData("%F0%9F%98%80", "😀")]
    [InlineData("%2541", "%41")]
    public async Task An_id_is_whatever_stands_in_its_segment(string segment, string id)
    {
        await KnowsAsync(id);

        Assert.Equal(id, (await AskAsync("GET", "/v1/customers/" + segment)).Json.GetProperty("id").GetString());
        Assert.Equal(200, (await AskAsync("GET", $"/v1/customers/{segment}/history")).Status);
    }

    [Theory]
    [InlineData("GET", "/v1/customers/zoe/../max")]
    [InlineData("DELETE", "/v1/customers/zoe/../max")]
    [InlineData("DELETE", "/v1/customers/zoe/%2e%2e/max")]
    [InlineData("DELETE", "/v1/x/../customers/zoe")]
    public async Task Dots_lead_nowhere_else(string method, string target)
    {
        await KnowsAsync("zoe");
        await KnowsAsync("max");

        Assert.Equal((404, "unknown-address"), ((await AskAsync(method, target)) is var answer ? (answer.Status, answer.Errors.Single().Code) : default));
        Assert.Equal(200, (await AskAsync("GET", "/v1/customers/zoe")).Status);
        Assert.Equal(200, (await AskAsync("GET", "/v1/customers/max")).Status);
    }

    [Fact]
    public async Task A_request_line_may_name_the_host()
    {
        await KnowsAsync("a/b");

        Assert.Equal("a/b", (await AskAsync("GET", "http://localhost/v1/customers/a%2Fb?at=2999-01-01T00:00:00Z")).Json.GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("%")]
    [InlineData("a%2")]
    [InlineData("%ZZ")]
    [InlineData("%FF")]
    [InlineData("%C3%28")]
    [InlineData("%ED%A0%80")]
    public async Task What_is_not_percent_encoded_utf8_is_refused(string segment)
    {
        var answer = await AskAsync("GET", "/v1/customers/" + segment);

        Assert.Equal((400, "percent-encoding"), (answer.Status, answer.Errors.Single().Code));
    }

    [Theory]
    [InlineData("/healthz/live", 200)]
    [InlineData("/v1/customers", 200)]
    [InlineData("/v1/customers/nobody", 404)]
    [InlineData("/v1/events", 405)]
    public async Task Head_answers_as_get_does_without_a_body(string target, int status)
    {
        var answer = await AskAsync("HEAD", target);

        Assert.Equal((status, ""), (answer.Status, answer.Text));
        Assert.Equal((await AskAsync("GET", target)).MediaType, answer.MediaType);
    }

    [Theory]
    [InlineData("GET", "/v1/nothing", 404, "unknown-address")]
    [InlineData("PATCH", "/v1/customers", 405, "method")]
    public async Task What_routing_refuses_says_what_to_do(string method, string target, int status, string code)
    {
        var answer = await AskAsync(method, target);

        Assert.Equal((status, "application/problem+json", code), (answer.Status, answer.MediaType, answer.Errors.Single().Code));
        Assert.NotEmpty(answer.Json.GetProperty("errors")[0].GetProperty("fix").GetString()!);
    }
}
