using JourneyOrchestrator.Workflows.Definitions;

namespace JourneyOrchestrator.Workflows.Readers.Cmmn;

/// <summary>Reads CMMN 1.1 XML (and 1.0), with what Flowable and Camunda add to it, into plans.</summary>
public static class CmmnReader
{
    /// <summary>Largest document, in bytes.</summary>
    public const int BytesMax = 1024 * 1024;

    /// <summary>Reads a document. Never throws for what it holds: what is wrong comes back as diagnostics (docs/diagnostics.md).</summary>
    /// <param name="dialect">Whose choices its cases follow; null: as its namespaces say.</param>
    public static CmmnReading Read(ReadOnlyMemory<byte> xml, PlanDialect? dialect = null)
    {
        var diagnostics = new Diagnostics();
        if (xml.Length > BytesMax)
        {
            diagnostics.Error("J701", "", $"The document has {xml.Length} bytes; at most {BytesMax} are taken.", "Split it, a case to each document.");
            return new CmmnReading([], diagnostics.All);
        }
        if (CmmnXml.Load(xml, diagnostics) is not { } definitions) return new CmmnReading([], diagnostics.All);
        var namespaces = definitions.Attributes().Where(a => a.IsNamespaceDeclaration || a.Name == "targetNamespace").Select(a => a.Value).ToHashSet(StringComparer.Ordinal);
        var choice = dialect ?? (namespaces.Contains(CmmnXml.Flowable.NamespaceName) ? PlanDialect.Flowable : namespaces.Contains(CmmnXml.Camunda.NamespaceName) ? PlanDialect.Camunda : PlanDialect.Cmmn);
        var plans = definitions.Children("case").Select(element => new CmmnCase(element, dialect, choice, diagnostics).Read()).OfType<JourneyPlan>().ToList();
        if (plans.Count == 0 && diagnostics.All.Count == 0) diagnostics.Error("J702", "", "The document has no case.", "Add a 'case' with a 'casePlanModel'.");
        return new CmmnReading(plans, diagnostics.All);
    }
}

/// <summary>What came of reading a CMMN document: a plan for each case.</summary>
public sealed record CmmnReading(IReadOnlyList<JourneyPlan> Plans, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>Errors keep it from being published.</summary>
    public bool HasErrors => Diagnostics.Any(d => d.Severity == Severity.Error);
}
