using System.Text;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Orleans;
using JourneyOrchestrator.Grains.Orleans.Wire;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Cluster;
using JourneyOrchestrator.Silo.Postgres;
using JourneyOrchestrator.Tests.Shared;
using JourneyOrchestrator.Workflows.Facts;
using static Cluster.Tests.Journeys;
using static Cluster.Tests.TestCluster;

namespace Cluster.Tests;

/// <summary>Silos that meet what a newer version of the program wrote.</summary>
public sealed class NewerVersionTests
{
    [SkippableFact]
    public async Task A_customer_for_whom_a_newer_version_wrote_is_refused_clearly_and_nobody_else_is()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        await using var cluster = await StartAsync();
        await cluster.Customers(0).SignalAsync([Update("anna", "1", "n", 1), Update("ben", "1", "n", 1)]);
        var key = (await cluster.Customers(0).ReadAsync("anna", state => state.Key)).Value;
        ClusterCustomers[] doors = [cluster.Customers(0), cluster.Customers(1), cluster.Doors.Customers];

        await using var newer = await PostgresJournalStore.OpenAsync(new PostgresStoreOptions(cluster.Connection) { Host = "newer" });
        await newer.CommitAsync(new CommitBatch([new TurnRecord(key, FromTheFuture(2))], []));
        await UntilAsync(async () => (await cluster.SignalAsync(Update("anna", "2", "n", 2))).Problem?.Code == "newer-version", "The silo that has the customer hears of the entry.");

        foreach (var door in doors)
        {
            var receipts = await door.SignalAsync([Update("anna", "3", "n", 3), Update("ben", "2", "n", 2)]);
            Assert.Equal((ReceiptKind.Unavailable, "newer-version"), (receipts[0].Kind, receipts[0].Problem!.Code));
            Assert.Contains(receipts[1].Kind, (ReceiptKind[])[ReceiptKind.Accepted, ReceiptKind.Duplicate]);
            await Assert.ThrowsAsync<NewerJournalException>(async () => await door.ReadAsync("anna", state => state.Seq));
            await Assert.ThrowsAsync<NewerJournalException>(async () => await door.HistoryAsync("anna", 0, 10));
            Assert.Equal(2, (await door.ReadAsync("ben", state => state.Seq)).Value);
        }

        // Nothing was written upon what could not be read.
        Assert.Equal([1L, 2], (await newer.EntriesAsync(key, 0, 10)).Select(e => e.Seq));
    }

    [SkippableFact]
    public async Task What_a_newer_version_asks_is_refused_clearly_with_all_that_came_with_it()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        await using var cluster = await StartAsync();
        await cluster.SignalAsync(Update("anna", "1", "n", 1));
        var known = InputWire.Write([Delivery.To("anna", new Input.Event(Update("anna", "2", "n", 2)))]);
        var mixed = Encoding.UTF8.GetBytes($"[{Encoding.UTF8.GetString(known)[1..^1]},[\"later\",null,{{}}]]");

        var receipts = ReceiptWire.Read(await cluster.Node(0).Grains.GetGrain<ICustomerGrain>("anna").HandleAsync(new CustomerInputs(mixed, true)));

        Assert.Equal([(ReceiptKind.Unavailable, "older-version"), (ReceiptKind.Unavailable, "older-version")], receipts.Select(r => (r.Kind, r.Problem!.Code)));
        Assert.Equal([1L], await cluster.SeqsAsync("anna"));
    }

    /// <summary>An entry with a fact that nobody knows yet.</summary>
    private static EntryRecord FromTheFuture(long seq) => new(
        seq, DateTimeOffset.UtcNow.ToUnixMicroseconds(), DateTimeOffset.UtcNow.ToUnixMicroseconds(), 0, 0,
        """{"input":{"kind":"event","type":"later"},"facts":[{"type":"trait.imagined"}],"engine":"99.0.0","zones":"2030a"}"""u8.ToArray(), null);
}
