using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace JourneyOrchestrator.ClientApi.Tests.Access;

/// <summary>Clients that ask too often, or send too slowly.</summary>
public sealed class LimitTests(KeyedHost host) : IClassFixture<KeyedHost>
{
    private const int Many = 200;

    /// <summary>Long enough for any machine: a test that waits this long has failed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task A_key_makes_as_many_requests_as_it_may_and_is_told_when_to_try_again()
    {
        using var http = new HttpClient { BaseAddress = host.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await host.AddAsync("read", rate: 2));
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => http.GetAsync("/v1/tasks")));

        Assert.Contains(answers, answer => (int)answer.StatusCode == 200);
        var refused = answers.First(answer => (int)answer.StatusCode == 429);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        Assert.Contains("\"rate\"", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await Task.Delay(refused.Headers.RetryAfter!.Delta!.Value + TimeSpan.FromSeconds(1));
        Assert.Equal(200, (int)(await http.GetAsync("/v1/tasks")).StatusCode);
    }

    [Fact]
    public async Task A_key_without_a_rate_and_the_other_keys_are_not_held_up()
    {
        var limited = await host.AddAsync("read", rate: 1);
        while ((await host.AsAsync(limited, HttpMethod.Get, "/v1/tasks")).Status == 200) { }
        for (var i = 0; i < 50; i++) Assert.Equal(200, (await host.GetAsync("/v1/tasks")).Status);
    }

    [Fact]
    public async Task Hundreds_of_half_sent_requests_hold_nobody_up_and_are_ended()
    {
        var half = new List<TcpClient>();
        for (var i = 0; i < Many; i++) half.Add(await SendAsync("GET /v1/customers HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "));
        for (var i = 0; i < Many; i++) half.Add(await SendAsync(Head("application/json", "Content-Length: 1000") + "{"));

        for (var i = 0; i < 20; i++) Assert.Equal(200, (await host.GetAsync("/v1/customers")).Status);
        foreach (var client in half) Assert.StartsWith("HTTP/1.1 408", await ReadAsync(client), StringComparison.Ordinal);
        half.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task A_sender_of_lines_may_pause()
    {
        var first = EventText.Good("1", "pausing") + "\n";
        using var client = await SendAsync(Head(EventText.Lines, "Transfer-Encoding: chunked", "Connection: close") + Chunk(first));
        await Task.Delay(TimeSpan.FromSeconds(8));   // longer than a body of another kind may
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(Chunk(EventText.Good("2", "pausing", """{"a":1}""")) + "0\r\n\r\n"));

        Assert.Contains("\"accepted\":2", await ReadAsync(client), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /v1/customers/{long} HTTP/1.1\r\nHost: localhost\r\n\r\n", 414)]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nX: {long}{long}{long}{long}\r\n\r\n", 431)]
    public async Task Headers_too_long_are_refused(string request, int status)
    {
        using var client = await SendAsync(request.Replace("{long}", new string('a', 9000), StringComparison.Ordinal));
        Assert.StartsWith(FormattableString.Invariant($"HTTP/1.1 {status}"), await ReadAsync(client), StringComparison.Ordinal);
    }

    private string Head(string contentType, params string[] headers) =>
        $"POST /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {host.All}\r\nContent-Type: {contentType}\r\nce-id: 1\r\nce-source: /s\r\nce-type: t\r\nce-specversion: 1.0\r\nce-subject: slow\r\n"
        + string.Concat(headers.Select(header => header + "\r\n")) + "\r\n";

    private static string Chunk(string text) => FormattableString.Invariant($"{Encoding.UTF8.GetByteCount(text):x}\r\n{text}\r\n");

    private async Task<TcpClient> SendAsync(string text)
    {
        var client = new TcpClient();
        await client.ConnectAsync(host.Address.Host, host.Address.Port);
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text));
        return client;
    }

    /// <summary>Everything until the server closes.</summary>
    private static async Task<string> ReadAsync(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        return await reader.ReadToEndAsync().WaitAsync(Patience);
    }
}
