using System.Net;
using System.Net.Sockets;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Silo.Outbox;
using JourneyOrchestrator.Silo.Outbox.Senders;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Silo.Tests.Pumps;

public sealed class WebhookTests : IDisposable
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private readonly HttpListener listener = new();
    private readonly int port = FreePort();

    public WebhookTests()
    {
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
    }

    public void Dispose() => listener.Close();

    [Fact]
    public async Task The_effects_id_is_the_idempotency_key_and_the_body_is_json()
    {
        var called = listener.GetContextAsync();
        var sending = SendAsync($"http://127.0.0.1:{port}/hook", allowPrivate: true);
        var context = await called;
        Assert.Equal(("1-2-3", "application/json", "POST"), (context.Request.Headers["Idempotency-Key"], context.Request.ContentType, context.Request.HttpMethod));
        Assert.Equal("""{"n":1}""", await new StreamReader(context.Request.InputStream).ReadToEndAsync());
        context.Response.StatusCode = 204;
        context.Response.Close();

        Assert.Equal(SendResult.Sent, await sending);
    }

    [Fact]
    public async Task A_call_is_signed_by_standard_webhooks()
    {
        var called = listener.GetContextAsync();
        var sending = SendAsync($"http://127.0.0.1:{port}/hook", allowPrivate: true);
        var context = await called;
        var headers = context.Request.Headers;
        context.Response.Close();
        await sending;

        Assert.Equal(("1-2-3", "1700000000"), (headers["webhook-id"], headers["webhook-timestamp"]));
        // Computed by another program (Python's hmac) from the secret and 1-2-3.1700000000.{"n":1}
        Assert.Equal("v1,ZdaTl1LW5gJn1wTF36d7MZRungjb0peTb7XgU3sK0kI=", headers["webhook-signature"]);
    }

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(500)]
    public async Task A_redirect_is_not_followed_and_any_answer_but_success_is_a_failed_try(int status)
    {
        var called = listener.GetContextAsync();
        var sending = SendAsync($"http://127.0.0.1:{port}/hook", allowPrivate: true);
        var context = await called;
        context.Response.StatusCode = status;
        context.Response.RedirectLocation = $"http://127.0.0.1:{port}/inside";
        var second = listener.GetContextAsync();
        context.Response.Close();

        Assert.Equal(SendResult.Failed($"HTTP {status}"), await sending);
        Assert.False(second.IsCompleted);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::1]")]
    [InlineData("0.0.0.0")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("169.254.169.254")]
    [InlineData("10.1.2.3")]
    [InlineData("[64:ff9b::7f00:1]")]
    public async Task A_private_address_is_not_called_and_no_other_try_is_made(string host)
    {
        var called = listener.GetContextAsync();

        var result = await SendAsync($"http://{host}:{port}/hook", allowPrivate: false);

        Assert.Equal(SendEnd.Hopeless, result.End);
        Assert.Contains("private address", result.Detail, StringComparison.Ordinal);
        Assert.False(called.IsCompleted);
    }

    [Theory]
    [InlineData("ftp://example.org/hook")]
    [InlineData("/hook")]
    [InlineData("file:///etc/passwd")]
    public async Task A_url_that_is_none_is_hopeless(string url) => Assert.Equal(SendEnd.Hopeless, (await SendAsync(url, allowPrivate: true)).End);

    [Fact]
    public async Task Nobody_there_is_a_failed_try() =>
        Assert.Equal(SendEnd.Failed, (await SendAsync($"http://127.0.0.1:{FreePort()}/hook", allowPrivate: true)).End);

    private static async Task<SendResult> SendAsync(string url, bool allowPrivate)
    {
        using var client = WebhookClient.Create(allowPrivate);
        var effect = new Effect.Webhook("1-2-3", url, Value.OfMap(ValueMap.Empty.With("n", Value.Of(1))));
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        return await new WebhookSender(client, WebhookSecret.FromText(Secret, "test")).SendAsync(new Sending(1, "anna", effect, default, DateTimeOffset.FromUnixTimeSeconds(1_700_000_000)), limit.Token);
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
