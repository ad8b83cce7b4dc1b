using JourneyOrchestrator.Workflows.Expressions;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Decisions;

/// <summary>What an expression gives that reads nothing.</summary>
internal static class Constants
{
    /// <summary>Null: it depends on what it reads.</summary>
    public static Value? Of(CelExpression expression)
    {
        var probe = new Probe();
        var value = expression.Evaluate(probe);
        return probe.WasAsked ? null : value;
    }

    private sealed class Probe : IActivation
    {
        public bool WasAsked { get; private set; }

        public bool TryResolve(string name, out Value value)
        {
            WasAsked = true;
            value = default;
            return false;
        }
    }
}
