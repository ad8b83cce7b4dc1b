using System.Globalization;
using System.Text.Json;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>A reader of server-sent events, as strict as a browser: blocks end with an empty line.</summary>
internal sealed class StreamReading(HttpResponseMessage response, StreamReader lines) : IDisposable
{
    /// <summary>Long enough for any machine: a test that waits this long has failed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public HttpResponseMessage Response => response;

    public static async Task<StreamReading> OpenAsync(HttpClient client, string path, long? lastId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastId is { } id) request.Headers.Add("Last-Event-ID", id.ToString(CultureInfo.InvariantCulture));
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return new(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    /// <summary>The lines of the next block; null at the end of the stream.</summary>
    public async Task<IReadOnlyList<string>?> BlockAsync()
    {
        var block = new List<string>();
        while (await lines.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            if (line.Length == 0) return block;
            block.Add(line);
        }
        return null;
    }

    /// <summary>The next event with data, over what else comes.</summary>
    public async Task<StreamedEntry> EntryAsync()
    {
        while (await BlockAsync() is { } block)
        {
            if (block is not [var id, "event: entry", var data]) continue;
            return new(long.Parse(id["id: ".Length..], CultureInfo.InvariantCulture), JsonDocument.Parse(data["data: ".Length..]).RootElement);
        }
        throw new EndOfStreamException("The stream ended before the next entry.");
    }

    public void Dispose()
    {
        lines.Dispose();
        response.Dispose();
    }
}

/// <summary>An event of a stream.</summary>
internal sealed record StreamedEntry(long Id, JsonElement Data)
{
    public string Customer => Data.GetProperty("customer").GetString()!;

    public long Seq => Data.GetProperty("seq").GetInt64();
}
