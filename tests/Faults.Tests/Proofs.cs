using System.Globalization;

namespace JourneyOrchestrator.Faults.Tests;

/// <summary>What the histories of the customers say of the load.</summary>
internal sealed record CustomerHistories(IReadOnlyList<List<Noted>> All)
{
    public int Orders => All.Sum(notes => notes.Count(n => n.Type == "probe.ordered"));
}

/// <summary>What must hold after all kills.</summary>
internal static class Proofs
{
    private const int EffectsOfAnOrder = 3;
    private static readonly TimeSpan HearingTime = TimeSpan.FromMinutes(1);

    public static void EveryWebhookArrivedUnderOneKey(Ledger ledger, HookReceiver receiver)
    {
        var expected = Orders(ledger).SelectMany(o => new[] { Body(o, "now"), Body(o, "later") }).ToHashSet();
        var missing = expected.Except(receiver.Taken.Keys).ToArray();
        Assert.True(missing.Length == 0, $"{missing.Length} of {expected.Count} webhooks never arrived, first {missing.FirstOrDefault()}.");
        Assert.Empty(receiver.Taken.Keys.Except(expected));
        Assert.DoesNotContain(receiver.Calls, call => string.IsNullOrEmpty(call.Key));
        Assert.All(receiver.Calls.GroupBy(call => call.Body), calls => Assert.Single(calls.Select(call => call.Key).Distinct()));
        Assert.All(receiver.Calls.GroupBy(call => call.Key), calls => Assert.Single(calls.Select(call => call.Body).Distinct()));
    }

    public static async Task<CustomerHistories> EachAcknowledgedEventIsInTheHistoryOnceAsync(Ledger ledger, HttpClient http)
    {
        var histories = new List<List<Noted>>();
        foreach (var customer in ledger.Acknowledged.Values.Select(e => e.Subject).Distinct()) histories.Add(await History.ReadAsync(http, customer));
        var counted = histories.SelectMany(notes => notes).Where(n => n.Kind == "event").CountBy(n => n.Id!).ToDictionary();
        var lost = ledger.Acknowledged.Keys.Where(id => !counted.ContainsKey(id)).ToArray();
        Assert.True(lost.Length == 0, $"{lost.Length} acknowledged events are not in the history: {string.Join(", ", lost.Take(5))}");
        Assert.DoesNotContain(counted, pair => pair.Value != 1);
        return new CustomerHistories(histories);
    }

    /// <returns>How many timers fell due while no host ran.</returns>
    public static int EachTimerFiredOnceAndEachEffectEndedOnce(CustomerHistories customers, IReadOnlyList<Downtime> downtimes)
    {
        foreach (var notes in customers.All)
        {
            var orders = notes.Count(n => n.Type == "probe.ordered");
            var timers = notes.Where(n => n.Kind == "timer").ToArray();
            Assert.Equal(orders, timers.Length);
            Assert.All(timers, timer => Assert.True(timer.At >= timer.Time, $"A timer due at {timer.Time:O} fired at {timer.At:O}."));
            var ended = notes.Where(n => n.Type == "effect.settled").ToArray();
            Assert.All(ended, effect => Assert.Equal("sent", effect.End));
            Assert.Equal(orders * EffectsOfAnOrder, ended.Select(e => e.Id).Distinct().Count());
            Assert.Equal(orders * EffectsOfAnOrder, ended.Length);
        }
        return customers.All.SelectMany(notes => notes).Count(n => n.Kind == "timer" && downtimes.Any(down => n.Time > down.From && n.Time < down.To && n.At >= down.To));
    }

    public static async Task<int> EachSignalToTheDepotWasHeardOnceAsync(Ledger ledger, HttpClient http)
    {
        var heard = (await History.ReadAsync(http, "depot")).Where(n => n.Kind == "internal").Select(n => n.Order!).ToArray();
        Assert.Equal(Orders(ledger).Order(StringComparer.Ordinal), heard.Order(StringComparer.Ordinal));
        return heard.Length;
    }

    /// <returns>How often a follower heard an event.</returns>
    public static int EveryFollowerHeardTheTopicsInOrderAndOnce(FaultRun run)
    {
        var heard = 0;
        foreach (var (follower, since) in run.Followers.Since)
        {
            var notes = run.Heard[follower];
            var (every, latest) = (Numbers(notes, run.Every), Numbers(notes, run.Latest));
            EachOnceInOrder(follower, since, run.Every, every);
            // Here a newer event may overtake; the last one must arrive.
            Assert.Equal(latest.Distinct().Order(), latest);
            Assert.Equal(run.Latest.LastSent, latest[^1]);
            heard += every.Length + latest.Length;
        }
        return heard;
    }

    /// <summary>Waits until the followers have heard the last event.</summary>
    public static async Task EveryFollowerHeardTheTopicInOrderAndOnceAsync(Followers followers, Ticker every, HttpClient http)
    {
        foreach (var (follower, since) in followers.Since)
        {
            var (notes, until) = (new List<Noted>(), DateTime.UtcNow + HearingTime);
            do await History.ReadOnAsync(http, follower, notes);
            while (every.LastIn(notes) != every.LastSent && DateTime.UtcNow < until);
            EachOnceInOrder(follower, since, every, Numbers(notes, every));
        }
    }

    /// <summary>Whoever joined hears each event from then on: nothing left out, nothing twice, nothing out of order.</summary>
    private static void EachOnceInOrder(string follower, int since, Ticker every, int[] heard)
    {
        Assert.NotEmpty(heard);
        Assert.True(heard[0] <= since + 1, $"{follower} joined after event {since} and first heard {heard[0]}.");
        Assert.Equal(Enumerable.Range(heard[0], every.LastSent - heard[0] + 1), heard);
    }

    /// <summary>Number of the last event of the topic in a history; 0: none.</summary>
    public static int LastIn(this Ticker ticker, List<Noted> notes) => Numbers(notes, ticker).LastOrDefault();

    private static int[] Numbers(List<Noted> notes, Ticker ticker) =>
        [.. notes.Where(n => n.Kind == "topic" && n.Source == ticker.Topic).Select(n => int.Parse(n.Id!, CultureInfo.InvariantCulture))];

    private static IEnumerable<string> Orders(Ledger ledger) => ledger.Acknowledged.Values.Where(e => e.Order is not null).Select(e => e.Order!);

    private static string Body(string order, string when) => $$"""{"order":"{{order}}","when":"{{when}}"}""";
}
