using JourneyOrchestrator.Workflows.Definitions;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>Runs one case to rest for one stimulus, raising facts through its host (CMMN 1.1 chapter 8, Elsa's flowchart rules).</summary>
public static partial class CaseEngine
{
    /// <summary>Steps that one stimulus may take before the case gets an incident: an endless loop ends here.</summary>
    public const int StepsMax = 10_000;
}
