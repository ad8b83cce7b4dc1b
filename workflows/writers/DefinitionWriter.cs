using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers;
using JourneyOrchestrator.Workflows.Writers.Cmmn;
using JourneyOrchestrator.Workflows.Writers.Elsa;

namespace JourneyOrchestrator.Workflows.Writers;

/// <summary>Turns a stored definition into the other format.</summary>
public static class DefinitionWriter
{
    public static DefinitionFormat FormatOf(ReadOnlySpan<byte> definition) => DefinitionReader.IsXml(definition) ? DefinitionFormat.Cmmn : DefinitionFormat.Elsa;

    /// <summary>The definition in a format; in its own byte for byte as it is. A definition that has errors, or that the format has no words for, is refused with diagnostics (J72x).</summary>
    /// <param name="version">Version to give to it; null: that of the document. CMMN has no place for it.</param>
    /// <param name="library">Workflows that it may use as activities; null: none.</param>
    /// <param name="at">Its place in the order of publishing.</param>
    public static WriteResult Convert(byte[] definition, DefinitionFormat format, int? version = null, DefinitionLibrary? library = null, long at = long.MaxValue)
    {
        if (FormatOf(definition) == format) return new WriteResult(definition, []);
        var read = DefinitionReader.Read(definition, library, at);
        if (read.Plan is not { } plan || read.HasErrors) return new WriteResult(null, [.. read.Diagnostics.Where(d => d.Severity == Severity.Error)]);
        plan = plan with { Version = version ?? plan.Version };
        return format == DefinitionFormat.Cmmn ? CmmnWriter.Write(plan, definition) : ElsaWriter.Write(plan, definition, library, at);
    }
}
