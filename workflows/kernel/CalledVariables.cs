using JourneyOrchestrator.Workflows.Expressions;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>What the mapping of a called case's results sees: the variables of that case.</summary>
internal sealed class CalledVariables(ValueMap variables) : IActivation
{
    public bool TryResolve(string name, out Value value)
    {
        value = Value.OfMap(variables);
        return name == "vars";
    }
}
