using System.Collections.Frozen;
using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions.JavaScript;

/// <summary>Members and elements of values; what is not there is undefined, as in JavaScript.</summary>
internal static class JsMembers
{
    /// <summary>What every object inherits: in JavaScript a function or object, here nothing that could be given.</summary>
    private static readonly FrozenSet<string> Inherited = FrozenSet.Create(StringComparer.Ordinal,
        "constructor", "toString", "toLocaleString", "valueOf", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable", "__proto__", "__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__");

    public static Value Get(in Value target, string name)
    {
        if (target.IsError) return target;
        if (JsValues.IsNothing(target)) return NothingHas(target, name);
        switch (target.Kind)
        {
            case ValueKind.Map when target.AsMap().TryGetValue(name, out var found): return JsValues.Seen(found);
            case ValueKind.String when name == "length": return Value.Of((double)target.AsString().Length);
            case ValueKind.List when name == "length": return Value.Of((double)target.AsList().Length);
            case ValueKind.Timestamp or ValueKind.Duration or ValueKind.Bytes or ValueKind.Type: return Value.Error($"{CelTypes.NameOf(target)} has no member '{name}' here; write the expression in CEL");
        }
        // As in Elsa, members that begin with a capital answer to a small letter too: getChild().output.
        if (target.Kind == ValueKind.Map && name.Length > 0 && char.IsAsciiLetterLower(name[0]) && target.AsMap().TryGetValue(char.ToUpperInvariant(name[0]) + name[1..], out var capital)) return JsValues.Seen(capital);
        if (Inherited.Contains(name) || JsMethods.Of(target.Kind, name) is not null) return Value.Error($"'{name}' is a function, which is no value here: call it");
        return JsValues.Undefined;
    }

    public static Value Element(CelFrame frame, in Value target, in Value key)
    {
        if (target.IsError) return target;
        if (key.IsError) return key;
        var name = JsValues.ToText(frame, key);
        if (name.IsError) return name;
        if (target.Kind is not (ValueKind.List or ValueKind.String) || Position(name.AsString()) is not { } position) return Get(target, name.AsString());
        if (target.Kind == ValueKind.String) return position < target.AsString().Length ? Value.Of(target.AsString().Substring(position, 1)) : JsValues.Undefined;
        return At(target.AsList(), position);
    }

    public static Value At(ImmutableArray<Value> items, int position) => position >= 0 && position < items.Length ? JsValues.Seen(items[position]) : JsValues.Undefined;

    /// <summary>A name that is a position as JavaScript writes it: no sign, no zero in front.</summary>
    private static int? Position(string name)
    {
        if (name.Length is 0 or > 9 || (name[0] == '0' && name.Length > 1)) return null;
        var position = 0;
        foreach (var c in name)
        {
            if (!char.IsAsciiDigit(c)) return null;
            position = (position * 10) + c - '0';
        }
        return position;
    }

    public static Value NothingHas(in Value target, string name) => Value.Error($"'{name}' of {(target.IsNull ? "null" : "undefined")} can't be read; write ?.{name} where it may be absent");
}
