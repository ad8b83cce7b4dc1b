using System.Text.Json;

namespace JourneyOrchestrator.Faults.Tests;

/// <summary>A subscriber hears of every acknowledged change although the host is killed again and again and the receiver refuses some calls and leaves others
/// without an answer: each change under one id, each customer's in order.</summary>
public sealed class SubscriptionKillTests
{
    private const int Rounds = 4, Batches = 8, Customers = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task No_change_is_kept_from_a_subscriber_when_the_process_is_killed_again_and_again()
    {
        var data = Directory.CreateTempSubdirectory("journey-faults-").FullName;
        using var receiver = new HookReceiver();
        try
        {
            for (var round = 0; round < Rounds; round++) await RoundAsync(data, receiver, round);
            using var silo = SiloProcess.Launch(data);
            await silo.ReadyAsync();
            await ProveAsync(silo, receiver);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>Load, and a kill in the midst of what is being told of it.</summary>
    private static async Task RoundAsync(string data, HookReceiver receiver, int round)
    {
        using var silo = SiloProcess.Launch(data);
        await silo.ReadyAsync();
        if (round == 0)
        {
            using var wish = new StringContent($$"""{"url":"{{receiver.Url}}","types":["trait.set"]}""", System.Text.Encoding.UTF8, "application/json");
            using var made = await silo.Http.PostAsync(new Uri("/v1/subscriptions", UriKind.Relative), wish);
            made.EnsureSuccessStatusCode();
        }
        for (var i = 0; i < Batches; i++) Assert.True(await Post.BatchAsync(silo.Http, "/v1/events", [.. Enumerable.Range(0, Customers).Select(c => Event(c, round, i))]));
        silo.Kill();
    }

    private static string Event(int customer, int round, int number) => $$"""
        {"specversion":"1.0","id":"{{round}}-{{number}}","source":"/test","type":"customer.updated","subject":"c{{customer}}","data":{"n":{{number}}} }
        """;

    private static async Task ProveAsync(SiloProcess silo, HookReceiver receiver)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (receiver.Taken.Count < Rounds * Batches * Customers)
        {
            Assert.False(limit.IsCancellationRequested, $"{receiver.Taken.Count} changes were told and the rest never came.\n{silo.Output}");
            await Task.Delay(100, CancellationToken.None);
        }
        var calls = receiver.Calls.Select(call => (call.Key, Json: JsonDocument.Parse(call.Body).RootElement.GetProperty("data"))).ToList();
        Assert.Equal(Rounds * Batches * Customers, calls.Select(call => call.Key).Distinct().Count());
        foreach (var customer in calls.GroupBy(call => call.Json.GetProperty("customer").GetString()))
            Assert.Equal(Enumerable.Range(1, Rounds * Batches).Select(seq => (long)seq), customer.Select(call => call.Json.GetProperty("seq").GetInt64()).Distinct());
    }
}
