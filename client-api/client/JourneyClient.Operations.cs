using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;

namespace JourneyOrchestrator.ClientApi.Client;

public sealed partial class JourneyClient
{
    /// <summary>Ends when the process answers.</summary>
    public Task LiveAsync(CancellationToken cancel = default) => CallAsync(HttpMethod.Get, "/healthz/live", ClientJson.Default.JsonElement, cancel: cancel);

    /// <summary>What the host holds. Asked once, whatever the answer.</summary>
    /// <exception cref="JourneyRefusedException">It takes no signals now (503), and says why.</exception>
    public async Task<Health> HealthAsync(CancellationToken cancel = default) =>
        await TryAsync(HttpMethod.Get, "/healthz/ready", ReaderOf(ClientJson.Default.Health), tries: 1, cancel: cancel) ?? throw Nothing("/healthz/ready");

    /// <summary>Effects that no try could deliver, read page by page.</summary>
    public IAsyncEnumerable<DeadLetter> DeadLettersAsync(CancellationToken cancel = default) => PagesAsync("/v1/dead-letters", ClientJson.Default.LinkedPageDeadLetter, cancel);

    /// <summary>Queues a dead letter again, under the same key.</summary>
    /// <exception cref="JourneyRefusedException">There is none of this id (404).</exception>
    public Task RequeueAsync(string deadLetter, CancellationToken cancel = default) =>
        CallAsync(HttpMethod.Post, $"/v1/dead-letters/{Escape(deadLetter)}/requeue", ClientJson.Default.JsonElement, cancel: cancel);

    /// <summary>Inputs that could not be decided and were set aside, read page by page.</summary>
    public IAsyncEnumerable<SetAsideInput> SetAsideAsync(CancellationToken cancel = default) => PagesAsync("/v1/set-aside", ClientJson.Default.LinkedPageSetAsideInput, cancel);

    /// <summary>Has what was set aside decided now.</summary>
    /// <exception cref="JourneyRefusedException">There is none of this id (404), it was replayed or discarded before, or it can't be decided yet (409).</exception>
    public Task ReplayAsync(string setAside, string by, string? reason = null, CancellationToken cancel = default) => ResolveAsync(setAside, "replay", by, reason, cancel);

    /// <summary>Leaves for good what was set aside.</summary>
    /// <exception cref="JourneyRefusedException">There is none of this id (404), or it was replayed or discarded before (409).</exception>
    public Task DiscardAsync(string setAside, string by, string? reason = null, CancellationToken cancel = default) => ResolveAsync(setAside, "discard", by, reason, cancel);

    /// <summary>Who read the data of a person, oldest first, read page by page.</summary>
    public IAsyncEnumerable<DataRead> ReadsAsync(string customer, CancellationToken cancel = default) =>
        PagesAsync(PathOf(customer) + "/reads", ClientJson.Default.LinkedPageDataRead, cancel);

    private Task ResolveAsync(string setAside, string verb, string by, string? reason, CancellationToken cancel) =>
        CallAsync(HttpMethod.Post, $"/v1/set-aside/{Escape(setAside)}/{verb}", ClientJson.Default.JsonElement, Object(("by", by), ("reason", reason)), cancel: cancel);

    /// <summary>A list whose pages say where the next one begins.</summary>
    private async IAsyncEnumerable<T> PagesAsync<T>(string path, JsonTypeInfo<LinkedPage<T>> type, [EnumeratorCancellation] CancellationToken cancel)
    {
        string? after = null;
        do
        {
            var page = await CallAsync(HttpMethod.Get, path + Query(("after", after), ("limit", Text(PageSize))), type, cancel: cancel);
            foreach (var item in page.Items) yield return item;
            after = page.Next;
        }
        while (after is not null);
    }
}
