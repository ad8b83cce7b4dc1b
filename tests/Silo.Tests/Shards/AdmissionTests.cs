using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Shards;
using JourneyOrchestrator.Workflows.Values;
using static JourneyOrchestrator.Silo.Tests.Shards.TestHost;

namespace JourneyOrchestrator.Silo.Tests.Shards;

/// <summary>Who is taken and who is not when too much waits.</summary>
public sealed class AdmissionTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private int events;

    public void Dispose() => directory.Dispose();

    [Fact]
    public void One_source_alone_takes_two_thirds_and_a_newcomer_finds_room()
    {
        var admission = new Admission(300, 1_000);

        var taken = Enumerable.Range(0, 300).TakeWhile(_ => admission.TryEnter(From("/noisy", 1), out var _) is null).Count();

        Assert.Equal(200, taken);
        Assert.Equal("source-overloaded", admission.TryEnter(From("/noisy", 1), out _)!.Value.Problem!.Code);
        Assert.Null(admission.TryEnter(From("/new", 60), out _));
        Assert.Equal("source-overloaded", admission.TryEnter(From("/new", 30), out _)!.Value.Problem!.Code);
        Assert.Equal("overloaded", admission.TryEnter(From("/third", 41), out _)!.Value.Problem!.Code);
        Assert.Null(admission.TryEnter(1));
    }

    [Fact]
    public void What_is_given_back_can_be_taken_again_and_what_is_refused_takes_nothing()
    {
        var admission = new Admission(30, 1_000);
        var signals = From("/a", 20);
        for (var i = 0; i < 10; i++)
        {
            Assert.Null(admission.TryEnter(signals, out _));
            for (var again = 0; again < 5; again++) Assert.NotNull(admission.TryEnter(From("/a", 2), out _));
            Assert.Equal(20, admission.Waiting);
            admission.Leave(signals);
        }
        Assert.Equal(0, admission.Waiting);
    }

    [Fact]
    public void An_idle_host_takes_any_number()
    {
        var admission = new Admission(2, 2);
        Assert.Null(admission.TryEnter(From("/a", 50), out var hot));
        Assert.Null(hot);
    }

    [Fact]
    public void Of_a_customer_with_much_waiting_the_rest_of_a_call_is_refused_and_others_go_on()
    {
        var admission = new Admission(1_000, 3);
        admission.Enter(1);

        Assert.Null(admission.TryEnter([.. Of("hot", 5), .. Of("cool", 3), .. Of("hot", 1)], out var hot));

        Assert.Equal([3, 4, 8], hot!.Order());
    }

    [Fact]
    public async Task A_hot_customer_is_refused_by_name_in_order_and_the_others_are_taken()
    {
        var gate = new TaskCompletionSource();
        await using var host = await StartAsync(directory, Options with { CustomerQueueMax = 4 }, store => new SlowStore(store, gate.Task));
        var first = host.Customers.SignalAsync([Update("other", "0", "n", 0)]);

        var second = host.Customers.SignalAsync([.. Enumerable.Range(1, 6).Select(i => Update("hot", $"{i}", "n", i)), Update("cool", "1", "n", 1)]);
        gate.SetResult();

        Assert.Equal(ReceiptKind.Accepted, Assert.Single(await first).Kind);
        var receipts = await second;
        Assert.Equal([.. Enumerable.Repeat(ReceiptKind.Accepted, 4), ReceiptKind.Unavailable, ReceiptKind.Unavailable, ReceiptKind.Accepted], receipts.Select(r => r.Kind));
        Assert.Equal("customer-overloaded", receipts[5].Problem!.Code);
        Assert.Equal(4, (await host.TraitsAsync("hot"))!["n"].AsInt());
        Assert.Equal(0, (await host.Customers.HealthAsync()).QueueDepth);
    }

    [Fact]
    public async Task Commands_of_people_go_on_while_a_source_is_shed()
    {
        var gate = new TaskCompletionSource();
        await using var host = await StartAsync(directory, Options with { QueueMax = 30 }, store => new SlowStore(store, gate.Task));
        var flood = Enumerable.Range(0, 25).Select(i => host.Customers.SignalAsync([Update($"c{i}", "1", "n", i)]).AsTask()).ToArray();

        var command = host.Customers.CommandAsync("c1", new Input.SetConsent("news", "email", true, "v1", "web", "kim")).AsTask();
        gate.SetResult();
        var receipts = (await Task.WhenAll(flood)).Select(r => r[0]).ToArray();

        Assert.Equal(ReceiptKind.Accepted, (await command).Kind);
        Assert.Equal(20, receipts.Count(r => r.Kind == ReceiptKind.Accepted));
        Assert.All(receipts.Skip(20), r => Assert.Equal("source-overloaded", r.Problem!.Code));
    }

    private Signal[] From(string source, int count) => [.. Enumerable.Range(0, count).Select(_ => Next(source, $"c{events}"))];

    private Signal[] Of(string customer, int count) => [.. Enumerable.Range(0, count).Select(_ => Next("/a", customer))];

    private Signal Next(string source, string customer) => new($"{events++}", source, "visit", customer, null, Value.Null);
}
