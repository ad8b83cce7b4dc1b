using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Telemetry;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Silo.Tests.Telemetry;

/// <summary>A host without a collector: what its turns pass on their way makes nothing.</summary>
[Collection(nameof(Spans))]
public sealed class OffTests
{
    private static readonly Input Input = new Input.Event(new Signal("1", "/test", "visit", "ada", null, Value.Null));

    private static readonly Entry Entry = new(1, default, default, "ada", new EntryInput("event", "1", "/test", "visit", Value.Null), [], [], new EntryVersions("0", "0"));

    private static readonly CommitBatch Batch = new([], []);

    private static readonly OutboxItem Item = new(1, new OutboxRow("1-e1", "webhook", 0, 0, 0, []), 0, null);

    [Fact]
    public void Without_a_collector_a_turn_a_commit_a_try_and_a_look_at_a_feed_allocate_nothing()
    {
        Assert.False(Spans.AreWanted);
        PassAll();   // once, so that everything is compiled and made
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) PassAll();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void PassAll()
    {
        TurnSpan.Count(Input, ReceiptKind.Accepted);
        TurnSpan.CountIncidents(Entry);
        CommitSpan.Start(Batch, "sqlite").End(Batch);
        SendSpan.End(SendSpan.Start(Item), "webhook", "sent", TimeSpan.Zero);
        Spans.Stop(PublishSpan.Start("train:1", []));
        FeedSpan.End(FeedSpan.Start("trains"), FeedTally.None, stale: false);
    }
}
