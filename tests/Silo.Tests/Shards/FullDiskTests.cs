using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Shards;
using JourneyOrchestrator.Workflows.Values;
using static JourneyOrchestrator.Silo.Tests.Shards.TestHost;

namespace JourneyOrchestrator.Silo.Tests.Shards;

/// <summary>A real store that may grow no further, and then may again.</summary>
public sealed class FullDiskTests : IDisposable
{
    private static readonly CustomersOptions Hasty = Options with { ProbeTime = TimeSpan.FromMilliseconds(10) };

    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_full_disk_makes_the_host_read_only_and_it_takes_signals_again_by_itself_when_there_is_room()
    {
        FullStore store = null!;
        await using var host = await StartAsync(directory, Hasty, inner => store = new FullStore(inner));
        await host.SignalAsync(Update("anna", "1", "n", 1));
        store.IsFull = true;

        var refused = await host.SignalAsync(Update("anna", "2", "n", 2));
        var next = await host.SignalAsync(Update("anna", "2", "n", 2));
        var command = await host.Customers.CommandAsync("anna", new Input.SetConsent("news", "email", true, "v1", "web", "kim"));
        var topic = await host.Customers.PublishAsync("train:1", [Update("", "3", "n", 1)]);
        var journey = await Assert.ThrowsAsync<StoreUnwritableException>(() => host.Customers.SaveJourneyAsync("{}"u8.ToArray(), true).AsTask());
        var erasure = await Assert.ThrowsAsync<StoreUnwritableException>(() => host.Customers.EraseAsync("anna", "asked").AsTask());
        var health = await host.Customers.HealthAsync();

        Assert.Equal(ReceiptKind.Unavailable, refused.Kind);
        Assert.All([next.Problem!, command.Problem!, topic[0].Problem!, journey.Problem, erasure.Problem], problem => Assert.Equal("read-only", problem.Code));
        Assert.Equal((false, "The disk is full: the host reads and does not write."), (health.Ready, health.Why));
        Assert.Equal(1, (await host.TraitsAsync("anna"))!["n"].AsInt());
        Assert.Equal(1, store.Commits);   // what was refused was not tried

        for (var i = 0; i < 3; i++) await store.TriedAgainAsync();
        Assert.False((await host.Customers.HealthAsync()).Ready);

        store.IsFull = false;
        await store.TriedAgainAsync();
        while (!(await host.Customers.HealthAsync()).Ready) await Task.Yield();

        Assert.Equal(Receipt.Accepted(2), await host.SignalAsync(Update("anna", "2", "n", 2)));
        Assert.Equal([1L, 2L], await host.SeqsAsync("anna"));
    }

    [Fact]
    public async Task Timers_and_senders_are_told_to_wait_and_woken_afterwards()
    {
        FullStore store = null!;
        await using var host = await StartAsync(directory, Hasty, inner => store = new FullStore(inner));
        await host.SignalAsync(Update("anna", "1", "n", 1));
        var woken = new TaskCompletionSource();
        host.Customers.OnWritable(woken.SetResult);
        store.IsFull = true;
        await host.SignalAsync(Update("anna", "2", "n", 2));

        var handed = await host.Customers.HandleAsync([Delivery.To("anna", new Input.EffectSettled("1-1-a", EffectEnd.Sent, null))]);

        Assert.Equal((ReceiptKind.Unavailable, false), (handed[0].Kind, host.Customers.Writes));
        store.IsFull = false;
        await store.TriedAgainAsync();
        await woken.Task;
        Assert.True(host.Customers.Writes);
    }

    [Fact]
    public async Task What_fails_for_another_reason_does_not_close_the_host()
    {
        FullStore store = null!;
        await using var host = await StartAsync(directory, Hasty, inner => store = new FullStore(inner) { Error = new IOException("away") });
        store.IsFull = true;
        await host.SignalAsync(Update("anna", "1", "n", 1));
        store.IsFull = false;

        Assert.Equal(ReceiptKind.Accepted, (await host.SignalAsync(Update("anna", "1", "n", 1))).Kind);
    }

    [Fact]
    public async Task A_store_of_files_says_itself_that_it_is_full_and_when_it_is_not_any_more()
    {
        await using var host = await StartAsync(directory, Hasty, pagesMax: 400);   // pages of 8 KiB
        var taken = 0;
        while ((await host.SignalAsync(Large(taken))).Kind == ReceiptKind.Accepted) taken++;

        Assert.False(host.Customers.Writes);
        Assert.Equal(taken, (await host.Store.CountsAsync()).Entries);
        await Assert.ThrowsAnyAsync<Exception>(() => host.Store.ProbeAsync().AsTask());
        Assert.Equal(4_000, (await host.TraitsAsync($"c{taken - 1}"))!["text"].AsString().Length);

        host.PagesMax = 0;
        await host.RestartAsync();
        await host.Store.ProbeAsync();
        Assert.Equal(ReceiptKind.Accepted, (await host.SignalAsync(Update($"c{taken}", "1", "n", taken))).Kind);
    }

    private static Signal Large(int number) => new("1", "test", "customer.updated", $"c{number}", null, Value.OfMap(ValueMap.Empty.With("text", Value.Of(new string('x', 4_000)))));
}
