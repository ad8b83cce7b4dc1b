using System.Text;
using JourneyOrchestrator.Workflows.Expressions;
using JourneyOrchestrator.Workflows.Expressions.JavaScript;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Tests.Expressions.JavaScript;

/// <summary>Evaluates scripts against the same surroundings as <see cref="NodeRun"/> does.</summary>
internal static class JsEvaluation
{
    /// <summary>Variables, inputs and the case that scripts see.</summary>
    public const string Surroundings = """
        {
          "vars": {
            "n": 3, "zero": 0, "half": 0.5, "big": 9007199254740991, "name": "Ada", "empty": "", "text": "42", "yes": true, "no": false, "nothing": null, "umlaut": "Straße",
            "list": [1, 2, 3], "names": ["b", "a"], "mixed": [1, "1", null, true, [2, 3]], "none": [], "emoji": "😀a", "my var": 1, "order_total": 12.5,
            "trip": { "booking": "X1", "legs": [{ "delay": 7, "train": "ICE 1" }, { "delay": 0, "train": "RE 5" }], "seat": null }
          },
          "input": { "Message": "hi", "count": 2 },
          "case": { "id": "case-1", "correlationId": "c1", "name": "Trip", "journey": "rail-trip", "version": 4 }
        }
        """;

    private static readonly Dictionary<string, Value> Roots = ValueJson.Parse(Encoding.UTF8.GetBytes(Surroundings)).AsMap().ToDictionary(r => r.Key.AsString(), r => r.Value);

    public static JsScope Scope { get; } = new([NamesOf("vars")], NamesOf("input"));

    public static Value Of(string script, JsWanted wanted = JsWanted.Any) => With(script, new Dictionary<string, Value>(), wanted);

    /// <summary>The same with more variables.</summary>
    public static Value With(string script, Dictionary<string, Value> variables, JsWanted wanted = JsWanted.Any)
    {
        var compiled = JavaScriptExpression.Compile(script, Scope, wanted);
        Assert.True(compiled.Expression is not null, $"{script}: {string.Join(' ', compiled.Issues.Select(i => i.Message))}");
        var all = variables.Aggregate(Roots["vars"].AsMap(), (map, variable) => map.With(variable.Key, variable.Value));
        return compiled.Expression.Evaluate(new Names(all));
    }

    public static CelIssue IssueOf(string script)
    {
        var compiled = JavaScriptExpression.Compile(script, Scope);
        Assert.Null(compiled.Expression);
        return compiled.Issues[0];
    }

    /// <summary>Equal for JavaScript, which has one kind of numbers.</summary>
    public static bool Alike(in Value ours, in Value node)
    {
        if (ours.Kind is ValueKind.Int or ValueKind.Double && node.Kind is ValueKind.Int or ValueKind.Double) return ours.AsDouble() == node.AsDouble();
        if (ours.Kind != node.Kind) return false;
        if (ours.Kind == ValueKind.List) return ours.AsList().Length == node.AsList().Length && ours.AsList().Zip(node.AsList()).All(p => Alike(p.First, p.Second));
        if (ours.Kind != ValueKind.Map) return ours == node;
        var (left, right) = (ours.AsMap(), node.AsMap());
        return left.Count == right.Count && Enumerable.Range(0, left.Count).All(i => left.KeyAt(i) == right.KeyAt(i) && Alike(left.ValueAt(i), right.ValueAt(i)));
    }

    private static JsNames NamesOf(string root) => new(Roots[root].AsMap().Select(r => r.Key.AsString()));

    private sealed class Names(ValueMap variables) : IActivation
    {
        public bool TryResolve(string name, out Value value)
        {
            if (name != "vars") return Roots.TryGetValue(name, out value);
            value = Value.OfMap(variables);
            return true;
        }
    }
}
