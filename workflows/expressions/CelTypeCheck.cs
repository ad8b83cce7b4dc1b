using JourneyOrchestrator.Workflows.Values;
using K = JourneyOrchestrator.Workflows.Values.ValueKind;

namespace JourneyOrchestrator.Workflows.Expressions;

/// <summary>Finds operations that can never work, on values whose kinds are known before anything runs: literals, results of functions, what <c>now</c> and
/// <c>signal.time</c> always are. What data hold may be anything, and is not judged.</summary>
internal sealed class CelTypeCheck
{
    private const string Listed = "docs/expressions.md tells what works on what.";

    private readonly List<(string Name, K? Kind)> variables = [];

    public List<CelIssue> Issues { get; } = [];

    /// <summary>Kind of what a node gives; null: not known before it runs.</summary>
    public K? KindOf(CelNode node) => node switch
    {
        CelNode.Constant constant => constant.Value.Kind,
        CelNode.Name name => OfName(name),
        CelNode.Select select => OfSelect(select),
        CelNode.Index index => OfIndex(index),
        CelNode.List list => OfList(list),
        CelNode.Map map => OfMap(map),
        CelNode.Call call => OfCall(call),
        CelNode.Comprehension macro => OfMacro(macro),
        CelNode.Bind bind => OfBind(bind),
        _ => throw new InvalidOperationException($"Unknown node {node.GetType()}."),
    };

    private K? OfName(CelNode.Name name)
    {
        if (!name.Root)
            for (var i = variables.Count - 1; i >= 0; i--)
                if (variables[i].Name == name.Text) return variables[i].Kind;
        return name.Text switch { "now" => K.Timestamp, "customer" or "case" or "vars" => K.Map, _ => null };
    }

    private K? OfSelect(CelNode.Select select)
    {
        var target = KindOf(select.Target);
        if (target is not (null or K.Map or K.Optional or K.Null or K.Type))
            Wrong(select, $"{Sentence(Name(target))} has no member '{select.Field}'.", Method(select.Field, target.Value));
        if (select.Test) return K.Bool;
        if (select.Optional || target == K.Optional) return K.Optional;
        return select.Target is CelNode.Name root && variables.TrueForAll(v => v.Name != root.Text) ? OfMember(root.Text, select.Field) : null;
    }

    private static K? OfMember(string root, string member) => (root, member) switch
    {
        ("signal", "id" or "source" or "type") or ("customer", "id") or ("case", "id" or "journey" or "status") => K.String,
        ("signal", "time") or ("case", "startedAt") => K.Timestamp,
        ("case", "version" or "messages") => K.Int,
        ("case", "items" or "outputs") => K.Map,
        _ => null,
    };

    private K? OfIndex(CelNode.Index index)
    {
        var (target, key) = (KindOf(index.Target), KindOf(index.Key));
        if (target is not (null or K.List or K.Map or K.Optional)) Wrong(index, $"{Sentence(Name(target))} has no elements.", Listed);
        else if (target == K.List && key is { } kind && !CelEquality.IsNumber(kind)) Wrong(index, $"{Sentence(Name(key))} is no position in a list.", "Write a number; the first position is 0.");
        return index.Optional || target == K.Optional ? K.Optional : null;
    }

    private K? OfList(CelNode.List list)
    {
        foreach (var (item, _) in list.Items) KindOf(item);
        return K.List;
    }

    private K? OfMap(CelNode.Map map)
    {
        foreach (var (key, value, _) in map.Entries)
        {
            KindOf(key);
            KindOf(value);
        }
        return K.Map;
    }

    private K? OfCall(CelNode.Call call)
    {
        if (call.Receiver && call.Arguments[0] is CelNode.Name { Root: false, Text: "math" or "strings" or "base64" or "optional" } library)
            return OfFunction(call, $"{library.Text}.{call.Function}", [.. call.Arguments.Skip(1).Select(KindOf)]);
        K?[] kinds = [.. call.Arguments.Select(KindOf)];
        switch (call.Function)
        {
            case "_&&_" or "_||_":
                Needs(call.Arguments[0], kinds[0]);
                Needs(call.Arguments[1], kinds[1]);
                return K.Bool;
            case "_?_:_":
                Needs(call.Arguments[0], kinds[0]);
                return kinds[1] == kinds[2] ? kinds[1] : null;
            case "_==_" or "_!=_":
                if (kinds is [{ } left, { } right] && !CelOverloads.CanBeEqual(left, right)) Wrong(call, $"{Sentence(Name(left))} is never equal to {Name(right)}.", Convert(left, right));
                return K.Bool;
            case "@in":
                if (kinds[1] is not (null or K.List or K.Map)) Wrong(call, $"Nothing is in {Name(kinds[1])}: 'in' looks in a list, or among the keys of a map.", "For a part of a text write text.contains(part).");
                return K.Bool;
            default: return CelOverloads.IsBinary(call.Function) ? OfOperator(call, kinds[0], kinds[1]) : OfFunction(call, call.Function, kinds);
        }
    }

