using System.Text;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.ClientApi.Tests;

public sealed class EventsDoorTests(DoorsHost host) : IClassFixture<DoorsHost>
{
    private readonly string mark = Guid.NewGuid().ToString("N");

    private int Taken => host.Customers.Signals.Count(s => s.Subject.EndsWith(mark, StringComparison.Ordinal));

    private string Event(string id, string subject = "s", string data = "{}") => EventText.Good(id, subject + mark, data);

    [Fact]
    public async Task A_structured_event_is_taken_once_and_its_repeat_is_a_duplicate()
    {
        var first = await host.PostAsync("/v1/events", EventText.One, Event("1"));
        var second = await host.PostAsync("/v1/events", EventText.One + "; charset=UTF-8", Event("1"));

        Assert.Equal("""{"accepted":1,"duplicates":0,"rejected":[]}""", first.Text);
        Assert.Equal("""{"accepted":0,"duplicates":1,"rejected":[]}""", second.Text);
        Assert.Equal(1, Taken);
    }

    [Fact]
    public async Task A_reused_id_is_rejected()
    {
        await host.PostAsync("/v1/events", EventText.One, Event("1"));
        var answer = await host.PostAsync("/v1/events", EventText.One, Event("1", data: "[1]"));

        Assert.Equal(400, answer.Status);
        Assert.Equal(("/id", "id-reused"), answer.Errors.Single());
    }

