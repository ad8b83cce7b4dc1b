using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Values;
using static JourneyOrchestrator.Silo.Tests.Shards.TestHost;

namespace JourneyOrchestrator.Silo.Tests.Shards;

public sealed class SignalTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task The_first_signal_makes_the_customer_and_is_in_the_history_when_it_is_accepted()
    {
        await using var host = await StartAsync(directory);

        var receipt = await host.SignalAsync(Update("anna", "1", "age", 41));

        Assert.Equal(Receipt.Accepted(1), receipt);
        Assert.Equal([1L], await host.SeqsAsync("anna"));
        Assert.Equal(41, (await host.TraitsAsync("anna"))!["age"].AsInt());
    }

    [Fact]
    public async Task Signals_of_one_customer_are_handled_in_the_given_order()
    {
        await using var host = await StartAsync(directory);

        var receipts = await host.Customers.SignalAsync([.. Enumerable.Range(1, 50).Select(i => Update("anna", $"{i}", "n", i))]);

        Assert.Equal(Enumerable.Range(1, 50).Select(i => (long)i), receipts.Select(r => r.Seq));
        Assert.Equal(50, (await host.TraitsAsync("anna"))!["n"].AsInt());
    }

    [Fact]
    public async Task A_repeat_is_a_duplicate_and_does_nothing_also_within_one_batch()
    {
        await using var host = await StartAsync(directory);

        var receipts = await host.Customers.SignalAsync([Update("anna", "1", "n", 1), Update("anna", "1", "n", 1), Update("anna", "2", "n", 2)]);
        var later = await host.SignalAsync(Update("anna", "1", "n", 1));

        Assert.Equal([ReceiptKind.Accepted, ReceiptKind.Duplicate, ReceiptKind.Accepted], receipts.Select(r => r.Kind));
        Assert.Equal((ReceiptKind.Duplicate, 1L), (later.Kind, later.Seq));
        Assert.Equal([1L, 2L], await host.SeqsAsync("anna"));
        Assert.Equal(2, (await host.TraitsAsync("anna"))!["n"].AsInt());
    }

    [Fact]
    public async Task The_same_id_with_other_content_is_refused()
    {
        await using var host = await StartAsync(directory);
        await host.SignalAsync(Update("anna", "1", "n", 1));

        var receipt = await host.SignalAsync(Update("anna", "1", "n", 2));

        Assert.Equal((ReceiptKind.Reused, "id-reused"), (receipt.Kind, receipt.Problem!.Code));
        Assert.Equal(1, (await host.TraitsAsync("anna"))!["n"].AsInt());
    }

    [Fact]
    public async Task The_same_id_for_another_customer_or_from_another_source_is_another_signal()
    {
        await using var host = await StartAsync(directory);
        await host.SignalAsync(Update("anna", "1", "n", 1));

        var other = await host.SignalAsync(Update("ben", "1", "n", 1));
        var source = await host.SignalAsync(Update("anna", "1", "n", 1) with { Source = "elsewhere" });

        Assert.Equal([ReceiptKind.Accepted, ReceiptKind.Accepted], [other.Kind, source.Kind]);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(12)]   // past a snapshot: the entries before it are not read again
    public async Task A_repeat_is_known_after_a_restart(int signals)
    {
        await using var host = await StartAsync(directory);
        for (var i = 1; i <= signals; i++) await host.SignalAsync(Update("anna", $"{i}", "n", i));

        await host.RestartAsync();
        var receipts = await host.Customers.SignalAsync([.. Enumerable.Range(1, signals).Select(i => Update("anna", $"{i}", "n", i))]);

        Assert.All(receipts, receipt => Assert.Equal(ReceiptKind.Duplicate, receipt.Kind));
        Assert.Equal(signals, (await host.SeqsAsync("anna")).Count);
    }

    [Fact]
    public async Task What_was_accepted_survives_a_crash()
    {
        await using var host = await StartAsync(directory);
        var receipts = await host.Customers.SignalAsync(
            [.. Enumerable.Range(1, 200).Select(i => Update($"c{i % 20}", $"{i}", "n", i))]);

        await host.CrashAsync();

        Assert.All(receipts, receipt => Assert.Equal(ReceiptKind.Accepted, receipt.Kind));
        for (var c = 0; c < 20; c++)
        {
            Assert.Equal(Enumerable.Range(1, 10).Select(i => (long)i), await host.SeqsAsync($"c{c}"));
            Assert.Equal(c == 0 ? 200 : 180 + c, (await host.TraitsAsync($"c{c}"))!["n"].AsInt());
        }
    }

    [Fact]
    public async Task More_than_the_queue_takes_is_refused_and_nothing_of_it_is_kept()
    {
        var gate = new TaskCompletionSource();
        await using var host = await StartAsync(directory, Options with { QueueMax = 2 }, store => new SlowStore(store, gate.Task));
        var first = host.Customers.SignalAsync([Update("anna", "1", "n", 1), Update("anna", "2", "n", 2)]);

        var refused = await host.SignalAsync(Update("ben", "1", "n", 1));
        gate.SetResult();

        Assert.Equal((ReceiptKind.Unavailable, "overloaded"), (refused.Kind, refused.Problem!.Code));
        Assert.All(await first, receipt => Assert.Equal(ReceiptKind.Accepted, receipt.Kind));
        Assert.Equal(ReceiptKind.Accepted, (await host.SignalAsync(Update("ben", "1", "n", 1))).Kind);
    }

    [Fact]
    public async Task A_command_needs_a_customer()
    {
        await using var host = await StartAsync(directory);

        var receipt = await host.Customers.CommandAsync("nobody", new Input.SetConsent("news", "email", true, "v1", "web", "nobody"));

        Assert.Equal(ReceiptKind.Unknown, receipt.Kind);
        Assert.Equal(ReadStatus.Unknown, (await host.Customers.ReadAsync("nobody", state => state.Seq)).Status);
    }
}
