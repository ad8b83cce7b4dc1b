using System.Net;
using System.Text;
using JourneyOrchestrator.ClientApi.Client;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>The .NET client before the real host: what somebody does with it who designs journeys.</summary>
public sealed class JourneyClientDesignTests : ClientOnRealHost
{
    private static Task<byte[]> ParcelAsync() => File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "parcel.json"));

    [Fact]
    public async Task A_journey_is_saved_looked_at_and_published()
    {
        var definition = await ParcelAsync();
        var draft = await client.SaveJourneyAsync(definition);
        Assert.Equal(("parcel", 1, false), (draft.Id, draft.Version, draft.Published));
        Assert.DoesNotContain(draft.Diagnostics, d => d.Severity == "error");
        Assert.Null((await client.JourneyAsync("parcel"))!.PublishedVersion);
        Assert.Equal(definition, await client.JourneyVersionAsync("parcel", 1));

        Assert.True((await client.PublishJourneyAsync("parcel")).Published);
        Assert.Equal(1, (await client.SaveJourneyAsync(definition, publish: true)).Version);   // it is no other
        byte[] other = [.. definition, (byte)'\n'];
        Assert.True(await client.SaveJourneyAsync(other, publish: true) is { Version: 2, Published: true });
        Assert.Equal(other, await client.JourneyVersionAsync("parcel", 2));
        var journey = Assert.Single(await client.JourneysAsync(), j => j.Id == "parcel");
        Assert.Equal(2, journey.PublishedVersion);
        Assert.Equal([1, 2], journey.Versions.Select(v => v.Version));
        Assert.True(journey.Versions[0].At > DateTimeOffset.UtcNow.AddMinutes(-5));
    }

    [Fact]
    public async Task What_does_not_exist_is_null_to_read_and_refused_to_publish()
    {
        Assert.Null(await client.JourneyAsync("none"));
        Assert.Null(await client.JourneyVersionAsync("none", 1));
        Assert.Equal(HttpStatusCode.NotFound, (await Assert.ThrowsAsync<JourneyRefusedException>(() => client.PublishJourneyAsync("none"))).Status);
    }

    [Fact]
    public async Task A_wrong_definition_is_kept_as_a_draft_and_refused_when_it_is_to_be_published()
    {
        var wrong = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(await ParcelAsync()).Replace("Elsa.Event", "Elsa.Evnt", StringComparison.Ordinal));
        var draft = await client.SaveJourneyAsync(wrong);
        var error = draft.Diagnostics.First(d => d.Severity == "error");
        Assert.Contains("Elsa.Event", error.Fix, StringComparison.Ordinal);

        var refused = await Assert.ThrowsAsync<JourneyRefusedException>(() => client.SaveJourneyAsync(wrong, publish: true));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains(new RefusedField(error.Node, error.Code, error.Message, error.Fix), refused.Errors);
        Assert.Null((await client.JourneyAsync(draft.Id))!.PublishedVersion);
    }
}
