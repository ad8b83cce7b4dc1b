using JourneyOrchestrator.Operations.Tests.Harness;

namespace JourneyOrchestrator.Operations.Tests.Telemetry;

public sealed class SettingTests
{
    private const string Update = """{"specversion":"1.0","id":"1","source":"/test","type":"customer.updated","subject":"ada","data":{"name":"Ada"}}""";

    [Theory]
    [InlineData("nonsense")]
    [InlineData("ftp://127.0.0.1:4317")]
    public async Task An_endpoint_that_is_no_address_is_refused_with_2(string endpoint)
    {
        using var scratch = new Scratch();
        var run = await SiloProcess.RunAsync(["--data", scratch["data"], "--urls", "http://127.0.0.1:0"], ("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint));

        Assert.Equal(2, run.Code);
        Assert.Contains($"'{endpoint}', which is no http or https address", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(scratch["data"]));
    }

    [Fact]
    public async Task A_collector_that_is_not_there_harms_nothing()
    {
        using var scratch = new Scratch();
        using var silo = await SiloProcess.ServeAsync(scratch["data"], ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"), ("OTEL_EXPORTER_OTLP_TIMEOUT", "500"));

        Assert.Equal(1, (await silo.EventAsync(Update)).GetProperty("accepted").GetInt32());
        Assert.Equal(0, await silo.TerminateAsync());
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")]
    [InlineData("OTEL_SDK_DISABLED", "true", "OTEL_EXPORTER_OTLP_ENDPOINT")]
    public async Task Without_an_endpoint_or_disabled_nothing_is_sent(string name, string value, string? endpoint = null)
    {
        using var scratch = new Scratch();
        using var collector = new Receiver();
        using (var silo = await SiloProcess.ServeAsync(scratch["data"], (name, value), (endpoint ?? "NOTHING", collector.Url), ("OTEL_METRIC_EXPORT_INTERVAL", "50")))
        {
            await silo.EventAsync(Update);
            Assert.Equal(0, await silo.TerminateAsync());
        }
        Assert.Empty(collector.Calls);
    }

    [Fact]
    public async Task Without_another_protocol_it_is_sent_by_grpc()
    {
        using var scratch = new Scratch();
        await using var collector = await GrpcReceiver.StartAsync();
        using (var silo = await SiloProcess.ServeAsync(scratch["data"], ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url)))
        {
            await silo.EventAsync(Update);
            Assert.Equal(0, await silo.TerminateAsync());
        }
        Assert.Contains(Otlp.Spans(collector.Calls), span => span.Name == "process event");
        Assert.Contains(Otlp.Metrics(collector.Calls), metric => metric.Name == "journey.turns");
        Assert.Contains(Otlp.Logs(collector.Calls), log => log.Body.Contains("Published", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_timer_that_fires_after_a_crash_is_linked_with_the_turn_before_it()
    {
        using var scratch = new Scratch();
        using var collector = new Receiver();
        (string, string)[] settings = [("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_BSP_SCHEDULE_DELAY", "600000")];
        var journey = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Telemetry", "traced.json"));
        using (var silo = await SiloProcess.ServeAsync(scratch["data"], settings))
        {
            journey = journey.Replace("RECEIVER", collector.Url, StringComparison.Ordinal).Replace("00:00:00.5", "00:00:03", StringComparison.Ordinal);
            await silo.SendAsync(HttpMethod.Post, "/v1/journeys?publish=true", journey);
            await silo.EventAsync(Update.Replace("customer.updated", "traced.begin", StringComparison.Ordinal), traceParent: $"00-{TracedHost.CallerTrace}-{TracedHost.CallerSpan}-01");
        }   // killed: its own spans are lost
        using (var silo = await SiloProcess.ServeAsync(scratch["data"], settings))
        {
            for (var tries = 0; tries < 600 && !await HasFiredAsync(silo); tries++) await Task.Delay(100);
            Assert.Equal(0, await silo.TerminateAsync());
        }
        Assert.Contains(Otlp.Spans(collector.Calls), span => span.Name == "process timer" && span.Links is [(TracedHost.CallerTrace, _)]);
    }

    [Fact]
    public async Task What_the_end_of_a_host_leaves_is_sent()
    {
        using var scratch = new Scratch();
        using var collector = new Receiver();
        using (var silo = await SiloProcess.ServeAsync(scratch["data"], ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_BSP_SCHEDULE_DELAY", "600000")))
        {
            await silo.EventAsync(Update);
            Assert.DoesNotContain(collector.Calls, call => call.Path == "/v1/traces");
            Assert.Equal(0, await silo.TerminateAsync());
        }
        Assert.Contains(Otlp.Spans(collector.Calls), span => span.Name == "process event");
    }

    private static async Task<bool> HasFiredAsync(SiloProcess silo) => (await silo.SendAsync(HttpMethod.Get, "/v1/customers/ada/history"))
        .GetProperty("items").EnumerateArray().Any(entry => entry.GetProperty("input").GetProperty("kind").GetString() == "timer");
}
