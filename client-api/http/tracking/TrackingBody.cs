using System.IO.Compression;
using JourneyOrchestrator.ClientApi.CloudEvents;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace JourneyOrchestrator.ClientApi.Http.Tracking;

/// <summary>Bodies as the SDKs send them: JSON, from some as gzip, from pages that close as text. The limit is on what comes out.</summary>
internal static class TrackingBody
{
    /// <returns>The JSON; null when it was refused and that has been answered.</returns>
    public static async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(HttpContext context)
    {
        var encoding = context.Request.Headers.ContentEncoding.ToString().Trim().ToLowerInvariant();
        if (!IsJson(context.Request.ContentType) || encoding is not ("" or "identity" or "gzip"))
        {
            await ProblemAnswer.WriteAsync(context, StatusCodes.Status415UnsupportedMediaType, TrackingProblems.MediaType.Message, TrackingProblems.MediaType);
            return null;
        }
        if (await RequestBody.ReadAsync(context) is not { } body) return null;
        return encoding == "gzip" ? await InflateAsync(context, body) : body;
    }

    private static bool IsJson(string? contentType) =>
        contentType is null || JsonMediaType.Is(contentType)
        || (MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType == "text/plain" && JsonMediaType.IsUtf8(type));

    private static async ValueTask<ReadOnlyMemory<byte>?> InflateAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        try
        {
            if (Inflate(body) is { } json) return json;
            await ProblemAnswer.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, EventProblems.BodyTooLarge.Message, EventProblems.BodyTooLarge);
        }
        catch (InvalidDataException)
        {
            // Not gzip, or its checksum is not that of what came out.
            await ProblemAnswer.BadRequestAsync(context, TrackingProblems.Gzip);
        }
        return null;
    }

    /// <returns>Null when it would be larger than a body may be; not more than that is ever taken out.</returns>
    private static ReadOnlyMemory<byte>? Inflate(ReadOnlyMemory<byte> body)
    {
        using var packed = new MemoryStream(body.ToArray(), writable: false);
        using var gzip = new GZipStream(packed, CompressionMode.Decompress);
        var json = new byte[EventLimits.BodyBytesMax + 1];
        var length = gzip.ReadAtLeast(json, json.Length, throwOnEndOfStream: false);
        if (length > EventLimits.BodyBytesMax) return null;
        return json.AsMemory(0, length);
    }
}
