namespace JourneyOrchestrator.ClientApi.Client;

public sealed partial class JourneyClient
{
    /// <summary>Saves a definition (Elsa JSON, UTF-8) as a new draft, or publishes it.</summary>
    /// <exception cref="JourneyRefusedException">It has errors and was to be published, or is no definition; <see cref="JourneyRefusedException.Errors"/> says what, at which node.</exception>
    public Task<SavedJourney> SaveJourneyAsync(ReadOnlyMemory<byte> definition, bool publish = false, CancellationToken cancel = default) =>
        CallAsync(HttpMethod.Post, "/v1/journeys" + (publish ? "?publish=true" : ""), ClientJson.Default.SavedJourney, definition, cancel: cancel);

    /// <summary>Publishes the newest draft: cases that begin from now on follow it.</summary>
    /// <exception cref="JourneyRefusedException">There is no such journey (404), or the draft has errors (400).</exception>
    public Task<SavedJourney> PublishJourneyAsync(string id, CancellationToken cancel = default) =>
        CallAsync(HttpMethod.Post, PathOfJourney(id) + "/publish", ClientJson.Default.SavedJourney, cancel: cancel);

    /// <summary>All journeys, by id.</summary>
    public async Task<IReadOnlyList<Journey>> JourneysAsync(CancellationToken cancel = default) =>
        (await CallAsync(HttpMethod.Get, "/v1/journeys", ClientJson.Default.PageJourney, cancel: cancel)).Items;

    /// <summary>A journey; null: there is none of this id.</summary>
    public Task<Journey?> JourneyAsync(string id, CancellationToken cancel = default) => TryAsync(HttpMethod.Get, PathOfJourney(id), ClientJson.Default.Journey, cancel: cancel);

    /// <summary>A version's definition; null: there is none of this number.</summary>
    /// <param name="format"><c>elsa</c> or <c>cmmn</c>; null: byte for byte as it was saved.</param>
    /// <exception cref="JourneyRefusedException">The format has no words for something in it (400); <see cref="JourneyRefusedException.Errors"/> says for what.</exception>
    public Task<byte[]?> JourneyVersionAsync(string id, int version, string? format = null, CancellationToken cancel = default) =>
        TryAsync(HttpMethod.Get, $"{PathOfJourney(id)}/versions/{Text(version)}{Query(("format", format))}", AllAsync, cancel: cancel);

    /// <summary>Moves the running cases of a version to another one, one page of customers a call: go on with <see cref="Migrations.Next"/> until it is null.</summary>
    /// <param name="limit">Customers that the call looks at, 1 to 1,000.</param>
    /// <exception cref="JourneyRefusedException">One of the versions is not published (404).</exception>
    public Task<Migrations> MigrateCasesAsync(string id, int from, int to, string by, string? reason = null, bool dryRun = false, int limit = 100, string? after = null, CancellationToken cancel = default) =>
        CallAsync(HttpMethod.Post, PathOfJourney(id) + "/migrate" + (dryRun ? "?dryRun=true" : ""), ClientJson.Default.Migrations,
            Object(("from", from), ("to", to), ("by", by), ("reason", reason), ("limit", limit), ("after", after)), cancel: cancel);

    private static string PathOfJourney(string id) => "/v1/journeys/" + Escape(id);

    private static async ValueTask<byte[]?> AllAsync(Stream content, CancellationToken cancel)
    {
        using var all = new MemoryStream();
        await content.CopyToAsync(all, cancel);
        return all.ToArray();
    }
}
