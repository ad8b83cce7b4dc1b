using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using JourneyOrchestrator.Silo.Serving;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>What a program finds in a line of the log.</summary>
public sealed class JsonLogFormatterTests
{
    [Fact]
    public void A_line_says_when_how_bad_which_event_and_with_what()
    {
        var before = DateTimeOffset.UtcNow.AddMilliseconds(-1);
        var line = Line(LogLevel.Warning, new EventId(1106, "WritingResumed"), "The store writes again.", fields: [new("Seconds", 2.5), new("Count", 3L), new("Who", "Łódź"), new("Why", null), new("{OriginalFormat}", "x")]);

        var time = DateTimeOffset.Parse(line.GetProperty("time").GetString()!, CultureInfo.InvariantCulture);
        Assert.Equal(TimeSpan.Zero, time.Offset);
        Assert.InRange(time, before, DateTimeOffset.UtcNow);
        Assert.Equal(("warning", 1106, "WritingResumed", "Test.Category", "The store writes again."),
            (line.GetProperty("level").GetString(), line.GetProperty("eventId").GetInt32(), line.GetProperty("event").GetString(), line.GetProperty("category").GetString(), line.GetProperty("message").GetString()));
        Assert.Equal("""{"Seconds":2.5,"Count":3,"Who":"Łódź","Why":null}""", line.GetProperty("fields").GetRawText());
        Assert.False(line.TryGetProperty("exception", out _));
        Assert.False(line.TryGetProperty("traceId", out _));
    }

    [Fact]
    public void Several_lines_and_an_exception_are_one_line()
    {
        var line = Line(LogLevel.Error, new EventId(7), "one\ntwo", new InvalidOperationException("outer\nmessage", new IOException("inner")), [new("Share", double.NaN)]);

        Assert.Equal("one\ntwo", line.GetProperty("message").GetString());
        Assert.Equal("NaN", line.GetProperty("fields").GetProperty("Share").GetString());
        Assert.False(line.TryGetProperty("event", out _));   // the framework has events without a name
        var exception = line.GetProperty("exception");
        Assert.Equal(("System.InvalidOperationException", "outer\nmessage"), (exception.GetProperty("type").GetString(), exception.GetProperty("message").GetString()));
        Assert.Contains("System.IO.IOException: inner", exception.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Within_a_span_a_line_names_it()
    {
        using var span = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        var line = Line(LogLevel.Information, default, "x");

        Assert.Equal((span.TraceId.ToHexString(), span.SpanId.ToHexString()), (line.GetProperty("traceId").GetString(), line.GetProperty("spanId").GetString()));
    }

    private static JsonElement Line(LogLevel level, EventId id, string message, Exception? error = null, KeyValuePair<string, object?>[]? fields = null)
    {
        using var written = new StringWriter();
        new JsonLogFormatter().Write(new LogEntry<KeyValuePair<string, object?>[]>(level, "Test.Category", id, fields ?? [], error, (_, _) => message), null, written);
        var text = written.ToString();
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', text.TrimEnd());
        return JsonSerializer.Deserialize<JsonElement>(text);
    }
}
