using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers.Cmmn;
using JourneyOrchestrator.Workflows.Readers.Elsa;

namespace JourneyOrchestrator.Workflows.Readers;

/// <summary>Reads a definition in whichever format it is: Elsa workflow JSON, or CMMN XML with one case.</summary>
public static class DefinitionReader
{
    /// <summary>True when the text is XML: it begins with a bracket, as no JSON does.</summary>
    public static bool IsXml(ReadOnlySpan<byte> definition)
    {
        var text = definition.StartsWith("\uFEFF"u8) ? definition[3..] : definition;
        return text.TrimStart(" \t\r\n"u8).StartsWith("<"u8);
    }

    /// <summary>Reads it. Never throws for what it holds: what is wrong comes back as diagnostics (docs/diagnostics.md).</summary>
    /// <param name="library">Workflows that it may use as activities; null: none.</param>
    /// <param name="at">Its place in the order of publishing: what was published later is not seen.</param>
    public static ReadResult Read(ReadOnlyMemory<byte> definition, DefinitionLibrary? library = null, long at = long.MaxValue)
    {
        if (!IsXml(definition.Span)) return ElsaReader.Read(definition, library: library, at: at);
        var read = CmmnReader.Read(definition);
        if (read.Plans is [var plan]) return new ReadResult(plan, read.Diagnostics, plan.Id, plan.Version);
        if (read.Plans.Count == 0) return new ReadResult(null, read.Diagnostics, "", 0);
        var several = new Diagnostic("J706", Severity.Error, "", $"The document has {read.Plans.Count} cases: {string.Join(", ", read.Plans.Take(10).Select(p => p.Id))}.", "Send a document for each case.");
        return new ReadResult(null, [.. read.Diagnostics, several], "", 0);
    }
}
