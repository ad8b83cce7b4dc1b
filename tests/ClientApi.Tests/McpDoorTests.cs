using System.Text;
using System.Text.Json;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>What is no proper MCP, and what is too much of it, is answered clearly, and the host goes on.</summary>
public sealed class McpDoorTests(RealHost host) : IClassFixture<RealHost>, IAsyncLifetime
{
    private const string Ping = """{"jsonrpc":"2.0","id":"p","method":"ping"}""";

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => Assert.Equal("""{"result":{},"id":"p","jsonrpc":"2.0"}""", (await host.PostAsync("/mcp", Ping)).Text);

    [Theory]
    [InlineData("", -32700)]
    [InlineData("hello", -32700)]
    [InlineData("{\"jsonrpc\":\"2.0\",", -32700)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"ping\"}", -32700)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"x\":\"\\ud800\"}}", -32700)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"x\":1e999}}", -32700)]
    [InlineData("[" + Ping + "]", -32600)]
    [InlineData("[]", -32600)]
    [InlineData("7", -32600)]
    [InlineData("null", -32600)]
    [InlineData("{}", -32600)]
    [InlineData("{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}", -32600)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"}", -32600)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}", -32600)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1}", -32600)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}", -32600)]
    public async Task Garbage_is_a_JSON_RPC_error_of_its_own(string body, int code)
    {
        var answer = await host.PostAsync("/mcp", body);

        Assert.Equal((400, "application/json"), (answer.Status, answer.MediaType));
        Assert.Equal(code, answer.Json.GetProperty("error").GetProperty("code").GetInt32());
        Assert.EndsWith(".", answer.Json.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing/like/it", "{}", -32601)]
    [InlineData("resources/subscribe", """{"uri":"journey://rail-trip"}""", -32601)]
    [InlineData("tools/call", "7", -32602)]
    [InlineData("tools/call", "{}", -32602)]
    [InlineData("tools/call", """{"name":7}""", -32602)]
    [InlineData("tools/call", """{"name":"get_case","arguments":[]}""", -32602)]
    [InlineData("tools/call", """{"name":"Get_Case"}""", -32602)]
    [InlineData("resources/read", "{}", -32602)]
    [InlineData("resources/read", """{"uri":"journey://"}""", -32002)]
    [InlineData("resources/read", """{"uri":"journey://%zz"}""", -32002)]
    [InlineData("resources/read", """{"uri":"journey://rail-trip/versions/99"}""", -32002)]
    [InlineData("resources/read", """{"uri":"file:///etc/passwd"}""", -32002)]
    [InlineData("initialize", """{"protocolVersion":{}}""", -32602)]
    public async Task A_request_that_makes_no_sense_is_told_why_under_its_id(string method, string parameters, int code)
    {
        var answer = await host.PostAsync("/mcp", $$"""{"jsonrpc":"2.0","id":41,"method":"{{method}}","params":{{parameters}}}""");

        Assert.Equal(200, answer.Status);
        Assert.Equal(41, answer.Json.GetProperty("id").GetInt32());
        Assert.Equal(code, answer.Json.GetProperty("error").GetProperty("code").GetInt32());
        Assert.True(answer.Json.GetProperty("error").GetProperty("message").GetString()!.Length > 20);
    }

    [Theory]
    [InlineData("text/plain", 415, "media-type")]
    [InlineData("application/x-ndjson", 415, "media-type")]
    [InlineData("application/json; charset=utf-16", 415, "media-type")]
    public async Task A_wrong_content_type_is_a_problem(string contentType, int status, string code)
    {
        var answer = await host.PostAsync("/mcp", Ping, contentType);

        Assert.Equal((status, code), (answer.Status, answer.Errors.Single().Code));
    }

    [Fact]
    public async Task A_body_over_a_mebibyte_is_a_problem()
    {
        var answer = await host.PostAsync("/mcp", $$$"""{"jsonrpc":"2.0","id":1,"method":"ping","params":{"x":"{{{new string('x', 1024 * 1024)}}}"}}""");

        Assert.Equal((413, "too-large"), (answer.Status, answer.Errors.Single().Code));
    }

    [Fact]
    public async Task Headers_that_do_not_fit_are_a_problem_and_those_of_a_session_are_passed_over()
    {
        Assert.Equal((406, "not-acceptable"), await SendAsync("Accept", "text/event-stream"));
        Assert.Equal((400, "protocol-version"), await SendAsync("MCP-Protocol-Version", "1999-01-01"));
        Assert.Equal((403, "origin"), await SendAsync("Origin", "https://elsewhere.example"));
        Assert.Equal((200, null), await SendAsync("Accept", "*/*"));
        Assert.Equal((200, null), await SendAsync("Mcp-Session-Id", "of-before-a-restart"));
    }

    [Fact]
    public async Task A_notification_is_taken_without_an_answer_and_a_stream_is_not_offered()
    {
        var notified = await host.PostAsync("/mcp", """{"jsonrpc":"2.0","method":"notifications/initialized"}""");
        var stream = await host.GetAsync("/mcp");

        Assert.Equal((202, ""), (notified.Status, notified.Text));
        Assert.Equal((405, "method"), (stream.Status, stream.Errors.Single().Code));
    }

    [Fact]
    public async Task What_is_too_large_to_read_is_cut_and_what_is_too_many_comes_in_pages()
    {
        var (text, list) = (new string('x', 9_000), string.Join(',', Enumerable.Range(0, 500)));
        var deep = string.Concat(Enumerable.Repeat("[", 40)) + string.Concat(Enumerable.Repeat("]", 40));
        await host.EventAsync("1", "big", "customer.updated", $$"""{"text":"{{text}}","list":[{{list}}],"deep":{{deep}}}""");
        var traits = (await CallAsync("get_customer_card", """{"customer":"big"}""")).GetProperty("structuredContent").GetProperty("traits").GetProperty("untrusted");
        for (var i = 0; i < 300; i++) await host.EventAsync($"t{i}", "wide", "customer.updated", $$"""{"t{{i}}":"{{text[..4000]}}"}""");
        var wide = await CallAsync("get_customer_card", """{"customer":"wide"}""");

        Assert.EndsWith("(and 5000 more characters)", traits.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal((101, "(and 400 more)"), (traits.GetProperty("list").GetArrayLength(), traits.GetProperty("list")[100].GetString()));
        Assert.Contains("nested too deeply", traits.GetProperty("deep").GetRawText(), StringComparison.Ordinal);
        Assert.Contains("more than 256 KiB", wide.GetProperty("content")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.True(wide.GetProperty("isError").GetBoolean());
    }

    private async Task<(int, string?)> SendAsync(string header, string value)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Address, "/mcp")) { Content = new StringContent(Ping, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation(header, value);
        using var response = await client.SendAsync(request);
        var answer = new Answer((int)response.StatusCode, null, await response.Content.ReadAsStringAsync());
        return (answer.Status, answer.Status == 200 ? null : answer.Errors.Single().Code);
    }

    private async Task<JsonElement> CallAsync(string tool, string arguments) =>
        (await host.PostAsync("/mcp", $$$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"{{{tool}}}","arguments":{{{arguments}}}}}""")).Json.GetProperty("result");
}
