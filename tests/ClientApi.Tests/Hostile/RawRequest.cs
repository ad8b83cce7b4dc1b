using System.IO.Compression;
using System.Text;

namespace JourneyOrchestrator.ClientApi.Tests.Hostile;

/// <summary>Requests byte by byte, as no HTTP client would send them.</summary>
internal static class RawRequest
{
    public const string ToEvents = "POST /v1/events HTTP/1.1";

    public static byte[]? Utf8(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text);

    /// <summary>A request line and headers. Characters are bytes, so that any byte can be sent.</summary>
    public static byte[] Head(string requestLine, params IEnumerable<string> headers) =>
        Encoding.Latin1.GetBytes(requestLine + "\r\n" + string.Concat(headers.Select(header => header + "\r\n")) + "\r\n");

    public static byte[] Of(string method, string target, byte[]? body = null, string? contentType = null, params IEnumerable<string> headers)
    {
        List<string> all = ["Host: localhost", "Connection: close", .. headers];
        if (contentType is not null) all.Add("Content-Type: " + contentType);
        if (body is not null) all.Add(FormattableString.Invariant($"Content-Length: {body.Length}"));
        return [.. Head($"{method} {target} HTTP/1.1", all), .. body ?? []];
    }

    /// <summary>An event in the body, framed by these headers alone.</summary>
    public static byte[] Framed(IEnumerable<string> framing, params IEnumerable<byte> body) =>
        [.. Head(ToEvents, ["Host: localhost", "Content-Type: " + EventText.One, .. framing]), .. body];

    /// <summary>A chunked event whose chunks are these very bytes.</summary>
    public static byte[] Chunked(string chunks) => Framed(["Connection: close", "Transfer-Encoding: chunked"], Encoding.UTF8.GetBytes(chunks));

    public static string Chunk(string text) => FormattableString.Invariant($"{Encoding.UTF8.GetByteCount(text):x}\r\n{text}\r\n");

    public const string LastChunk = "0\r\n\r\n";

    public static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(content);
        return packed.ToArray();
    }
}