    [Fact]
    public async Task An_event_for_an_erased_person_is_gone()
    {
        host.Customers.Script = s => s.Subject == "gone" ? new Receipt(ReceiptKind.Erased) : null;
        var one = await host.PostAsync("/v1/events", EventText.One, EventText.Good("1", "gone"));
        var batch = await host.PostAsync("/v1/events", EventText.Batch, $"[{EventText.Good("1", "gone")}]");

        Assert.Equal((410, "erased"), (one.Status, one.Errors.Single().Code));
        Assert.Equal(200, batch.Status);
        Assert.Equal("erased", batch.Json.GetProperty("rejected")[0].GetProperty("errors")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task When_the_host_is_overloaded_the_answer_says_when_to_come_back()
    {
        host.Customers.Script = s => s.Subject == "busy" ? new Receipt(ReceiptKind.Unavailable) : null;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/events")
        {
            Content = new StringContent(EventText.Good("1", "busy"), Encoding.UTF8, EventText.One),
        };
        using var answer = await host.Client.SendAsync(request);

        Assert.Equal(503, (int)answer.StatusCode);
        Assert.Equal("1", answer.Headers.RetryAfter!.ToString());
        Assert.Equal(503, (await host.PostAsync("/v1/events", EventText.Lines, EventText.Good("2", "busy"))).Status);
    }

    [Theory]
    [InlineData(EventText.Batch)]
    [InlineData(EventText.Lines)]
    public async Task Of_many_events_the_answer_names_those_that_were_not_taken_and_why(string mediaType)
    {
        host.Customers.Script = s => s.Subject.StartsWith("busy", StringComparison.Ordinal) ? new Receipt(ReceiptKind.Unavailable, 0, new Problem("/subject", "customer-overloaded", "Too much.", "Later.")) : null;
        string[] events = [Event("1"), Event("2", "busy"), Event("3"), Event("4", "busy")];

        var answer = await host.PostAsync("/v1/events", mediaType, mediaType == EventText.Batch ? $"[{string.Join(',', events)}]" : string.Join('\n', events));

        Assert.Equal(503, answer.Status);
        Assert.Equal([("/1/subject", "customer-overloaded"), ("/3/subject", "customer-overloaded")], answer.Errors);
        Assert.Equal(2, Taken);
    }

    [Fact]
    public async Task A_bad_structured_event_is_400_and_changes_nothing()
    {
        var answer = await host.PostAsync("/v1/events", EventText.One, Event("1").Replace("/shop", "", StringComparison.Ordinal));

        Assert.Equal((400, "application/problem+json"), (answer.Status, answer.MediaType));
        Assert.Equal(("/source", "empty"), answer.Errors.Single());
        Assert.Equal(400, answer.Json.GetProperty("status").GetInt32());
        Assert.Equal(0, Taken);
    }

    [Fact]
    public async Task A_batch_keeps_the_good_events_and_names_the_bad_ones_by_index()
    {
        var deep = Event("d", data: EventText.Nested(80));
        var answer = await host.PostAsync("/v1/events", EventText.Batch, $"[{Event("1")}, 5, {Event("2")}, {deep}, {Event("1")}]");

        Assert.Equal(200, answer.Status);
        Assert.Equal(2, answer.Json.GetProperty("accepted").GetInt32());
        Assert.Equal(1, answer.Json.GetProperty("duplicates").GetInt32());
        Assert.Equal([(1, "not-an-object"), (3, "nesting")], answer.Json.GetProperty("rejected").EnumerateArray()
            .Select(r => (r.GetProperty("index").GetInt32(), r.GetProperty("errors")[0].GetProperty("code").GetString()!)));
        Assert.Equal(2, Taken);
    }

    [Fact]
    public async Task A_batch_with_one_bad_event_is_200_with_the_rejection()
    {
        var answer = await host.PostAsync("/v1/events", EventText.Batch, "[{}]");

        Assert.Equal(200, answer.Status);
        Assert.Equal(0, answer.Json.GetProperty("rejected")[0].GetProperty("index").GetInt32());
    }

    [Theory]
    [InlineData("[{}", "malformed-json")]
    [InlineData("{}", "not-an-array")]
    [InlineData("", "malformed-json")]
    [InlineData("[] []", "malformed-json")]
    public async Task A_batch_that_is_no_array_is_400(string body, string code)
    {
        var answer = await host.PostAsync("/v1/events", EventText.Batch, body);

        Assert.Equal((400, code), (answer.Status, answer.Errors.Single().Code));
    }

    [Fact]
    public async Task Lines_are_taken_one_by_one()
    {
        var answer = await host.PostAsync("/v1/events", EventText.Lines, $"{Event("1")}\r\n\nnot json\n{Event("2")}\n{{}}\n{Event("2")}");

        Assert.Equal(200, answer.Status);
        Assert.Equal((2, 1), (answer.Json.GetProperty("accepted").GetInt32(), answer.Json.GetProperty("duplicates").GetInt32()));
        Assert.Equal([1, 3], answer.Json.GetProperty("rejected").EnumerateArray().Select(r => r.GetProperty("index").GetInt32()));
    }

    [Fact]
    public async Task A_line_over_the_limit_is_rejected_and_the_rest_counts()
    {
        var large = Event("large", data: $"\"{new string('x', 3 * 1024 * 1024)}\"");
        var answer = await host.PostAsync("/v1/events", EventText.Lines, $"{Event("1")}\n{large}\n{Event("2")}\n");

        Assert.Equal(2, answer.Json.GetProperty("accepted").GetInt32());
        var rejected = answer.Json.GetProperty("rejected")[0];
        Assert.Equal((1, "too-large"), (rejected.GetProperty("index").GetInt32(), rejected.GetProperty("errors")[0].GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Many_lines_are_committed_in_groups_while_they_stream()
    {
        host.Customers.Groups.Clear();
        var lines = new StringBuilder();
        for (var i = 0; i < 30_000; i++) lines.Append(Event(i.ToString(System.Globalization.CultureInfo.InvariantCulture))).Append('\n');
        var answer = await host.PostAsync("/v1/events", EventText.Lines, lines.ToString());

        Assert.Equal(30_000, answer.Json.GetProperty("accepted").GetInt32());
        Assert.All(host.Customers.Groups, size => Assert.InRange(size, 1, 512));
        Assert.Equal(Enumerable.Range(0, 30_000).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            host.Customers.Signals.Where(s => s.Subject.EndsWith(mark, StringComparison.Ordinal)).Select(s => s.Id));
    }

    [Fact]
    public async Task What_streamed_in_is_committed_before_the_stream_ends()
    {
        var rest = new TaskCompletionSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/events") { Content = new SlowContent(Event("1") + "\n", rest.Task) };
        request.Content.Headers.ContentType = new(EventText.Lines);
        var answer = host.SendAsync(request);
        while (Taken == 0 && !answer.IsCompleted) await Task.Delay(5);

        Assert.False(answer.IsCompleted);
        rest.SetResult();
        Assert.Equal(200, (await answer).Status);
    }

    [Fact]
    public async Task A_binary_event_has_its_attributes_in_headers()
    {
        var answer = await host.PostAsync("/v1/events", "application/json", """{"a":1}"""u8.ToArray(),
            ("ce-specversion", "1.0"), ("ce-id", "1"), ("ce-source", "/s"), ("ce-type", "t"), ("ce-subject", "J%C3%BCrgen%20%E2%82%AC" + mark), ("ce-traceparent", "x"));

        Assert.Equal(200, answer.Status);
        var signal = host.Customers.Signals.Single(s => s.Subject == "Jürgen €" + mark);
        Assert.Equal(1, signal.Data.AsMap()["a"].AsInt());
        Assert.Equal("x", signal.Extensions!["traceparent"].AsString());
    }

    [Theory]
    [InlineData("ce-id", "", "/id", "empty")]
    [InlineData("ce-id", null, "/id", "missing")]
    [InlineData("ce-subject", "%", "/subject", "percent-encoding")]
    [InlineData("ce-subject", "%ff", "/subject", "percent-encoding")]
    [InlineData("ce-subject", "a%00", "/subject", "control-character")]
    [InlineData("ce-specversion", "1", "/specversion", "specversion")]
    [InlineData("ce-time", "noon", "/time", "time-format")]
    public async Task A_wrong_header_of_a_binary_event_is_named(string header, string? value, string field, string code)
    {
        var headers = new Dictionary<string, string?>
        {
            ["ce-specversion"] = "1.0", ["ce-id"] = "1", ["ce-source"] = "/s", ["ce-type"] = "t", ["ce-subject"] = "binary", [header] = value,
        };
        var answer = await host.PostAsync("/v1/events", "application/json", "{}"u8.ToArray(), [.. headers.Where(h => h.Value is not null).Select(h => (h.Key, h.Value!))]);

        Assert.Equal(400, answer.Status);
        Assert.Contains((field, code), answer.Errors);
    }

    [Fact]
    public async Task Bad_data_of_a_binary_event_is_named()
    {
        var answer = await host.PostAsync("/v1/events", "application/json", "{\"a\":}"u8.ToArray(),
            ("ce-specversion", "1.0"), ("ce-id", "1"), ("ce-source", "/s"), ("ce-type", "t"), ("ce-subject", "binary"));

        Assert.Equal(("/data", "malformed-json"), answer.Errors.Single());
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json")]
    [InlineData("application/cloudevents+xml")]
    [InlineData("application/cloudevents+json; charset=iso-8859-1")]
    [InlineData(null)]
    public async Task Another_media_type_is_415(string? contentType)
    {
        var answer = await host.PostAsync("/v1/events", contentType, Encoding.UTF8.GetBytes(Event("1")));

        Assert.Equal((415, "application/problem+json"), (answer.Status, answer.MediaType));
        Assert.Equal("media-type", answer.Errors.Single().Code);
        Assert.Equal(0, Taken);
    }

    [Theory]
    [InlineData(EventText.One)]
    [InlineData(EventText.Batch)]
    public async Task A_body_over_1_MiB_is_413(string contentType)
    {
        var answer = await host.PostAsync("/v1/events", contentType, Event("1", data: $"\"{new string('x', 5 * 1024 * 1024)}\""));

        Assert.Equal((413, "too-large"), (answer.Status, answer.Errors.Single().Code));
        Assert.Equal(0, Taken);
    }

    [Fact]
    public async Task A_body_of_exactly_1_MiB_is_taken()
    {
        var empty = Encoding.UTF8.GetByteCount(Event("1", data: "\"\""));
        var answer = await host.PostAsync("/v1/events", EventText.One, Event("1", data: $"\"{new string('x', (1024 * 1024) - empty)}\""));

        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task Topic_events_need_no_subject_and_the_topic_is_decoded_once()
    {
        var answer = await host.PostAsync("/v1/topics/train%3AICE%2F1%252F2/events", EventText.One, EventText.With("subject", null));

        Assert.Equal(200, answer.Status);
        Assert.Equal("train:ICE/1%2F2", host.Customers.Published[^1].Topic);
    }

    [Theory]
    [InlineData("retainkey", "5")]
    [InlineData("retainkey", "\"\"")]
    [InlineData("latestonly", "\"yes\"")]
    [InlineData("latestonly", "1")]
    public async Task What_a_topic_can_not_understand_is_refused_there_and_taken_elsewhere(string attribute, string value)
    {
        var refused = await host.PostAsync("/v1/topics/t/events", EventText.One, EventText.With(attribute, value));
        var batch = await host.PostAsync("/v1/topics/t/events", EventText.Batch, $"[{EventText.With(attribute, value)}]");

        Assert.Equal((400, ("/" + attribute, "wrong-type")), (refused.Status, refused.Errors.Single()));
        Assert.Equal(1, batch.Json.GetProperty("rejected").GetArrayLength());
        Assert.Equal(200, (await host.PostAsync("/v1/events", EventText.One, EventText.With(attribute, value).Replace("\"1\"", $"\"{attribute}{value.Trim('"')}\"", StringComparison.Ordinal))).Status);
    }

    [Theory]
    [InlineData(EventText.One, "{0}")]
    [InlineData(EventText.Batch, "[{0}]")]
    [InlineData(EventText.Lines, "{0}\n")]
    public async Task A_byte_order_mark_is_passed_over(string contentType, string body)
    {
        var answer = await host.PostAsync("/v1/events", contentType, "\uFEFF" + body.Replace("{0}", Event(contentType + "-bom"), StringComparison.Ordinal));

        Assert.Equal((200, 1), (answer.Status, answer.Json.GetProperty("accepted").GetInt32()));
    }

    [Fact]
    public async Task A_topic_name_that_is_too_long_is_refused()
    {
        var answer = await host.PostAsync($"/v1/topics/{new string('t', 257)}/events", EventText.One, EventText.With("subject", null));

        Assert.Equal((400, "too-long"), (answer.Status, answer.Errors.Single().Code));
    }

    [Fact]
    public async Task A_failure_inside_is_500_without_internals_and_the_host_lives_on()
    {
        host.Customers.Broken = new InvalidOperationException("secret table missing");
        var answer = await host.PostAsync("/v1/events", EventText.One, Event("1"));
        host.Customers.Broken = null;

        Assert.Equal((500, "application/problem+json"), (answer.Status, answer.MediaType));
        Assert.DoesNotContain("secret", answer.Text, StringComparison.Ordinal);
        Assert.Equal(200, (await host.PostAsync("/v1/events", EventText.One, Event("1"))).Status);
    }

    /// <summary>Sends its text at once, and ends only when it is told to.</summary>
    private sealed class SlowContent(string text, Task end) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(text));
            await stream.FlushAsync();
            await end;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
