using Microsoft.Net.Http.Headers;

namespace JourneyOrchestrator.ClientApi.CloudEvents;

/// <summary>Tells JSON media types: <c>*/json</c> and <c>*/*+json</c> (CloudEvents JSON format, 3.1), in UTF-8 where a charset is named.</summary>
public static class JsonMediaType
{
    public static bool Is(string text) =>
        MediaTypeHeaderValue.TryParse(text, out var type)
        && (type.SubType.Equals("json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
        && IsUtf8(type);

    /// <summary>True when no charset is named, or UTF-8 (or ASCII, which is part of it).</summary>
    public static bool IsUtf8(MediaTypeHeaderValue type) =>
        !type.Charset.HasValue || type.Charset.Value!.Trim('"').ToLowerInvariant() is "utf-8" or "utf8" or "us-ascii";
}