    private K? OfOperator(CelNode.Call call, K? left, K? right)
    {
        if (CelOverloads.TryOperator(call.Function, left, right, out var result)) return result;
        var symbol = call.Function.Trim('_');
        var on = left is null || right is null ? Name(left ?? right) : $"{Name(left)} and {Name(right)}";
        Wrong(call, $"'{symbol}' does not work on {on}.", left is { } a && right is { } b ? Convert(a, b) : Listed);
        return result;
    }

    private K? OfFunction(CelNode.Call call, string name, K?[] kinds)
    {
        if (!CelOverloads.Fits(name, kinds))
            Wrong(call, $"{name.Trim('_')}{(char.IsLetter(name[0]) ? "()" : "")} does not work on {string.Join(", ", kinds.Select(k => k is null ? "something" : Name(k)))}.", Listed);
        return CelOverloads.ResultOf(name);
    }

    private K? OfMacro(CelNode.Comprehension macro)
    {
        var range = KindOf(macro.Range);
        if (range is not (null or K.List or K.Map)) Wrong(macro.Range, $"{Sentence(Name(range))} has no items to go through.", "Macros go through lists and maps.");
        var known = variables.Count;
        variables.Add((macro.First, null));
        if (macro.Second is { } second) variables.Add((second, null));
        if (macro.Filter is { } filter) Needs(filter, KindOf(filter));
        var body = KindOf(macro.Body);
        if (macro.Macro is CelMacro.All or CelMacro.Exists or CelMacro.ExistsOne or CelMacro.Filter) Needs(macro.Body, body);
        variables.RemoveRange(known, variables.Count - known);
        return macro.Macro switch
        {
            CelMacro.All or CelMacro.Exists or CelMacro.ExistsOne => K.Bool,
            CelMacro.TransformMap => K.Map,
            _ => K.List,
        };
    }

    private K? OfBind(CelNode.Bind bind)
    {
        var value = KindOf(bind.Value);
        if (bind.Binding != CelBinding.Plain && value is not (null or K.Optional)) Wrong(bind.Value, $"{Sentence(Name(value))} is no optional.", "Write target.?field for one.");
        variables.Add((bind.Variable, bind.Binding == CelBinding.Plain ? value : null));
        var body = KindOf(bind.Body);
        variables.RemoveAt(variables.Count - 1);
        return bind.Binding == CelBinding.Plain ? body : K.Optional;
    }

    private void Needs(CelNode node, K? kind)
    {
        if (kind is not (null or K.Bool)) Wrong(node, $"{Sentence(Name(kind))} is no truth value.", "Compare it with something.");
    }

    private void Wrong(CelNode node, string message, string fix) => Issues.Add(new CelIssue(node.At, node.Length, "wrong-types", message, fix));

    /// <summary>What people call a kind, with its article.</summary>
    public static string Name(K? kind) => kind switch
    {
        null or K.Null => "null",
        K.Int => "an int",
        K.Optional => "an optional",
        { } other => $"a {other.ToString().ToLowerInvariant()}",
    };

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>The function that somebody may have meant by a member.</summary>
    private static string Method(string field, K on)
    {
        var name = char.ToUpperInvariant(field[0]) + field[1..];
        var known = CelFunctions.Names.Where(f => !f.Contains('.', StringComparison.Ordinal) && CelOverloads.Fits(f, [on])).ToArray();
        return (CelSuggestions.Nearest($"get{name}", known) ?? CelSuggestions.Nearest(field, known)) is { } nearest ? $"Did you mean {nearest}()?" : Listed;
    }

    private static string Convert(K left, K right)
    {
        if (CelEquality.IsNumber(left) && CelEquality.IsNumber(right)) return "Convert one of them, with int(x) or double(x).";
        if (left == K.String || right == K.String) return (left == K.String ? right : left) switch
        {
            K.Timestamp => "Convert one of them, with timestamp(x) or string(x).",
            K.Duration => "Convert one of them, with duration(x) or string(x).",
            K.Int or K.UInt or K.Double => "Convert one of them, with int(x), double(x) or string(x).",
            _ => "Convert one of them, with string(x).",
        };
        if (left == K.Timestamp || right == K.Timestamp) return "A duration is written duration('1h30m').";
        return Listed;
    }
}
