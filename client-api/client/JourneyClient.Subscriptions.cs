namespace JourneyOrchestrator.ClientApi.Client;

public sealed partial class JourneyClient
{
    /// <summary>Subscribes a URL to state changes. The answer alone has the secret that signs them.</summary>
    /// <param name="types">Types of facts; null: all.</param>
    /// <param name="journey">Only of this journey; null: of any.</param>
    /// <param name="customer">Only of this customer; null: of any.</param>
    /// <exception cref="JourneyRefusedException">The URL or a type is none that can be told, or there are too many (409).</exception>
    public Task<Subscription> AddSubscriptionAsync(
        Uri url, IReadOnlyList<string>? types = null, string? journey = null, string? customer = null, string? description = null, CancellationToken cancel = default) =>
        CallAsync(HttpMethod.Post, "/v1/subscriptions", ClientJson.Default.Subscription,
            Object(("url", url.OriginalString), ("types", types), ("journey", journey), ("customer", customer), ("description", description)), cancel: cancel);

    /// <summary>All subscriptions, oldest first.</summary>
    public async Task<IReadOnlyList<Subscription>> SubscriptionsAsync(CancellationToken cancel = default) =>
        (await CallAsync(HttpMethod.Get, "/v1/subscriptions", ClientJson.Default.PageSubscription, cancel: cancel)).Items;

    /// <summary>A subscription; null: there is none of this id.</summary>
    public Task<Subscription?> SubscriptionAsync(string id, CancellationToken cancel = default) =>
        TryAsync(HttpMethod.Get, PathOfSubscription(id), ClientJson.Default.Subscription, cancel: cancel);

    /// <exception cref="JourneyRefusedException">There is none of this id (404).</exception>
    public Task RemoveSubscriptionAsync(string id, CancellationToken cancel = default) =>
        CallAsync(HttpMethod.Delete, PathOfSubscription(id), ClientJson.Default.JsonElement, cancel: cancel);

    /// <summary>Tells it nothing until it is resumed.</summary>
    public Task<Subscription> PauseSubscriptionAsync(string id, CancellationToken cancel = default) =>
        CallAsync(HttpMethod.Post, PathOfSubscription(id) + "/pause", ClientJson.Default.Subscription, cancel: cancel);

    /// <summary>Goes on where it stopped, at once.</summary>
    public Task<Subscription> ResumeSubscriptionAsync(string id, CancellationToken cancel = default) =>
        CallAsync(HttpMethod.Post, PathOfSubscription(id) + "/resume", ClientJson.Default.Subscription, cancel: cancel);

    /// <summary>Sends it a message that says nothing; a receiver that refuses it is an answer, no exception.</summary>
    public Task<SubscriptionTest> TestSubscriptionAsync(string id, CancellationToken cancel = default) =>
        CallAsync(HttpMethod.Post, PathOfSubscription(id) + "/test", ClientJson.Default.SubscriptionTest, cancel: cancel);

    /// <summary>Gives it a new secret, and answers it this once. The one before signs as well for 24 hours.</summary>
    public async Task<string> RotateSecretAsync(string id, CancellationToken cancel = default) =>
        (await CallAsync(HttpMethod.Post, PathOfSubscription(id) + "/rotate", ClientJson.Default.JsonElement, cancel: cancel)).GetProperty("secret").GetString()!;

    private static string PathOfSubscription(string id) => "/v1/subscriptions/" + Escape(id);
}
