using System.IO.Compression;
using System.Net.Http.Headers;
using System.Net;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Feeds;

/// <summary>Where the content of a feed comes from. Gives it when it may have changed since it was last kept.</summary>
internal sealed class FeedSource(FeedSettings settings, HttpClient http)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private (EntityTagHeaderValue? Tag, DateTimeOffset? Modified, (DateTime, long) File) kept, seen;

    /// <summary>What is read may be let go of: next time only something newer is wanted.</summary>
    public void Keep() => kept = seen;

    /// <returns>Null: it is what was kept.</returns>
    /// <exception cref="FeedException">It can't be had.</exception>
    public async Task<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Limit);
        try
        {
            return settings.Url is { } url ? await AskAsync(url, limit.Token).ConfigureAwait(false) : await OpenAsync(settings.File!, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new FeedException($"It was not there within {Limit.TotalSeconds:0} seconds.");
        }
        catch (Exception error) when (error is HttpRequestException or IOException or UnauthorizedAccessException)
        {
            throw new FeedException($"It can't be read: {error.Message}");
        }
        catch (InvalidDataException)
        {
            throw new FeedException("It says that it is packed with gzip, and is not.");
        }
    }

    private async Task<ReadOnlyMemory<byte>?> OpenAsync(string path, CancellationToken cancel)
    {
        var file = new FileInfo(path);
        seen = (null, null, file.Exists ? (file.LastWriteTimeUtc, file.Length) : default);
        if (file.Exists && seen.File == kept.File) return null;
        await using var stream = file.OpenRead();
        return await BoundedAsync(stream, cancel).ConfigureAwait(false);
    }

    private async Task<ReadOnlyMemory<byte>?> AskAsync(Uri url, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.AcceptEncoding.ParseAdd("gzip");
        if (kept.Tag is not null) request.Headers.IfNoneMatch.Add(kept.Tag);
        if (kept.Modified is not null) request.Headers.IfModifiedSince = kept.Modified;
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel).ConfigureAwait(false);
        if (answer.StatusCode == HttpStatusCode.NotModified) return null;
        if (!answer.IsSuccessStatusCode) throw new FeedException($"The server answers {(int)answer.StatusCode}.");
        seen = (answer.Headers.ETag, answer.Content.Headers.LastModified, default);
        var stream = await answer.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
        return answer.Content.Headers.ContentEncoding switch
        {
            { Count: 0 } => await BoundedAsync(stream, cancel).ConfigureAwait(false),
            var names when names.SequenceEqual(["gzip"], StringComparer.OrdinalIgnoreCase) => await UnpackAsync(stream, cancel).ConfigureAwait(false),
            var names => throw new FeedException($"It is packed with {string.Join(", ", names)}; only gzip is read."),
        };
    }

    private async Task<ReadOnlyMemory<byte>> UnpackAsync(Stream packed, CancellationToken cancel)
    {
        await using var stream = new GZipStream(packed, CompressionMode.Decompress);
        return await BoundedAsync(stream, cancel).ConfigureAwait(false);
    }

    /// <summary>All of it, which may not be more than was allowed, whatever it said about its length.</summary>
    private async Task<ReadOnlyMemory<byte>> BoundedAsync(Stream stream, CancellationToken cancel)
    {
        using var all = new MemoryStream();
        var block = new byte[64 * 1024];
        for (int read; (read = await stream.ReadAsync(block, cancel).ConfigureAwait(false)) > 0;)
        {
            if (all.Length + read > settings.MaxBytes) throw new FeedException($"It has more than {settings.MaxBytes} bytes ('maxBytes').");
            all.Write(block, 0, read);
        }
        return all.ToArray();
    }
}
