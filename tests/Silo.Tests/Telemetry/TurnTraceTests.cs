using System.Diagnostics;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Telemetry;
using JourneyOrchestrator.Silo.Tests.Shards;
using JourneyOrchestrator.Tests.Shared;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Silo.Tests.Telemetry;

/// <summary>While traces are collected, what is logged of a turn bears the trace of whoever asked for it.</summary>
[Collection(nameof(Spans))]
public sealed class TurnTraceTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly ActivitySource caller = new("caller");
    private readonly ActivityListener listener = new()
    {
        ShouldListenTo = source => source.Name is Spans.SourceName or "caller", Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
    };

    public TurnTraceTests() => ActivitySource.AddActivityListener(listener);

    public void Dispose()
    {
        listener.Dispose();
        caller.Dispose();
        directory.Dispose();
    }

    [Fact]
    public async Task An_input_that_is_set_aside_is_logged_in_its_trace()
    {
        var log = new NotedLog();
        await using var host = await TestHost.StartAsync(directory, log: log);
        host.Poison = "poison";

        using var span = caller.StartActivity("call")!;
        var receipt = await host.SignalAsync(new Signal("1", "/test", "customer.updated", "anna", null, Value.OfMap(ValueMap.Empty.With("name", Value.Of("poison")))));

        Assert.True(receipt.SetAside);
        Assert.Equal([span.TraceId.ToHexString()], log.Traces);
    }

    [Fact]
    public async Task A_customer_who_is_loaded_anew_after_a_failure_is_logged_in_the_trace_of_what_failed()
    {
        var log = new NotedLog();
        await using var host = await TestHost.StartAsync(directory, decorate: store => new Closed(store), log: log);

        using var span = caller.StartActivity("call")!;
        var receipt = await host.SignalAsync(TestHost.Update("anna", "1", "n", 1));

        Assert.Equal(ReceiptKind.Unavailable, receipt.Kind);
        Assert.Equal([span.TraceId.ToHexString()], log.Traces);
    }

    private sealed class Closed(IJournalStore inner) : StoreDecorator(inner)
    {
        public override ValueTask<StoredCustomer> CustomerAsync(byte[] idHash, long schema, int limit, long now, CancellationToken cancel = default) =>
            throw new InvalidOperationException("It can't be read.");
    }
}
