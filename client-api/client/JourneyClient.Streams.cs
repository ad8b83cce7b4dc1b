using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace JourneyOrchestrator.ClientApi.Client;

public sealed partial class JourneyClient
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(2);

    /// <summary>Entries as they are committed, without end: of one customer, or of all. A stream that breaks goes on after the last entry.</summary>
    /// <param name="customer">Null: all customers.</param>
    /// <param name="after">Begins after this position; null: from now on.</param>
    /// <exception cref="JourneyRefusedException">The host refuses the stream.</exception>
    public async IAsyncEnumerable<LiveEntry> StreamAsync(string? customer = null, long? after = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var path = customer is null ? "/v1/stream" : PathOf(customer) + "/stream";
        var place = new Place { After = after };
        while (!cancel.IsCancellationRequested)
        {
            await using var entries = ReadAsync(path, place, cancel).GetAsyncEnumerator(cancel);
            while (await NextAsync(entries)) yield return entries.Current;
            await Task.Delay(Again, cancel);
        }
    }

    /// <summary>How far a stream was read.</summary>
    private sealed class Place
    {
        public long? After { get; set; }
    }

    /// <summary>False: the stream has ended or broken, and is opened again.</summary>
    private static async Task<bool> NextAsync(IAsyncEnumerator<LiveEntry> entries)
    {
        try
        {
            return await entries.MoveNextAsync();
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return false;
        }
    }

    /// <summary>What one connection gives.</summary>
    private async IAsyncEnumerable<LiveEntry> ReadAsync(string path, Place place, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (place.After is { } after) request.Headers.Add("Last-Event-ID", after.ToString(CultureInfo.InvariantCulture));
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        if ((int)answer.StatusCode is >= 400 and < 500) throw new JourneyRefusedException(answer.StatusCode, await answer.Content.ReadAsStringAsync(cancel));
        if (!answer.IsSuccessStatusCode) yield break;   // not now
        var parser = SseParser.Create(await answer.Content.ReadAsStreamAsync(cancel), static (_, data) => data.ToArray());
        try
        {
            await foreach (var item in parser.EnumerateAsync(cancel))
                if (item.EventType == "entry" && PositionOf(parser) is { } position) yield return EntryOf(position, item.Data);
        }
        finally
        {
            // Also where the stream began, which the host tells before the first entry.
            place.After = PositionOf(parser) ?? place.After;
        }
    }

    private static long? PositionOf(SseParser<byte[]> parser) => long.TryParse(parser.LastEventId, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private static LiveEntry EntryOf(long position, byte[] data)
    {
        using var json = JsonDocument.Parse(data);
        return new LiveEntry(position, json.RootElement.GetProperty("customer").GetString()!, json.Deserialize(ClientJson.Default.JournalEntry)!);
    }
}
