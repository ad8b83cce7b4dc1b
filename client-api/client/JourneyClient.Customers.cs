using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace JourneyOrchestrator.ClientApi.Client;

public sealed partial class JourneyClient
{
    private const int PageSize = 500;

    /// <summary>The card of a customer; null when there is no such customer.</summary>
    /// <param name="at">As it was known at this moment; null: now.</param>
    public Task<Card?> CardAsync(string customer, DateTimeOffset? at = null, CancellationToken cancel = default) =>
        TryAsync(HttpMethod.Get, PathOf(customer) + Query(("at", at?.UtcDateTime.ToString("O"))), ClientJson.Default.Card, cancel: cancel);

    /// <summary>Customers in order of first appearance; <paramref name="search"/>: beginnings of words of the name, or the whole id.</summary>
    public async Task<IReadOnlyList<CustomerLine>> CustomersAsync(string? search = null, int limit = 100, CancellationToken cancel = default) =>
        (await CallAsync(HttpMethod.Get, "/v1/customers" + Query(("search", search), ("limit", Text(limit))), ClientJson.Default.PageCustomerLine, cancel: cancel)).Items;

    /// <summary>All entries of a customer after one, ascending, read page by page.</summary>
    public async IAsyncEnumerable<JournalEntry> HistoryAsync(string customer, long after = 0, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        while (true)
        {
            var page = await CallAsync(HttpMethod.Get, $"{PathOf(customer)}/history{Query(("after", Text(after)), ("limit", Text(PageSize)))}", ClientJson.Default.PageJournalEntry, cancel: cancel);
            foreach (var entry in page.Items) yield return entry;
            if (page.Items.Count == 0) yield break;
            after = page.Items[^1].Seq;
        }
    }

    /// <summary>Everything about the person.</summary>
    public Task<JsonElement> ExportAsync(string customer, CancellationToken cancel = default) =>
        CallAsync(HttpMethod.Get, PathOf(customer) + "/export", ClientJson.Default.JsonElement, cancel: cancel);

    /// <summary>Gives or withdraws consent for a purpose on a channel.</summary>
    /// <exception cref="JourneyRefusedException">There is no such customer, or something is missing.</exception>
    public Task ConsentAsync(string customer, string purpose, string channel, bool granted, string wording, string source, string by, CancellationToken cancel = default) =>
        CallAsync(HttpMethod.Put, PathOf(customer) + "/consents", ClientJson.Default.JsonElement,
            Object(("purpose", purpose), ("channel", channel), ("granted", granted), ("wording", wording), ("source", source), ("by", by)), cancel: cancel);

    /// <summary>Erases the person for good.</summary>
    public Task<ErasureReceipt> EraseAsync(string customer, string? purpose = null, CancellationToken cancel = default) =>
        CallAsync(HttpMethod.Delete, PathOf(customer) + Query(("purpose", purpose)), ClientJson.Default.ErasureReceipt, cancel: cancel);

    private static string PathOf(string customer) => "/v1/customers/" + Escape(customer);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
