using System.Text.Json.Nodes;

namespace JourneyOrchestrator.Workflows.Building;

/// <summary>Members of what is being written that are lists or objects, made when the first thing comes into them.</summary>
internal static class Members
{
    /// <summary>Adds to a list.</summary>
    public static void Append(this JsonObject json, string member, JsonNode item)
    {
        if (json[member] is not JsonArray list) json[member] = list = [];
        list.Add(item);
    }

    /// <summary>An object.</summary>
    public static JsonObject Object(this JsonObject json, string member)
    {
        if (json[member] is not JsonObject inner) json[member] = inner = [];
        return inner;
    }
}
