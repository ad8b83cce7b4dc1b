using System.Text.Json;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>Members of JSON objects, whatever their casing; an exact name wins.</summary>
internal static class JsonMembers
{
    public static JsonElement? Member(this JsonElement json, string name)
    {
        if (json.ValueKind != JsonValueKind.Object) return null;
        if (json.TryGetProperty(name, out var exact)) return exact;
        foreach (var member in json.EnumerateObject())
            if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return member.Value;
        return null;
    }

    /// <summary>A text that is not empty; null otherwise.</summary>
    public static string? Text(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } value ? value : null;

    public static bool Flag(this JsonElement json, string name) => json.Member(name) is { ValueKind: JsonValueKind.True };

    /// <summary>The elements of an array; none for anything else.</summary>
    public static IEnumerable<JsonElement> Elements(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    /// <summary>Whether a member is there and not null.</summary>
    public static bool Has(this JsonElement json, string name) => json.Member(name) is { ValueKind: not JsonValueKind.Null };
}
