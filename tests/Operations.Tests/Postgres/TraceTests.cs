using JourneyOrchestrator.Operations.Tests.Harness;
using JourneyOrchestrator.Operations.Tests.Telemetry;
using JourneyOrchestrator.Tests.Shared;

namespace JourneyOrchestrator.Operations.Tests.Postgres;

/// <summary>What a host on a database tells of its transactions.</summary>
public sealed class TraceTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly Scratch scratch = new();

    public TraceTests() => PostgresHost.SkipWhereMissing();

    public void Dispose() => scratch.Dispose();

    [SkippableFact]
    public async Task Spans_and_measurements_of_transactions_name_the_database_system()
    {
        using var collector = new Receiver();
        using var silo = await SiloProcess.ServeAsync(scratch["data"], "http://127.0.0.1:0", ["--store", "postgres"], PostgresHost.At(PostgresServer.Shared.NewDatabase()),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_METRIC_EXPORT_INTERVAL", "300"), ("OTEL_BSP_SCHEDULE_DELAY", "100"));
        await silo.EventAsync(PostgresHost.Renaming("1", "Ada"));

        var commit = await FindAsync(() => Otlp.Spans(collector.Calls).Find(span => span.Name == "COMMIT journal"));
        Assert.Equal("postgresql", commit.Tag("db.system.name"));
        var time = await FindAsync(() => Otlp.Metrics(collector.Calls).Find(metric => metric.Name == "db.client.operation.duration"));
        Assert.Equal("postgresql", time.Points[0]["db.system.name"]);
    }

    private static async Task<T> FindAsync<T>(Func<T?> look) where T : class
    {
        using var limit = new CancellationTokenSource(Limit);
        while (true)
        {
            if (look() is { } found) return found;
            await Task.Delay(100, limit.Token);
        }
    }
}
