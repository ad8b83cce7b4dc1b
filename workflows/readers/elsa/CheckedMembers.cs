using System.Text.Json;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>Plain members of our additions: what has the wrong shape, or a name that means nothing here, is told, not passed over.</summary>
internal sealed class CheckedMembers(Diagnostics diagnostics)
{
    public string? Text(JsonElement json, string name, string node)
    {
        if (json.Has(name) && json.Text(name) is null) Wrong(name, node, "is no text, or an empty one", "Write a text, or leave it out.");
        return json.Text(name);
    }

    /// <param name="otherwise">What it is where the member is absent.</param>
    public bool Flag(JsonElement json, string name, string node, bool otherwise = false)
    {
        if (json.Member(name) is { ValueKind: not (JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null) })
            Wrong(name, node, "is neither true nor false", "Write true or false.");
        return json.Has(name) ? json.Flag(name) : otherwise;
    }

    /// <summary>A whole number; 0 when it is absent.</summary>
    public int Number(JsonElement json, string name, string node)
    {
        if (!json.Has(name)) return 0;
        if (json.Member(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value)) return value;
        Wrong(name, node, "is no whole number", "Write a number such as 1.");
        return 0;
    }

    /// <summary>An object; an undefined element when it is absent.</summary>
    public JsonElement Object(JsonElement json, string name, string node)
    {
        if (!json.Has(name)) return default;
        if (json.Member(name) is { ValueKind: JsonValueKind.Object } value) return value;
        Wrong(name, node, "is no object", "Write {…}, or leave it out.");
        return default;
    }

    /// <summary>The elements of a list that are of a kind; others are told.</summary>
    public IEnumerable<JsonElement> List(JsonElement json, string name, string node, JsonValueKind kind)
    {
        if (!json.Has(name)) yield break;
        if (json.Member(name) is not { ValueKind: JsonValueKind.Array }) Wrong(name, node, "is no list", "Write […], or leave it out.");
        foreach (var element in json.Elements(name))
        {
            if (element.ValueKind == kind) yield return element;
            else Wrong(name, node, $"holds something that is no {kind.ToString().ToLowerInvariant()}", "Remove it, or correct it.");
        }
    }

    /// <summary>Tells members that mean nothing here: a misspelt one would be without effect.</summary>
    public void Only(JsonElement json, string what, string node, params string[] known)
    {
        if (json.ValueKind != JsonValueKind.Object) return;
        foreach (var member in json.EnumerateObject())
            if (!known.Contains(member.Name, StringComparer.OrdinalIgnoreCase))
                diagnostics.Error("J114", node, $"'{member.Name}' means nothing in {what}.", diagnostics.Suggest(member.Name, known, $"Use {string.Join(", ", known)}."));
    }

    private void Wrong(string name, string node, string what, string fix) => diagnostics.Error("J108", node, $"'{name}' {what}.", fix);
}
