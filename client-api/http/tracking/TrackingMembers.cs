using JourneyOrchestrator.ClientApi.CloudEvents;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.ClientApi.Http.Tracking;

/// <summary>Members of one message, each read as what it must be; problems gather.</summary>
internal sealed class TrackingMembers(ValueMap members)
{
    public List<Problem> Problems { get; } = [];

    /// <summary>An id or a name; null when it is not there. Ids come as numbers too, from stores that count their users.</summary>
    public string? Text(string name)
    {
        var value = members[name];
        if (value.Kind is ValueKind.String or ValueKind.Int) return value.ToText() is { Length: > 0 } text ? text : null;
        if (!value.IsNull) Problems.Add(EventProblems.WrongType("/" + name, "a string"));
        return null;
    }

    /// <summary>A text that becomes an id, source or type of an event.</summary>
    public string Name(string name)
    {
        var text = Text(name);
        if (Names.Check("/" + name, text) is { } problem && !Problems.Exists(p => p.Field == problem.Field)) Problems.Add(problem);
        return text ?? "";
    }

    public DateTimeOffset? Time(string name)
    {
        if (Text(name) is not { } text) return null;
        if (Rfc3339.TryParse(text, out var time)) return time;
        Problems.Add(new Problem("/" + name, "time-format", $"'{name}' is not an RFC 3339 time with an offset.", "Send for instance \"2025-09-05T07:26:00.000Z\", or leave it out."));
        return null;
    }

    public Value Any(string name) => members[name];

    /// <summary>An object; empty when it is not there.</summary>
    public ValueMap Map(string name)
    {
        var value = members[name];
        if (value.Kind == ValueKind.Map) return value.AsMap();
        if (!value.IsNull) Problems.Add(EventProblems.WrongType("/" + name, "an object"));
        return ValueMap.Empty;
    }
}
