using System.Text;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Values;
using static JourneyOrchestrator.Silo.Tests.Shards.TestHost;

namespace JourneyOrchestrator.Silo.Tests.Shards;

/// <summary>Workflows that run workflows, on a store that fails and under a host that ends without a word.</summary>
public sealed class SubworkflowTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    private const string Begin = """{"type":"Elsa.Event","id":"begin","eventName":"begin","customProperties":{"canStartWorkflow":true} }""";

    private static byte[] Definition(string id, string activities) => Encoding.UTF8.GetBytes(
        $$"""{"definitionId":"{{id}}","options":{"usableAsActivity":true},"root":{"type":"Elsa.Sequence","id":"s","activities":[{{activities}}]} }""");

    private static string Event(string name) => $$"""{"type":"Elsa.Event","id":"{{name}}","eventName":"{{name}}"}""";

    private static Signal Said(string type, string id) => new(id, "test", type, "anna", null, Value.OfMap(ValueMap.Empty));

    private static async Task PublishAsync(TestHost host, string id, string activities) =>
        Assert.True((await host.Customers.SaveJourneyAsync(Definition(id, activities), publish: true)) is { Saved: true }, id);

    private static async Task<string> CasesAsync(TestHost host) =>
        (await host.Customers.ReadAsync("anna", state => string.Join(' ', state.Cases.Values.OrderBy(c => c.Id.Seq).ThenBy(c => c.Id.Ordinal).Select(c => $"{c.Journey}:{c.Status}")))).Value!;

    [Fact]
    public async Task Caller_and_called_are_there_once_whatever_commit_fails_and_whenever_the_host_ends()
    {
        FailingStore store = null!;
        await using var host = await StartAsync(directory, null, inner => store = new FailingStore(inner));
        await PublishAsync(host, "child", Event("go"));
        await PublishAsync(host, "parent", Begin + "," + """{"type":"Elsa.BulkDispatchWorkflows","id":"bulk","workflowDefinitionId":"child","items":[1,2]},{"type":"Elsa.ExecuteWorkflow","id":"call","workflowDefinitionId":"child","waitForCompletion":true}""");

        store.FailNext = true;
        Assert.Equal(ReceiptKind.Unavailable, (await host.SignalAsync(Said("begin", "1"))).Kind);
        Assert.Equal(ReceiptKind.Accepted, (await host.SignalAsync(Said("begin", "1"))).Kind);
        Assert.Equal("parent:Active child:Active child:Active", await CasesAsync(host));

        store.FailNext = true;
        Assert.Equal(ReceiptKind.Unavailable, (await host.SignalAsync(Said("go", "2"))).Kind);
        Assert.Equal("parent:Active child:Active child:Active", await CasesAsync(host));
        await host.CrashAsync();
        Assert.Equal(ReceiptKind.Accepted, (await host.SignalAsync(Said("go", "2"))).Kind);
        Assert.Equal("parent:Active child:Completed child:Completed child:Active", await CasesAsync(host));

        await host.CrashAsync();
        Assert.Equal(ReceiptKind.Duplicate, (await host.SignalAsync(Said("go", "2"))).Kind);
        Assert.Equal(ReceiptKind.Accepted, (await host.SignalAsync(Said("go", "3"))).Kind);
        Assert.Equal("parent:Completed child:Completed child:Completed child:Completed", await CasesAsync(host));
    }

    [Fact]
    public async Task A_use_stays_bound_when_the_clock_goes_back_and_the_host_starts_again()
    {
        await using var host = await StartAsync(directory);
        await PublishAsync(host, "part", Event("one"));
        host.Clock.Advance(TimeSpan.FromHours(-1));
        await PublishAsync(host, "whole", Begin + "," + """{"type":"Part","id":"use","workflowDefinitionId":"part"}""");
        host.Clock.Advance(TimeSpan.FromHours(-1));
        await PublishAsync(host, "part", Event("two"));
        await host.RestartAsync();

        await host.SignalAsync(Said("begin", "1"));
        await host.SignalAsync(Said("two", "2"));
        Assert.Equal("whole:Active", await CasesAsync(host));
        await host.SignalAsync(Said("one", "3"));
        Assert.Equal("whole:Completed", await CasesAsync(host));
    }

    private sealed class FailingStore(IJournalStore inner) : StoreDecorator(inner)
    {
        public bool FailNext { get; set; }

        public override ValueTask<CommitResult> CommitAsync(CommitBatch batch, CancellationToken cancel = default)
        {
            if (!FailNext) return base.CommitAsync(batch, cancel);
            FailNext = false;
            throw new IOException("The disk is full.");
        }
    }
}
