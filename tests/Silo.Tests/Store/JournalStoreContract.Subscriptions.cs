using JourneyOrchestrator.Grains.Ports;
using static JourneyOrchestrator.Silo.Tests.Store.StoreRows;

namespace JourneyOrchestrator.Silo.Tests.Store;

public abstract partial class JournalStoreContract
{
    /// <summary>The same store, for those who are told of what it holds.</summary>
    private ISubscriptionStore Told => (ISubscriptionStore)Store;

    private static SubscriptionRow Subscription(string id, long customer = 0, long created = 5) => new(
        id, "https://example.org/", "case.started,trait.set", "trip", customer, "é", created, Utf8("secret"), null, 0, new SubscriptionProgress(7));

    [SkippableFact]
    public async Task Subscriptions_come_back_whole_oldest_first_after_a_crash()
    {
        SubscriptionRow[] rows =
        [
            Subscription("b", created: 1),
            Subscription("a") with { OldSecret = Utf8("old"), OldUntil = 9, Progress = new SubscriptionProgress(1, "why", 2, 3, 4, "what", 6) },
            new("c", "http://example.org/", "", null, 1, null, 5, Utf8("s"), null, 0, new SubscriptionProgress(0)),
        ];
        foreach (var row in rows) await Told.AddSubscriptionAsync(row);

        await CrashAsync();

        Assert.Equivalent(rows, await Told.SubscriptionsAsync(), strict: true);
    }

    [SkippableFact]
    public async Task Secrets_and_progress_change_and_one_that_is_gone_does_not_come_back()
    {
        await Told.AddSubscriptionAsync(Subscription("a"));
        await Told.AddSubscriptionAsync(Subscription("b"));
        await Told.RemoveSubscriptionAsync("b");
        var changed = Subscription("a") with { Secret = Utf8("new"), OldSecret = Utf8("secret"), OldUntil = 8, Progress = new SubscriptionProgress(9, null, 1, 2, 3, "e", 4) };

        await Told.UpdateSubscriptionsAsync([changed with { Url = "https://elsewhere.example/" }, Subscription("b")]);
        await CrashAsync();

        Assert.Equivalent(new[] { changed }, await Told.SubscriptionsAsync(), strict: true);
    }

    [SkippableFact]
    public async Task Erasing_takes_the_subscriptions_about_the_person_alone()
    {
        await GivenAsync(First(1), First(2));
        await Told.AddSubscriptionAsync(Subscription("all"));
        await Told.AddSubscriptionAsync(Subscription("one", customer: 1));
        await Told.AddSubscriptionAsync(Subscription("two", customer: 2));

        var erasure = await Store.EraseAsync(1, IdHash(1), Tombstone());

        Assert.Equal(1, erasure.Removed["subscriptions"]);
        Assert.Equal(["all", "two"], (await Told.SubscriptionsAsync()).Select(s => s.Id));
    }
}
