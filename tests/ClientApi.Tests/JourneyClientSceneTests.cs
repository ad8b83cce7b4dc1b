using System.Net;
using System.Text.Json;
using JourneyOrchestrator.ClientApi.Client;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>The .NET client before the real host: what a front-line app and an adviser's desk do with it.</summary>
public sealed class JourneyClientSceneTests : ClientOnRealHost
{
    private static JsonElement Json(object value) => JsonSerializer.SerializeToElement(value);

    [Fact]
    public async Task A_complaint_is_taken_settled_and_explained_and_the_person_is_forgotten()
    {
        await client.SendAsync([new("1", "/app", "customer.updated", "ada") { Data = Json(new { name = "Ada Lovelace" }) }]);
        await client.SendAsync([new("2", "/app", "care.requested", "ada") { Data = Json(new { booking = "B1", rating = 1, text = "Nobody told me." }) }]);
        await client.ConsentAsync("ada", "reminder", "email", true, "v1", "app", "ada");
        var card = (await client.CardAsync("ada"))!;
        Assert.Equal(("Ada Lovelace", 3), (card.Traits.GetProperty("name").GetString(), card.Seq));
        Assert.Equal(("reminder", true), (card.Consents.Single().Purpose, card.Consents.Single().Granted));
        Assert.Equal("ada", Assert.Single(await client.CustomersAsync("lovel")).Id);

        var task = Assert.Single(await client.TasksAsync(role: "care", status: "open"));
        Assert.Equal(("ada", card.Cases.Single().Id), (task.Customer, task.CaseId));
        Assert.Equal(("claimed", "kim"), ((await client.ClaimAsync(task.Id, "kim")).Status, (await client.TaskAsync(task.Id))!.Assignee));
        Assert.Equal("lee", (await client.DelegateAsync(task.Id, "kim", "lee")).Assignee);
        Assert.Equal("open", (await client.ReleaseAsync(task.Id, "lee")).Status);
        var late = await Assert.ThrowsAsync<JourneyRefusedException>(() => client.CompleteAsync(task.Id, "kim", "no such outcome"));
        Assert.Contains("outcome", late.Problem, StringComparison.Ordinal);
        await client.ClaimAsync(task.Id, "kim");
        Assert.Equal("done", (await client.CompleteAsync(task.Id, "kim", "settled")).Status);
        Assert.NotEqual(0, (await client.ExplainAsync(task.CaseId)).GetProperty("steps").GetArrayLength());
        Assert.Equal("care-case", (await client.CaseAsync(task.CaseId))!.Journey);

        var entries = new List<JournalEntry>();
        await foreach (var entry in client.HistoryAsync("ada")) entries.Add(entry);
        Assert.Equal(Enumerable.Range(1, entries.Count).Select(i => (long)i), entries.Select(e => e.Seq));
        Assert.Equal("ada", (await client.ExportAsync("ada")).GetProperty("id").GetString());
        Assert.NotEmpty((await client.EraseAsync("ada")).Receipt);
        Assert.Equal(HttpStatusCode.Gone, (await Assert.ThrowsAsync<JourneyRefusedException>(() => client.CardAsync("ada"))).Status);
    }

    [Fact]
    public async Task A_case_is_started_and_moved_by_hand()
    {
        await client.SendAsync([new("1", "/app", "visit", "bob")]);
        var started = await client.StartCaseAsync("bob", "care-case", "B2");
        Assert.Equal("suspended", (await client.ActOnCaseAsync(started.Id, "suspend", "kim", "waits")).State);
        Assert.Equal("active", (await client.ActOnCaseAsync(started.Id, "resume", "kim")).State);
        Assert.Equal(HttpStatusCode.Conflict, (await Assert.ThrowsAsync<JourneyRefusedException>(() => client.ActOnCaseAsync(started.Id, "resume", "kim"))).Status);
        Assert.Null(await client.CaseAsync("9-9-9"));
        Assert.Equal(1, (await client.PublishAsync("train:1", [new("t", "/feed", "train.updated", "") { LatestOnly = true, Data = Json(new { delay = 5 }) }])).Accepted);
    }

    [Fact]
    public async Task A_stream_gives_each_entry_in_order_from_where_it_was_asked()
    {
        await client.SendAsync([new("1", "/app", "visit", "cleo")]);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await using var stream = client.StreamAsync("cleo", after: 0, limit.Token).GetAsyncEnumerator(limit.Token);
        Assert.True(await stream.MoveNextAsync());
        Assert.Equal((1, "cleo", "visit"), (stream.Current.Position, stream.Current.Customer, stream.Current.Entry.Input.GetProperty("type").GetString()));
        await client.SendAsync([new("2", "/app", "visit", "cleo"), new("3", "/app", "visit", "cleo")]);
        foreach (var expected in new[] { 2L, 3L })
        {
            Assert.True(await stream.MoveNextAsync());
            Assert.Equal(expected, stream.Current.Position);
        }
        await using var none = client.StreamAsync("nobody", cancel: limit.Token).GetAsyncEnumerator(limit.Token);
        await Assert.ThrowsAsync<JourneyRefusedException>(() => none.MoveNextAsync().AsTask());
    }
}
