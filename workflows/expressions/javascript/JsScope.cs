using System.Collections.Immutable;

namespace JourneyOrchestrator.Workflows.Expressions.JavaScript;

/// <summary>Variables and inputs that can be named at a place, the nearest first. Elsa gives each a function: <c>getOrderTotal()</c> for <c>orderTotal</c>.</summary>
public sealed record JsScope(IEnumerable<string> Variables, IEnumerable<string> Inputs)
{
    public static JsScope Empty { get; } = new([], []);

    /// <summary>What a function of Elsa's reads: a variable, else an input; null when it is neither.</summary>
    public (bool IsInput, string Name)? Getter(string function)
    {
        if (!function.StartsWith("get", StringComparison.Ordinal)) return null;
        if (Variables.FirstOrDefault(name => Function(name) == function) is { } variable) return (false, variable);
        return Inputs.FirstOrDefault(name => Function(name) == function) is { } input ? (true, input) : null;
    }

    /// <summary>The functions of all of them, for suggestions.</summary>
    public IEnumerable<string> Getters => Variables.Concat(Inputs).Select(Function);

    /// <summary>Words begin with a capital and are joined: <c>order total</c> gives <c>getOrderTotal</c>.</summary>
    private static string Function(string name)
    {
        var function = new System.Text.StringBuilder("get");
        var begins = true;
        foreach (var c in name)
        {
            if (c is ' ' or '_' or '-') begins = true;
            else
            {
                function.Append(begins ? char.ToUpperInvariant(c) : c);
                begins = false;
            }
        }
        return function.ToString();
    }
}

/// <summary>A variable or input that a script names.</summary>
/// <param name="Column">0-based.</param>
public sealed record JsName(bool IsInput, string Name, int Column);

/// <summary>Answer of compiling a script: the expression, or the issues that prevent it; and what it names, which only the whole journey can judge.</summary>
public sealed record JsCompiled(CelExpression? Expression, ImmutableArray<CelIssue> Issues, ImmutableArray<JsName> Names);
