using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions;

/// <summary>Where an expression finds its variables while it is evaluated.</summary>
public interface IActivation
{
    /// <summary>The value of a root name; false when there is none of that name.</summary>
    bool TryResolve(string name, out Value value);
}
