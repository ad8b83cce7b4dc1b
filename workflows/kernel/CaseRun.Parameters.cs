using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>Parameters of cases and tasks (CMMN 1.1, 5.4.10.2): what comes in under one name and is kept under another (R58, R60).</summary>
internal sealed partial class CaseRun
{
    /// <summary>What a case is started with, under the names of the case file items that hold it.</summary>
    private ValueMap Bound(ValueMap given)
    {
        foreach (var parameter in plan.Parameters)
        {
            if (parameter.IsOutput) continue;
            foreach (var name in (string[])[parameter.Name, parameter.Id])
                if (name != parameter.Variable && given.TryGetValue(name, out var value)) given = given.Without(name).With(parameter.Variable, value);
        }
        return given;
    }

    /// <summary>What a called case gives back: outputs that were set, its variables, and its parameters under their own names.</summary>
    internal static ValueMap ResultsOf(CaseState called, JourneyPlan plan)
    {
        var results = called.Item(RootOrdinal)?.Variables ?? ValueMap.Empty;
        foreach (var (name, value) in called.Outputs) results = results.With(name, value);
        foreach (var parameter in plan.Parameters)
            if (parameter.IsOutput && results.TryGetValue(parameter.Variable, out var value)) results = results.With(parameter.Name, value).With(parameter.Id, value);
        return results;
    }

    private void TakeResults(PlanItem item, ImmutableArray<ParameterMapping> mappings, ValueMap results)
    {
        foreach (var mapping in mappings) TakeResult(item, mapping, results);
    }
}
