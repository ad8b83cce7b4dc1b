using System.Collections.Concurrent;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Outbox;
using JourneyOrchestrator.Silo.Outbox.Senders;
using JourneyOrchestrator.Silo.Shards;
using JourneyOrchestrator.Silo.Tests.Shards;
using JourneyOrchestrator.Silo.Timers;
using JourneyOrchestrator.Workflows.Values;
using Microsoft.Extensions.Logging.Abstractions;

namespace JourneyOrchestrator.Silo.Tests.Pumps;

/// <summary>Customers with a journey, and the pumps moved by hand: timers, topics and effects go when a test says so.</summary>
internal static class PumpHost
{
    public static async Task<TestHost> StartAsync(
        TemporaryDirectory directory, byte[] journey, Func<IJournalStore, IJournalStore>? decorate = null, CustomersOptions? options = null)
    {
        var host = await TestHost.StartAsync(directory, (options ?? TestHost.Options) with { FanOutByHand = true }, decorate);
        var saved = await host.Customers.SaveJourneyAsync(journey, publish: true);
        Assert.True(saved.Saved, string.Join('\n', saved.Diagnostics));
        return host;
    }

    /// <summary>The event that starts a case of the key.</summary>
    public static Signal Begin(string customer, string key, params (string Name, Value Value)[] more)
    {
        var data = ValueMap.Empty.With("key", Value.Of(key));
        foreach (var (name, value) in more) data = data.With(name, value);
        return new Signal($"begin-{key}", "test", "begin", customer, null, Value.OfMap(data));
    }

    public static Signal Tick(int number, bool latestOnly = false) => new(
        $"{number}", "test", "tick", "", null, Value.OfMap(ValueMap.Empty.With("n", Value.Of(number))))
    {
        Extensions = ValueMap.Empty.With("latestonly", Value.Of(latestOnly)),
    };

    public static TimerPump Timers(this TestHost host, ICustomerInbox? inbox = null, int batch = 1_024) =>
        new(host.Store, inbox ?? host.Customers, new TimerPumpOptions { Time = host.Clock, BatchMax = batch }, NullLogger.Instance);

    public static OutboxRelay Outbox(this TestHost host, OutboxOptions options, params IEffectSender[] senders) => new(
        host.Store, host.Customers, new EffectGate(host.Customers, host.Customers, host.Keys, host.Store), [.. senders, new InternalSender(host.Customers)],
        options with { Time = host.Clock, Jitter = () => 0 }, NullLogger.Instance);

    /// <summary>The inputs of a customer's entries: kind, and id or type.</summary>
    public static async Task<List<EntryInput>> InputsAsync(this TestHost host, string customer) =>
        [.. (await host.Customers.HistoryAsync(customer, 0, 1_000)).Value!.Select(e => e.Input)];

    /// <summary>How the effects of a customer ended, as the history has it.</summary>
    public static async Task<string[]> EndsAsync(this TestHost host, string customer) =>
        [.. (await host.InputsAsync(customer)).Where(i => i.Type == "effect.settled").Select(i => Member(i.Data, "end") + (Member(i.Data, "detail") is { Length: > 0 } detail ? ": " + detail : ""))];

    private static string Member(Value data, string name) =>
        data.AsMap().TryGetValue(name, out var value) ? value.AsString() : "";
}

/// <summary>A sender that notes what it is given and answers what a test wants.</summary>
internal sealed class FakeSender(string kind, Func<Sending, CancellationToken, ValueTask<SendResult>>? answer = null) : IEffectSender
{
    public string Kind => kind;

    public ConcurrentQueue<Effect> Taken { get; } = [];

    public ValueTask<SendResult> SendAsync(Sending sending, CancellationToken cancel)
    {
        Taken.Enqueue(sending.Effect);
        return answer is null ? new ValueTask<SendResult>(SendResult.Sent) : answer(sending, cancel);
    }
}
