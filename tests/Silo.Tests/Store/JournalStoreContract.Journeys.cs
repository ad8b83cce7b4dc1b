using JourneyOrchestrator.Grains.Ports;
using static JourneyOrchestrator.Silo.Tests.Store.StoreRows;

namespace JourneyOrchestrator.Silo.Tests.Store;

public abstract partial class JournalStoreContract
{
    [SkippableFact]
    public async Task Journeys_come_back_byte_for_byte_after_a_crash()
    {
        JourneyRow row = new("trip", 1, Published: true, 5, Utf8("{ \"b\" : 1.0,\r\n  \"a\":\"é\" }\n"));
        await Store.SaveJourneyAsync(row);

        await CrashAsync();

        Assert.Equivalent(new[] { row }, await Store.JourneysAsync(), strict: true);
    }

    [SkippableFact]
    public async Task A_draft_is_replaced_and_then_published()
    {
        await Store.SaveJourneyAsync(new("trip", 2, false, 5, Utf8("""{"v":1}""")));
        await Store.SaveJourneyAsync(new("trip", 2, false, 6, Utf8("""{"v":2}""")));
        await Store.SaveJourneyAsync(new("trip", 2, true, 7, Utf8("""{"v":3}""")));

        var saved = Assert.Single(await Store.JourneysAsync());
        Assert.Equal((true, 7L, """{"v":3}"""), (saved.Published, saved.At, System.Text.Encoding.UTF8.GetString(saved.Json)));
    }

    [SkippableFact]
    public async Task A_published_version_never_changes()
    {
        await Store.SaveJourneyAsync(new("trip", 1, true, 5, Utf8("{}")));

        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.SaveJourneyAsync(new("trip", 1, true, 6, Utf8("[]"))).AsTask());
        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.SaveJourneyAsync(new("trip", 1, false, 6, Utf8("[]"))).AsTask());

        await Store.SaveJourneyAsync(new("trip", 2, false, 6, Utf8("[]")));
        Assert.Equal([(1, true, 5L), (2, false, 6L)], (await Store.JourneysAsync()).Select(j => (j.Version, j.Published, j.At)));
    }
}
