using JourneyOrchestrator.Workflows.Expressions;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Definitions;

/// <summary>The compiled value of an activity's input. A closed set.</summary>
public abstract record PlanInput
{
    private PlanInput() { }

    /// <summary>A constant, already converted to the input's type.</summary>
    public sealed record Literal(Value Value) : PlanInput;

    /// <summary>An expression, of CEL or of JavaScript.</summary>
    public sealed record Expression(CelExpression Cel) : PlanInput;

    /// <summary>A variable of an enclosing scope, by id (names are looked up at compile time).</summary>
    public sealed record Variable(string Id, string Name) : PlanInput;

    /// <summary>An input of the journey, by name.</summary>
    public sealed record JourneyInput(string Name) : PlanInput;

    /// <summary>An expression that this engine does not run (another language, wrong text): evaluating it faults the activity with this message.</summary>
    public sealed record Unsupported(string Message) : PlanInput;
}

/// <summary>Type that an input or variable is converted to (elsa/FORMAT.md section 3 of the shared notes; Elsa's aliases).</summary>
public enum PlanType { Any, String, Boolean, Integer, Number, TimeSpan, DateTime, List, Map }

/// <summary>A variable of the journey or of a container. <paramref name="Id"/> is what outputs and SetVariable name.</summary>
public sealed record VariablePlan(string Id, string Name, PlanType Type, Value Initial)
{
    /// <summary>Initial values by name; of a name that comes twice the first counts.</summary>
    internal static ValueMap Initials(IEnumerable<VariablePlan> variables)
    {
        var builder = new ValueMap.Builder();
        foreach (var variable in variables.DistinctBy(v => v.Name)) builder.Add(variable.Name, variable.Initial);
        return builder.Build();
    }
}
