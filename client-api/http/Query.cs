using System.Globalization;
using JourneyOrchestrator.ClientApi.CloudEvents;
using JourneyOrchestrator.Grains.Ports;
using Microsoft.AspNetCore.Http;

namespace JourneyOrchestrator.ClientApi.Http;

/// <summary>Query parameters of one request; what is wrong with them is collected.</summary>
internal sealed class Query(HttpContext context)
{
    private const int LimitDefault = 100;
    private const int LimitMax = 1000;

    private readonly List<Problem> problems = [];

    public IReadOnlyList<Problem> Problems => problems;

    public string? Text(string name)
    {
        var value = context.Request.Query[name].ToString();
        return value.Length == 0 ? null : value;
    }

    public int Limit() => (int)Number("limit", LimitDefault, 1, LimitMax);

    public long After() => Number("after", 0, 0, long.MaxValue);

    /// <summary>The same in a list that goes backwards: what comes next is before it.</summary>
    public long Before() => Number("after", long.MaxValue, 1, long.MaxValue);

    /// <summary>Where to go on in a list whose cursors are ids. One that nobody gave out would pass for the end of the list.</summary>
    public string? After(Func<string, bool> isId)
    {
        if (Text("after") is not { } after || isId(after)) return Text("after");
        problems.Add(new("?after", "out-of-range", "'after' is not the 'next' of any page.", "Send 'next' of the page before, or leave it out."));
        return null;
    }

    /// <summary>True for <c>?name</c> and <c>?name=true</c>.</summary>
    public bool Flag(string name)
    {
        if (!context.Request.Query.TryGetValue(name, out var given)) return false;
        if (given.ToString() is "" or "true") return true;
        if (given == "false") return false;
        problems.Add(new("?" + name, "wrong-type", $"'{name}' is neither true nor false.", "Send true or false."));
        return false;
    }

    public DateTimeOffset? Instant(string name)
    {
        if (Text(name) is not { } text) return null;
        if (Rfc3339.TryParse(text, out var instant)) return instant;
        problems.Add(new("?" + name, "time-format", $"'{name}' is not an RFC 3339 time with an offset.", "Send for instance 2025-09-05T07:26:00Z; encode '+' as %2B."));
        return null;
    }

    private long Number(string name, long absent, long min, long max)
    {
        if (Text(name) is not { } text) return absent;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max) return number;
        problems.Add(new("?" + name, "out-of-range", $"'{name}' is not a whole number from {min} to {max}.", "Send a number in this range, or leave it out."));
        return absent;
    }
}
