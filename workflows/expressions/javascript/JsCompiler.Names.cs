using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions.JavaScript;

/// <summary>Names that begin a chain: Elsa's variables, inputs and functions, and JavaScript's own.</summary>
internal sealed partial class JsCompiler
{
    /// <summary>Names looked through for a suggestion, at most.</summary>
    private const int NamesMax = 100;

    private const string Variables = "variables";

    /// <summary>Elsa's functions about the case, with the member of <c>case</c> that they read.</summary>
    private static readonly Dictionary<string, string> CaseFunctions = new(StringComparer.Ordinal)
    {
        ["getCorrelationId"] = "correlationId", ["getWorkflowInstanceId"] = "id", ["getWorkflowInstanceName"] = "name",
        ["getWorkflowDefinitionId"] = "journey", ["getWorkflowDefinitionVersion"] = "version",
    };

    private static readonly string[] Getters = ["getVariable", "getInput"];

    /// <summary>What a name and the links right behind it mean, and how many of the links that took.</summary>
    private (CelEval Start, int Used) Named(JsNode.Name name, ImmutableArray<JsLink> links)
    {
        if (links[0] is JsLink.Call call) return (Function(name, call, links), 1);
        if (name.Text == Variables) return (VariableMember(links), 1);
        if (!JsFunctions.Namespaces.Contains(name.Text)) return (Unnamed(name), links.Length);
        if (links[0] is not JsLink.Member member) return (Unnamed(name), links.Length);
        var full = $"{name.Text}.{member.Name}";
        if (links.Length > 1 && links[1] is JsLink.Call { Arguments: var arguments }) return (Known(full, member, arguments), 2);
        if (JsFunctions.Number(full) is { } number) return (_ => Value.Of(number), 1);
        return (Issue(member.At, member.Length, "unknown-name", $"There is no number '{Short(full)}'.", Suggest(full, JsFunctions.NumberNames, "A function is called: Math.round(x).")), links.Length);
    }

    private CelEval Unnamed(JsNode.Name name)
    {
        if (name.Text == Variables) return Issue(name.At, name.Length, "unknown-name", "Variables are read one by one.", "Write variables.name.");
        if (scope.HasVariable(name.Text)) return Issue(name.At, name.Length, "unknown-name", $"There is nothing named '{name.Text}', but a variable.", $"Write variables.{name.Text}.");
        if (JsFunctions.Named(name.Text) is not null || CaseFunctions.ContainsKey(name.Text) || Getters.Contains(name.Text) || scope.Getter(name.Text) is not null)
            return Issue(name.At, name.Length, "unknown-name", $"'{name.Text}' is a function, which is no value here.", $"Call it: {name.Text}(…).");
        if (JsFunctions.Namespaces.Contains(name.Text)) return Issue(name.At, name.Length, "unknown-name", $"'{name.Text}' alone is no value.", "Name a member of it, such as Math.PI.");
        return Issue(name.At, name.Length, "unknown-name", $"There is nothing named '{Short(name.Text)}'.",
            Suggest(name.Text, [Variables, .. JsFunctions.Namespaces], "A variable is variables.name, a text stands in quotes: 'like this'."));
    }

    private CelEval VariableMember(ImmutableArray<JsLink> links) => links[0] switch
    {
        JsLink.Member member => Place(false, member.Name, member.At, links),
        JsLink.Element element when TextOf(element.Key) is { } name => Place(false, name, element.Key.At, links),
        var other => Issue(other.At, other.Length, "unknown-name", "The variable is not known when the journey is read.", "Write its name: variables.name."),
    };

    private CelEval Function(JsNode.Name name, JsLink.Call call, ImmutableArray<JsLink> links)
    {
        if (Getters.Contains(name.Text)) return Getter(name, call, links);
        if (CaseFunctions.TryGetValue(name.Text, out var member))
        {
            CheckCount(name.Text, call, call.Arguments.Length, 0, 0);
            reads.Add($"case.{member}");
            return Resolve("case", member, Value.Null);
        }
        if (JsFunctions.Named(name.Text) is null && scope.Getter(name.Text) is { } getter)
        {
            CheckCount(name.Text, call, call.Arguments.Length, 0, 0);
            return Place(getter.IsInput, getter.Name, name.At, links);
        }
        return Known(name.Text, new JsLink.Member(name.Text, false, name.At, name.Length), call.Arguments);
    }

    /// <summary><c>getVariable('x')</c> and <c>getInput('x')</c>.</summary>
    private CelEval Getter(JsNode.Name name, JsLink.Call call, ImmutableArray<JsLink> links)
    {
        if (call.Arguments.Length == 1 && TextOf(call.Arguments[0]) is { } text) return Place(name.Text == "getInput", text, call.Arguments[0].At, links);
        return Issue(name.At, name.Length, "wrong-arguments", $"'{name.Text}' takes one name that is known when the journey is read.", $"Write {name.Text}('name').");
    }

    /// <summary>A variable or an input. As in Elsa, one that is absent is null for the functions, undefined as a member.</summary>
    private CelEval Place(bool isInput, string name, int column, ImmutableArray<JsLink> links)
    {
        if (named.Add((isInput, name))) Names.Add(new JsName(isInput, name, column));
        var root = isInput ? "input" : "vars";
        Read(root, name, links, 1);
        return Resolve(root, name, links[0] is JsLink.Call ? Value.Null : JsValues.Undefined);
    }

    private static CelEval Resolve(string root, string name, Value otherwise) => frame =>
    {
        if (frame.Activation.TryResolve(root, name, out var value)) return JsValues.Seen(value);
        return frame.Activation.TryResolve(root, out var whole) && whole.Kind == ValueKind.Map && whole.AsMap().TryGetValue(name, out value) ? JsValues.Seen(value) : otherwise;
    };

    /// <summary>A function of JavaScript's or Elsa's that needs nothing before the dot.</summary>
    private CelEval Known(string name, JsLink.Member place, ImmutableArray<JsNode> given)
    {
        var arguments = All(given);
        if (JsFunctions.Named(name) is not { } function)
        {
            if (JsRefusals.Call(name, place.At, place.Length) is { } refused) return Issue(refused);
            return Issue(place.At, place.Length, "unknown-function", $"There is no function '{Short(name)}' here.",
                Suggest(name, JsFunctions.Names.Concat(CaseFunctions.Keys).Concat(Getters).Concat(scope.Getters.Take(NamesMax)), "Use one that docs/expressions.md lists, or CEL."));
        }
        CheckCount(name, place, arguments.Length, function.Least, function.Most);
        return frame =>
        {
            var values = new Value[arguments.Length];
            return Evaluate(frame, arguments, values) ?? function.Call(frame, default, values);
        };
    }
}
