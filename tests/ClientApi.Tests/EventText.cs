namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>Events as text, good ones and nearly good ones.</summary>
internal static class EventText
{
    public const string One = "application/cloudevents+json";
    public const string Batch = "application/cloudevents-batch+json";
    public const string Lines = "application/x-ndjson";

    public static string Good(string id = "1", string subject = "ada", string data = "{}") =>
        $$"""{"specversion":"1.0","id":"{{id}}","source":"/shop","type":"customer.updated","subject":"{{subject}}","data":{{data}}}""";

    /// <summary>A good event with one member replaced, or, with null, left out.</summary>
    public static string With(string member, string? json)
    {
        var members = new Dictionary<string, string>
        {
            ["specversion"] = "\"1.0\"", ["id"] = "\"1\"", ["source"] = "\"/shop\"", ["type"] = "\"t\"", ["subject"] = "\"ada\"",
        };
        if (json is null) members.Remove(member);
        else members[member] = json;
        return "{" + string.Join(",", members.Select(m => $"\"{m.Key}\":{m.Value}")) + "}";
    }

    public static string Nested(int levels) => new string('[', levels) + new string(']', levels);
}
