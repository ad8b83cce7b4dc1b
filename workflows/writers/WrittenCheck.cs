using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers;

namespace JourneyOrchestrator.Workflows.Writers;

/// <summary>A document is handed out only if it is read as the plan that it was written from: so nothing can be lost on the way.</summary>
internal static class WrittenCheck
{
    public static WriteResult Judge(byte[] document, JourneyPlan plan, Diagnostics diagnostics, DefinitionLibrary? library = null, long at = long.MaxValue)
    {
        var read = DefinitionReader.Read(document, library, at);
        if (read.HasErrors) return new WriteResult(null, [.. diagnostics.All, .. read.Diagnostics.Where(d => d.Severity == Severity.Error)]);
        // A host gives versions; CMMN has no place for them.
        var difference = read.Plan is { } again ? PlanDifference.First(plan, again with { Version = plan.Version }) : "the document has no plan";
        if (difference is null) return new WriteResult(document, diagnostics.All);
        diagnostics.Error("J725", "", $"The journey can't be said in this format without a change at {difference}.", "Keep it in the format in which it was saved.");
        return new WriteResult(null, diagnostics.All);
    }
}
