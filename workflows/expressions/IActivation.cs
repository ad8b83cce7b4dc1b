using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions;

/// <summary>Where an expression finds its variables while it is evaluated.</summary>
public interface IActivation
{
    /// <summary>The value of a root name; false when there is none of that name.</summary>
    bool TryResolve(string name, out Value value);

    /// <summary>The value of a member of a root, where it is cheaper to find by itself; false: look at the root.</summary>
    bool TryResolve(string name, string member, out Value value)
    {
        value = default;
        return false;
    }
}
