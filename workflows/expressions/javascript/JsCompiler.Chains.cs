using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions.JavaScript;

/// <summary>Members, elements and methods, and what a chain of them reads.</summary>
internal sealed partial class JsCompiler
{
    private const int SuggestionsMax = 10;

    /// <summary>A step of a chain, compiled.</summary>
    private readonly record struct Step(bool Optional, Func<CelFrame, Value, Value> Apply);

    private CelEval Chain(JsNode.Chain chain)
    {
        var links = chain.Links;
        var (start, used) = chain.Base is JsNode.Name name ? Named(name, links) : (Compile(chain.Base), 0);
        var steps = Steps(links, used);
        return steps.Length == 0 ? start : frame =>
        {
            var value = start(frame);
            foreach (var step in steps)
            {
                if (value.IsError) return value;
                if (step.Optional && JsValues.IsNothing(value)) return JsValues.Undefined;
                value = step.Apply(frame, value);
            }
            return value;
        };
    }

    private Step[] Steps(ImmutableArray<JsLink> links, int from)
    {
        var steps = new List<Step>();
        for (var i = from; i < links.Length; i++)
        {
            switch (links[i])
            {
                case JsLink.Member method when i + 1 < links.Length && links[i + 1] is JsLink.Call call:
                    steps.Add(new Step(method.Optional, Method(method, call)));
                    i++;
                    break;
                case JsLink.Member member: steps.Add(new Step(member.Optional, (_, target) => JsMembers.Get(target, member.Name))); break;
                case JsLink.Element element:
                    var key = Compile(element.Key);
                    steps.Add(new Step(element.Optional, (frame, target) => JsMembers.Element(frame, target, key(frame))));
                    break;
                case JsLink.Call called:
                    Issue(called.At, called.Length, "unknown-function", "Only functions and methods with a name can be called.", "Write the name before the parentheses.");
                    break;
            }
        }
        return [.. steps];
    }

    private Func<CelFrame, Value, Value> Method(JsLink.Member method, JsLink.Call call)
    {
        var arguments = All(call.Arguments);
        var (name, known) = (method.Name, JsMethods.Named(method.Name));
        if (known.Length == 0) NoMethod(method);
        else CheckCount(name, method, arguments.Length, known.Min(f => f.Least), known.Max(f => f.Most));
        return (frame, target) =>
        {
            if (JsValues.IsNothing(target)) return JsMembers.NothingHas(target, name);
            var function = JsMethods.Of(target.Kind, name);
            var values = new Value[arguments.Length];
            if (Evaluate(frame, arguments, values) is { } error) return error;
            return function is null ? Value.Error($"{JsMethods.Described(target.Kind)} has no method '{name}'") : function.Call(frame, target, values);
        };
    }

    private void NoMethod(JsLink.Member method)
    {
        if (JsRefusals.Call(method.Name, method.At, method.Length) is { } refused) Issue(refused);
        else if (method.Name == "length") Issue(method.At, method.Length, "unknown-function", "'length' is no function.", "Write it without parentheses.");
        else Issue(method.At, method.Length, "unknown-function", $"There is no method '{Short(method.Name)}' here.", Suggest(method.Name, JsMethods.Names, "Use one that docs/expressions.md lists, or CEL."));
    }

    private void CheckCount(string name, JsLink link, int count, int least, int most)
    {
        if (count < least) Issue(link.At, link.Length, "wrong-arguments", $"'{name}' needs {least} {(least == 1 ? "value" : "values")} in its parentheses.", "Add what is missing.");
        else if (count > most) Issue(link.At, link.Length, "wrong-arguments", $"'{name}' takes {(most == 0 ? "nothing" : $"at most {most}")} in its parentheses.", "Remove what is too much.");
    }

    /// <summary>Fills in the values; the first error, if there is one.</summary>
    private static Value? Evaluate(CelFrame frame, CelEval[] arguments, Value[] values)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            values[i] = arguments[i](frame);
            if (values[i].IsError) return values[i];
        }
        return null;
    }

    /// <summary>Notes the path that a chain reads, as far as it consists of names: what an explanation shows.</summary>
    private void Read(string root, string name, ImmutableArray<JsLink> links, int from)
    {
        if (name.Contains('.', StringComparison.Ordinal)) return;
        var path = $"{root}.{name}";
        for (var i = from; i < links.Length && NameOf(links[i]) is { } member && (i + 1 == links.Length || links[i + 1] is not JsLink.Call); i++) path += "." + member;
        reads.Add(path);
    }

    /// <summary>The member that a link names; null where it is computed, or tells something about the whole.</summary>
    private static string? NameOf(JsLink link) => link switch
    {
        JsLink.Member { Name: not "length" } member => member.Name,
        JsLink.Element element when TextOf(element.Key) is { Length: > 0 } text && !text.Contains('.', StringComparison.Ordinal) && text != "length" => text,
        _ => null,
    };

    /// <summary>A text that is written out; null for anything that is computed.</summary>
    private static string? TextOf(JsNode node) => node switch
    {
        JsNode.Constant { Value: { Kind: ValueKind.String } text } => text.AsString(),
        JsNode.Template { Holes.IsEmpty: true } template => template.Texts[0],
        JsNode.Group group => TextOf(group.Inner),
        _ => null,
    };

    /// <summary>"Did you mean", or what to do otherwise. Beyond a few issues nothing is looked for any more: it takes time.</summary>
    private string Suggest(string name, IEnumerable<string> known, string otherwise) =>
        Issues.Count < SuggestionsMax && CelSuggestions.Nearest(name, known) is { } nearest ? $"Did you mean '{nearest}'?" : otherwise;

    private static string Short(string name) => name.Length > 50 ? name[..50] + "…" : name;
}
