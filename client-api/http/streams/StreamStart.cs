using System.Globalization;
using JourneyOrchestrator.Grains.Ports;
using Microsoft.AspNetCore.Http;

namespace JourneyOrchestrator.ClientApi.Http.Streams;

/// <summary>Where a stream begins: after <c>Last-Event-ID</c>, which a browser sends when it connects again, else after <c>?after=</c>.</summary>
internal static class StreamStart
{
    private const string Header = "Last-Event-ID";

    /// <returns>False, with the problem, when it is not a position; without either the position is null: from now on.</returns>
    public static bool TryRead(HttpContext context, out long? after, out Problem? problem)
    {
        var (field, text) = context.Request.Headers.TryGetValue(Header, out var header) && header.ToString() is { Length: > 0 } id
            ? (Header, id)
            : ("?after", context.Request.Query["after"].ToString());
        (after, problem) = (null, null);
        if (text.Length == 0) return true;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
        {
            after = position;
            return true;
        }
        problem = new(field, "out-of-range", $"'{field.TrimStart('?')}' is not a position.", "Send the id of the last event that you took, or leave it out.");
        return false;
    }

    /// <summary>A position that was never given out would wait in silence for entries to catch up with it, and lose those.</summary>
    public static Problem Ahead(ILiveFeed feed) => new(
        "Last-Event-ID", "out-of-range", $"Position {feed.Start} is after the newest entry, {feed.Newest}.",
        "Send the id of the last event that you took from this very stream, or leave it out.");
}
