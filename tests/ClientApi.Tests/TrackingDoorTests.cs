using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.ClientApi.Tests;

public sealed class TrackingDoorTests(DoorsHost host) : IClassFixture<DoorsHost>
{
    private const string Success = """{"success":true}""";

    private readonly string mark = Guid.NewGuid().ToString("N");

    private List<Signal> Taken => [.. host.Customers.Signals.Where(s => s.Id.EndsWith(mark, StringComparison.Ordinal))];

    private Task<Answer> PostAsync(string path, string json) => host.PostAsync(path, "application/json", json.Replace("$", mark, StringComparison.Ordinal));

    private static string Data(Signal signal) => Encoding.UTF8.GetString(Written(signal.Data));

    private static byte[] Written(Value value)
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new System.Text.Json.Utf8JsonWriter(bytes)) ValueJson.Write(json, value);
        return bytes.WrittenSpan.ToArray();
    }

    [Theory]
    [InlineData("track", """{"messageId":"1$","userId":"u","event":"Order Completed","properties":{"total":3},"context":{"ip":"::1"}}""",
        "Order Completed", "u", """{"context":{"ip":"::1"},"total":3}""")]
    [InlineData("track", """{"messageId":"1$","anonymousId":"a","event":"x"}""", "x", "anon:a", "{}")]
    [InlineData("track", """{"messageId":"1$","userId":7,"anonymousId":"a","event":"x","properties":{"context":1},"context":{}}""", "x", "7", """{"context":1}""")]
    [InlineData("page", """{"messageId":"1$","userId":"u","name":"Home","category":"Shop","properties":{"url":"/"}}""",
        "page", "u", """{"category":"Shop","name":"Home","url":"/"}""")]
    [InlineData("screen", """{"messageId":"1$","userId":"u","name":"Home","properties":{"name":"own"}}""", "screen", "u", """{"name":"own"}""")]
    [InlineData("group", """{"messageId":"1$","userId":"u","groupId":"g","traits":{"n":1}}""", "group", "u", """{"groupId":"g","traits":{"n":1}}""")]
    [InlineData("identify", """{"messageId":"1$","userId":"u","traits":{"name":"Ada"},"context":{}}""", "customer.updated", "u", """{"name":"Ada"}""")]
    [InlineData("identify", """{"messageId":"1$","anonymousId":"a"}""", "customer.updated", "anon:a", "{}")]
    [InlineData("alias", """{"messageId":"1$","previousId":"a","userId":"u"}""", "customer.identified", "anon:a", """{"customer":"u"}""")]
    public async Task Each_message_becomes_an_event(string path, string message, string type, string subject, string data)
    {
        Assert.Equal(Success, (await PostAsync("/v1/" + path, message)).Text);

        var signal = Taken.Single();
        Assert.Equal((type, subject, "segment:default", data), (signal.Type, signal.Subject, signal.Source, Data(signal)));
    }

    [Fact]
    public async Task An_identify_with_both_ids_says_who_the_visitor_is_before_what_is_known_of_them()
    {
        await PostAsync("/v1/identify", """{"messageId":"1$","anonymousId":"a","userId":"u","traits":{"name":"Ada"}}""");

        Assert.Equal(
            [("customer.identified", "anon:a", """{"customer":"u"}"""), ("customer.updated", "u", """{"name":"Ada"}""")],
            Taken.Select(s => (s.Type, s.Subject, Data(s))));
    }

    [Fact]
    public async Task The_good_messages_of_a_batch_are_kept_and_the_bad_one_is_told()
    {
        var answer = await PostAsync("/v1/batch", """
            {"batch":[{"type":"track","messageId":"1$","userId":"u","event":"x"},{"type":"track","messageId":"2$","event":"x"},
            {"type":"track","messageId":"3$","userId":"u","event":"x","properties":{"a":1,"a":2}},{"type":"page","messageId":"4$","userId":"u"}],
            "writeKey":"w","context":{"app":"shop"}}
            """);

        Assert.Equal(200, answer.Status);
        Assert.True(answer.Json.GetProperty("success").GetBoolean());
        Assert.Equal([1, 2], answer.Json.GetProperty("rejected").EnumerateArray().Select(r => r.GetProperty("index").GetInt32()));
        Assert.Equal([$"1{mark}", $"4{mark}"], Taken.Select(s => s.Id));
        Assert.Equal("""{"context":{"app":"shop"}}""", Data(Taken[0]));
    }

    [Theory]
    [InlineData("track", """{"messageId":"1$","event":"x"}""", "/userId", "missing")]
    [InlineData("track", """{"messageId":"1$","userId":"anon:a","event":"x"}""", "/userId", "reserved-id")]
    [InlineData("track", """{"messageId":"1$","userId":"u"}""", "/event", "missing")]
    [InlineData("track", """{"messageId":"1$","userId":"u","event":"a\u0007b"}""", "/event", "control-character")]
    [InlineData("track", """{"messageId":"1$","userId":"u","event":"customer.updated"}""", "/event", "reserved-event")]
    [InlineData("track", """{"messageId":"1$","userId":"u","event":"x","properties":[]}""", "/properties", "wrong-type")]
    [InlineData("track", """{"messageId":"1$","userId":"u","event":"x","timestamp":"yesterday"}""", "/timestamp", "time-format")]
    [InlineData("track", """{"messageId":{},"userId":"u","event":"x"}""", "/messageId", "wrong-type")]
    [InlineData("track", "[]", "", "not-an-object")]
    [InlineData("track", "{", "", "malformed-json")]
    [InlineData("group", """{"messageId":"1$","userId":"u"}""", "/groupId", "missing")]
    [InlineData("alias", """{"messageId":"1$","userId":"u"}""", "/previousId", "missing")]
    [InlineData("batch", """{"batch":[{"type":"shout","messageId":"1$","userId":"u"}]}""", "/batch/0/type", "unknown-type")]
    [InlineData("batch", """{"batch":{}}""", "/batch", "not-an-array")]
    [InlineData("batch", "{}", "/batch", "missing")]
    public async Task A_bad_message_changes_nothing_and_says_why(string path, string message, string field, string code)
    {
        var answer = await PostAsync("/v1/" + path, message);

        Assert.Equal(400, answer.Status);
        Assert.Equal([(field, code)], answer.Errors);
        Assert.Empty(Taken);
    }

    [Fact]
    public async Task An_alias_of_a_known_customer_is_refused()
    {
        await PostAsync("/v1/identify", """{"messageId":"1$","userId":"ben$"}""");
        var answer = await PostAsync("/v1/alias", """{"messageId":"2$","previousId":"ben$","userId":"ada$"}""");

        Assert.Equal((400, "not-provisional"), (answer.Status, answer.Errors.Single().Code));
        Assert.Single(Taken);
    }

    [Fact]
    public async Task What_an_SDK_would_send_again_without_end_is_answered_with_400_and_only_503_is_to_be_sent_again()
    {
        host.Customers.Script = s => s.Subject switch
        {
            "busy" => new Receipt(ReceiptKind.Unavailable),
            "gone" => new Receipt(ReceiptKind.Erased),
            "anon:shared" => Receipt.Refused(new Problem("", "already-joined", "", "")),
            _ => null,
        };

        Assert.Equal(503, (await PostAsync("/v1/batch", """{"batch":[{"type":"page","userId":"busy"},{"type":"page","userId":"u"}]}""")).Status);
        Assert.Equal(400, (await PostAsync("/v1/batch", """{"batch":[{"type":"page","userId":"gone"}]}""")).Status);
        Assert.Equal(400, (await PostAsync("/v1/alias", """{"previousId":"shared","userId":"u"}""")).Status);
        Assert.Equal(Success, (await PostAsync("/v1/identify", """{"anonymousId":"shared","userId":"u"}""")).Text);
    }

    [Fact]
    public async Task A_message_without_an_id_is_known_again_by_its_content()
    {
        const string Message = """{"type":"track","userId":"same-$","event":"x","sentAt":"2026-01-01T00:00:0#Z"}""";
        for (var i = 0; i < 3; i++) await PostAsync("/v1/track", Message.Replace("#", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        await PostAsync("/v1/track", Message.Replace("\"x\"", "\"y\"", StringComparison.Ordinal).Replace("#", "0", StringComparison.Ordinal));

        Assert.Equal(["x", "y"], host.Customers.Signals.Where(s => s.Subject == "same-" + mark).Select(s => s.Type));
    }

    [Theory]
    [InlineData(0, 0, 0)]           // a right clock: as written
    [InlineData(0, 20, 0)]          // a little off: still as written, so that every try says the same
    [InlineData(0, 3600, -3600)]    // an hour ahead: put right
    [InlineData(-5, -3605, 3600)]   // an hour behind
    public async Task A_wrong_clock_is_put_right_by_what_it_says_of_itself(int writtenAfterSent, int sentAfterNow, int corrected)
    {
        var now = DateTimeOffset.UtcNow;
        var sent = now.AddSeconds(sentAfterNow);
        var written = sent.AddSeconds(writtenAfterSent);
        await PostAsync("/v1/batch", $$"""{"batch":[{"type":"page","messageId":"1$","userId":"u","timestamp":"{{written:o}}"}],"sentAt":"{{sent:o}}"}""");

        var off = Taken.Single().Time!.Value - written - TimeSpan.FromSeconds(corrected);
        Assert.InRange(off, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(1));
        if (corrected == 0) Assert.Equal(TimeSpan.Zero, off);
    }

    [Fact]
    public async Task Packed_bodies_are_limited_by_what_comes_out()
    {
        Assert.Equal((200, 1), ((await PackedAsync(Pack(Encoding.UTF8.GetBytes($$"""{"messageId":"1{{mark}}","userId":"u","event":"x"}""")))).Status, Taken.Count));
        Assert.Equal(413, (await PackedAsync(Pack(new byte[64 * 1024 * 1024]))).Status);
        Assert.Equal((400, "gzip"), Code(await PackedAsync("{}"u8.ToArray())));
        Assert.Equal((415, "media-type"), Code(await PackedAsync([], "br")));
        Assert.Equal(413, (await host.PostAsync("/v1/track", "application/json", new byte[(1024 * 1024) + 1])).Status);
        Assert.Equal((415, "media-type"), Code(await host.PostAsync("/v1/track", "text/html", "{}")));
    }

    private static (int, string) Code(Answer answer) => (answer.Status, answer.Errors.Single().Code);

    private async Task<Answer> PackedAsync(byte[] body, string encoding = "gzip")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/track") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Content.Headers.ContentEncoding.Add(encoding);
        return await host.SendAsync(request);
    }

    private static byte[] Pack(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(plain);
        return packed.ToArray();
    }
}
