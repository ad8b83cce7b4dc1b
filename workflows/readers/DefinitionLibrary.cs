using System.Text.Json;

namespace JourneyOrchestrator.Workflows.Readers;

/// <summary>A published definition that others may use as an activity.</summary>
/// <param name="At">Its place in the order of publishing.</param>
public sealed record PublishedDefinition(string Id, int Version, long At, ReadOnlyMemory<byte> Definition);

/// <summary>How an activity names the workflow that it runs (elsa/FORMAT.md, 2): by the id of a version, else by definition and number, else by definition.</summary>
public readonly record struct WorkflowReference(string? Definition, string? VersionId, int? Version);

/// <summary>The published definitions. A workflow that is used as an activity is bound when its user is published: to what had been published by then.</summary>
public sealed class DefinitionLibrary
{
    private readonly ILookup<string, PublishedDefinition> byId;
    private readonly Dictionary<PublishedDefinition, string?> versionIds = [];

    public DefinitionLibrary(IEnumerable<PublishedDefinition> published) => byId = published.ToLookup(d => d.Id, StringComparer.Ordinal);

    /// <summary>Nothing is published.</summary>
    public static DefinitionLibrary Empty { get; } = new([]);

    /// <summary>The definition that is meant, as things were at a place in the order of publishing; null: there is none.</summary>
    public PublishedDefinition? Find(WorkflowReference reference, long at)
    {
        var there = (reference.Definition is { } id ? byId[id] : byId.SelectMany(d => d)).Where(d => d.At <= at).OrderBy(d => d.Version).ToArray();
        if (reference.VersionId is { } version) return Array.FindLast(there, d => VersionIdOf(d) == version);
        if (reference.Definition is null) return null;
        return Array.Find(there, d => d.Version == reference.Version) ?? there.LastOrDefault();
    }

    /// <summary>Elsa's id of a version, as the definition itself says it.</summary>
    private string? VersionIdOf(PublishedDefinition definition)
    {
        if (versionIds.TryGetValue(definition, out var known)) return known;
        return versionIds[definition] = DefinitionReader.IsXml(definition.Definition.Span) ? null : ReadVersionId(definition.Definition.Span);
    }

    private static string? ReadVersionId(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isId = reader.ValueTextEquals("id"u8);
            reader.Read();
            if (isId) return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            reader.Skip();
        }
        return null;
    }
}
