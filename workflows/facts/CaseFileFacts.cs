using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Workflows.Facts;

/// <summary>Something happened to a case file item (CMMN 1.1, 8.3). Its value is that of the variable that was set right before.</summary>
/// <param name="FileItem">Id of the item in the definition.</param>
/// <param name="Count">To how many of the item.</param>
public sealed record CaseFileTransitioned(CaseId Case, string FileItem, CaseFileTransition Transition, int Count, Rule Rule) : CaseFact(Case)
{
    public override string Type => "file.transitioned";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Text("fileItem", FileItem);
        writer.Text("transition", FactNames.Names<CaseFileTransition>.Of(Transition));
        if (Count != 1) writer.Number("count", Count);
        writer.Rule(Rule);
    }

    internal static CaseFileTransitioned Read(IFactReader r) => new(r.Case(), r.Text("fileItem"), FactNames.Names<CaseFileTransition>.Parse(r.Text("transition")), Math.Max(1, (int)r.Number("count")), r.Rule());
}
