using System.Text;
using JourneyOrchestrator.Grains.Ports;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace JourneyOrchestrator.ClientApi.Http;

/// <summary>
/// The path as it stands in the request line. The server resolves <c>.</c> and <c>..</c> before routing, encoded or not; ids are opaque and may
/// be just that, so <c>DELETE /v1/customers/ada/../bob</c> must not be taken for a call on one of the two. Runs before routing.
/// </summary>
internal sealed class RequestPath(RequestDelegate next)
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public Task InvokeAsync(HttpContext context)
    {
        var raw = Raw(context);
        if (raw.StartsWith('/') && raw.AsSpan().IndexOfAny('%', '.') < 0) return next(context);   // nothing to decode, nothing that could be resolved
        var segments = Segments(context);
        // In a request line that names the host, the server has decoded slashes as well.
        var rewrite = segments.Length > 1 && raw[0] != '/';
        for (var i = 0; i < segments.Length; i++)
        {
            if (!TryDecode(segments[i], out var text)) return RefuseAsync(context, segments[i]);
            if (text is not ("." or "..")) continue;
            segments[i] = text.Replace(".", "%2E", StringComparison.Ordinal);
            rewrite = true;
        }
        // Routing sees segments as they were sent, which is enough for it: values are read from the request line (RouteText).
        if (rewrite) context.Request.Path = string.Join('/', segments);
        return next(context);
    }

    private static string Raw(HttpContext context) => context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;

    /// <summary>Segments of the path as they were sent, the empty one before the first slash included.</summary>
    public static string[] Segments(HttpContext context)
    {
        var raw = Raw(context);
        var end = raw.IndexOf('?', StringComparison.Ordinal);
        if (end >= 0) raw = raw[..end];
        // A proxy's request line names the host as well.
        var host = raw.IndexOf("://", StringComparison.Ordinal);
        if (!raw.StartsWith('/') && host >= 0)
            raw = raw.IndexOf('/', host + 3) is var slash and >= 0 ? raw[slash..] : "/";
        return raw.Split('/');
    }

    /// <summary>False where a <c>%</c> is not followed by two hexadecimal digits, or the bytes are not UTF-8.</summary>
    public static bool TryDecode(string segment, out string text)
    {
        text = segment;
        if (!segment.Contains('%', StringComparison.Ordinal)) return true;
        var bytes = new byte[segment.Length];
        var length = 0;
        for (var i = 0; i < segment.Length; i++)
        {
            var encoded = segment[i] == '%';
            if (!char.IsAscii(segment[i]) || (encoded && !IsByte(segment.AsSpan(i + 1)))) return false;
            bytes[length++] = encoded ? Convert.FromHexString(segment.AsSpan(i + 1, 2))[0] : (byte)segment[i];
            if (encoded) i += 2;
        }
        try
        {
            text = Strict.GetString(bytes, 0, length);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static bool IsByte(ReadOnlySpan<char> text) => text.Length >= 2 && char.IsAsciiHexDigit(text[0]) && char.IsAsciiHexDigit(text[1]);

    private static Task RefuseAsync(HttpContext context, string segment) => ProblemAnswer.BadRequestAsync(context, new Problem(
        "", "percent-encoding", $"The path segment '{segment}' is not percent-encoded UTF-8.", "Encode '%' as %25 and what is not printable ASCII byte by byte."));
}
