using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Outbox;
using JourneyOrchestrator.Silo.Tests.Pumps;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Silo.Tests.Shards;

/// <summary>Whatever comes first, and however often: a person who used two devices and the shop ends as the same customer.</summary>
public sealed class JoinPropertyTests
{
    private static readonly DateTimeOffset Morning = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);

    private sealed record Outcome(string Traits, string Consents, string Events, string Running);

    /// <summary>What happened, in the order in which it did; it arrives in any.</summary>
    private static List<Signal> Story()
    {
        var story = new List<Signal>();
        void Add(string subject, string type, params (string Name, Value Value)[] data)
        {
            var map = ValueMap.Empty;
            foreach (var (name, value) in data) map = map.With(name, value);
            story.Add(new Signal($"{story.Count}", "test", type, subject, Morning.AddMinutes(story.Count), Value.OfMap(map)));
        }
        void Update(string subject, string trait, int? value) => Add(subject, "customer.updated", (trait, value is { } n ? Value.Of(n) : Value.Null));
        void Consent(string subject, string purpose, bool granted) =>
            Add(subject, "customer.consent.changed", ("purpose", Value.Of(purpose)), ("channel", Value.Of("email")), ("granted", Value.Of(granted)));

        Add("anon:phone", "page");
        Update("anon:phone", "plan", 1);
        Consent("anon:phone", "news", true);
        Update("anna", "plan", 2);
        Update("anon:tablet", "plan", 3);
        Update("anon:phone", "seat", 1);
        Consent("anna", "news", false);
        Update("anna", "seat", null);
        Consent("anon:tablet", "offers", false);
        Consent("anon:phone", "offers", true);
        Add("anon:phone", "begin", ("key", Value.Of("basket")));
        Add("anna", "begin", ("key", Value.Of("basket")));
        Add("anon:tablet", "begin", ("key", Value.Of("trip")));
        Add("anna", "begin", ("key", Value.Of("parcel")));
        Update("anna", "own", 1);
        Add("anon:phone", "customer.identified", ("customer", Value.Of("anna")));
        Add("anon:tablet", "customer.identified", ("customer", Value.Of("anna")));
        Add("anon:tablet", "page");
        Add("anna", "page");
        return story;
    }

    [Fact]
    public async Task Any_order_of_identify_track_and_booking_with_repeats_and_crashes_ends_in_the_same_state()
    {
        var outcomes = new Dictionary<int, Outcome>();
        for (var seed = 0; seed < 40; seed++) outcomes[seed] = await RunAsync(seed);

        // The newest word counts, whoever said it: the tablet's of the plan, the customer's own of the seat and of the news, the phone's of the offers.
        var expected = new Outcome("own=1 plan=3", "news=False offers=True", outcomes[0].Events, "basket parcel trip");
        Assert.Equal(19, expected.Events.Split('\n').Length);
        Assert.All(outcomes, outcome => Assert.Equal((outcome.Key, expected), (outcome.Key, outcome.Value)));
    }

    [Fact]
    public async Task Callers_at_the_same_time_end_in_the_same_state_as_one_after_the_other()
    {
        var expected = await RunAsync(0);
        for (var seed = 1; seed < 20; seed++)
        {
            using var directory = new TemporaryDirectory();
            await using var host = await PumpHost.StartAsync(directory, SmallJourneys.Of("wait", SmallJourneys.Wait("over")));
            var random = new Random(seed);
            var arrivals = Story().Concat(Story()).OrderBy(_ => random.Next()).ToList();
            await using var relay = host.Outbox(new OutboxOptions());

            var calls = arrivals.Select(signal => Task.Run(() => host.SignalAsync(signal))).ToList();
            await relay.DrainAsync(host.Clock.GetUtcNow());
            Assert.All(await Task.WhenAll(calls), receipt => Assert.True(receipt.Kind is ReceiptKind.Accepted or ReceiptKind.Duplicate, receipt.ToString()));
            await relay.DrainAsync(host.Clock.GetUtcNow());

            Assert.Equal((seed, expected), (seed, await OutcomeAsync(host)));
        }
    }

    private static async Task<Outcome> RunAsync(int seed)
    {
        var random = new Random(seed);
        var story = Story();
        // Repeats included; the first run is in order, without any.
        var arrivals = seed == 0 ? story : [.. story.Concat(story.Where(_ => random.Next(3) == 0)).OrderBy(_ => random.Next())];
        using var directory = new TemporaryDirectory();
        await using var host = await PumpHost.StartAsync(directory, SmallJourneys.Of("wait", SmallJourneys.Wait("over")));
        for (var done = 0; done < arrivals.Count;)
        {
            var part = arrivals.Skip(done).Take(random.Next(1, 6)).ToList();
            await host.Customers.SignalAsync(part);
            done += part.Count;
            host.Clock.Advance(TimeSpan.FromSeconds(1));
            if (random.Next(6) == 0) await DrainAsync(host);
            if (random.Next(8) == 0) await host.CrashAsync();
            else if (random.Next(8) == 0) await host.Customers.RestAllAsync();
        }
        await DrainAsync(host);
        var live = await OutcomeAsync(host);
        await host.RestartAsync();
        Assert.Equal(live, await OutcomeAsync(host));
        return live;
    }

    private static async Task DrainAsync(TestHost host)
    {
        await using var relay = host.Outbox(new OutboxOptions());
        await relay.DrainAsync(host.Clock.GetUtcNow());
    }

    private static async Task<Outcome> OutcomeAsync(TestHost host)
    {
        var history = (await host.Customers.HistoryAsync("anon:phone", 0, 1_000)).Value!;
        Assert.Equal(Enumerable.Range(1, history.Count).Select(i => (long)i), history.Select(e => e.Seq));
        var events = history.Where(e => e.Input.Kind == "event").Select(e => $"{e.Subject} {e.Input.Id} {e.Input.Type}").Order(StringComparer.Ordinal);
        return (await host.Customers.ReadAsync("anna", state => new Outcome(
            string.Join(' ', state.Traits.Select(t => $"{t.Key.AsString()}={t.Value.ToText()}").Order(StringComparer.Ordinal)),
            string.Join(' ', state.Consents.Select(c => $"{c.Purpose}={c.Granted}")),
            string.Join('\n', events),
            string.Join(' ', state.Cases.Values.Where(c => c.Running).Select(c => c.Key).Order(StringComparer.Ordinal))))).Value!;
    }
}
