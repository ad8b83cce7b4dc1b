using System.Collections.Immutable;

namespace JourneyOrchestrator.Workflows.Expressions.JavaScript;

/// <summary>Variables and inputs that can be named at a place.</summary>
/// <param name="Variables">Those of each container around it, the nearest first.</param>
public sealed record JsScope(IEnumerable<JsNames> Variables, JsNames Inputs)
{
    /// <summary>No names at all.</summary>
    public static JsScope Empty { get; } = new([], JsNames.None);

    internal bool HasVariable(string name) => Variables.Any(names => names.Contains(name));

    /// <summary>What one of Elsa's functions reads: a variable, else an input; null when it is neither.</summary>
    internal (bool IsInput, string Name)? Getter(string function)
    {
        foreach (var names in Variables)
            if (names.Named(function) is { } variable) return (false, variable);
        return Inputs.Named(function) is { } input ? (true, input) : null;
    }

    /// <summary>The functions of all of them, for suggestions.</summary>
    internal IEnumerable<string> Getters => Variables.Append(Inputs).SelectMany(names => names.Getters);
}

/// <summary>A variable or input that a script names.</summary>
/// <param name="Column">0-based; where it is named first.</param>
public sealed record JsName(bool IsInput, string Name, int Column);

/// <summary>Answer of compiling a script: the expression, or the issues that prevent it; and what it names, which only the whole journey can judge.</summary>
public sealed record JsCompiled(CelExpression? Expression, ImmutableArray<CelIssue> Issues, ImmutableArray<JsName> Names);
