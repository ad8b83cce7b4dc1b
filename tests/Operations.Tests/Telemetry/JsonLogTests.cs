using System.Text.Json;
using JourneyOrchestrator.Operations.Tests.Harness;

namespace JourneyOrchestrator.Operations.Tests.Telemetry;

/// <summary>The log of the real host as programs read it.</summary>
public sealed class JsonLogTests : IDisposable
{
    private const string Trace = "77777777777777777777777777777777";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task Every_line_is_an_object_and_an_event_has_its_id_and_fields()
    {
        using var silo = await SiloProcess.ServeAsync(scratch["data"], "http://127.0.0.1:0", ["--log", "json"]);

        var lines = Lines(silo.Output);
        var opened = lines.Single(line => Text(line, "event") == "HostOpened");
        Assert.Equal((1800, "information", "JourneyOrchestrator.Silo.Hosting.Orchestrator"), (opened.GetProperty("eventId").GetInt32(), Text(opened, "level"), Text(opened, "category")));
        Assert.Contains(scratch["data"], opened.GetProperty("fields").GetProperty("Data").GetString(), StringComparison.Ordinal);
        var published = lines.First(line => Text(line, "message") == "Published rail-trip version 1.");
        Assert.Equal((1700, "rail-trip", 1), (published.GetProperty("eventId").GetInt32(), Text(published.GetProperty("fields"), "Journey"), published.GetProperty("fields").GetProperty("Version").GetInt32()));
        Assert.Contains(lines, line => Text(line, "category") == "Microsoft.Hosting.Lifetime");   // the doors write as the rest does
    }

    [Fact]
    public async Task What_happens_in_a_request_is_logged_with_its_trace()
    {
        using var collector = new Receiver();
        using var silo = await SiloProcess.ServeAsync(scratch["data"], "http://127.0.0.1:0", ["--log", "json"],
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));
        Assert.Equal(0, (await SiloProcess.RunAsync(["keys", "add", "shop", "--scopes", "read", "--data", scratch["data"]])).Code);

        var read = await CalledUntilLoggedAsync(silo, "KeysRead");

        Assert.Equal(Trace, Text(read, "traceId"));
        Assert.Equal(16, Text(read, "spanId")!.Length);
        Assert.Equal(1, read.GetProperty("fields").GetProperty("Count").GetInt32());
    }

    /// <summary>The next call after a while looks whether the keys have changed.</summary>
    private static async Task<JsonElement> CalledUntilLoggedAsync(SiloProcess silo, string name)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/journeys");
            request.Headers.Add("traceparent", $"00-{Trace}-8888888888888888-01");
            using (await silo.Http.SendAsync(request, limit.Token)) { }
            foreach (var line in Lines(silo.Output))
                if (Text(line, "event") == name) return line;
            await Task.Delay(100, limit.Token);
        }
    }

    private static JsonElement[] Lines(string output) =>
        [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];

    private static string? Text(JsonElement of, string member) => of.TryGetProperty(member, out var value) ? value.GetString() : null;
}
