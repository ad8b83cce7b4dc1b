using JourneyOrchestrator.Workflows.Definitions;

namespace JourneyOrchestrator.Workflows.Writers;

/// <summary>What came of writing. <paramref name="Document"/>: UTF-8; null, with diagnostics, where the plan can't be said in the format.</summary>
public sealed record WriteResult(byte[]? Document, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>In which notation a definition is written.</summary>
public enum DefinitionFormat
{
    /// <summary>Elsa 3 workflow JSON with our additions (docs/journey-format.md).</summary>
    Elsa,
    /// <summary>CMMN 1.1 XML (docs/cmmn.md).</summary>
    Cmmn,
}
