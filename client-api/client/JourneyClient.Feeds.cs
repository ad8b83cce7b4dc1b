using System.Text.Json;

namespace JourneyOrchestrator.ClientApi.Client;

public sealed partial class JourneyClient
{
    /// <summary>All feeds and how fresh they are, by name.</summary>
    public async Task<IReadOnlyList<Feed>> FeedsAsync(CancellationToken cancel = default) =>
        (await CallAsync(HttpMethod.Get, "/v1/feeds", ClientJson.Default.PageFeed, cancel: cancel)).Items;

    /// <summary>A feed; null: there is none of this name.</summary>
    public Task<Feed?> FeedAsync(string name, CancellationToken cancel = default) => TryAsync(HttpMethod.Get, PathOfFeed(name), ClientJson.Default.Feed, cancel: cancel);

    /// <summary>Sends a document to a feed that is not asked for. What it says is on disk when this ends.</summary>
    /// <exception cref="JourneyRefusedException">There is no such feed (404), it is asked for, or its mapping finds no list in the document (400).</exception>
    public Task<FeedReceipt> PushFeedAsync(string name, JsonElement document, CancellationToken cancel = default) =>
        CallAsync(HttpMethod.Post, PathOfFeed(name), ClientJson.Default.FeedReceipt, JsonSerializer.SerializeToUtf8Bytes(document, ClientJson.Default.JsonElement), cancel: cancel);

    private static string PathOfFeed(string name) => "/v1/feeds/" + Escape(name);
}
