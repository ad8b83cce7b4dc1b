using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions;

/// <summary>Fields, elements, membership.</summary>
internal static class CelAccess
{
    public static bool IsKey(ValueKind kind) => kind is ValueKind.Bool or ValueKind.Int or ValueKind.UInt or ValueKind.String;

    public static Value Build(ValueMap.Builder builder) =>
        builder.TryBuild(out var map, out var twice) && !HasTwins(map) ? Value.OfMap(map) : Value.Error($"the key '{twice.ToText()}' comes twice");

    /// <summary>1 and 1u are one key.</summary>
    private static bool HasTwins(ValueMap map)
    {
        for (var i = 0; i < map.Count; i++)
        {
            var key = map.KeyAt(i);
            if (key.Kind == ValueKind.UInt && key.AsUInt() <= long.MaxValue && map.TryGetValue(Value.Of((long)key.AsUInt()), out _)) return true;
        }
        return false;
    }

    public static Value Field(in Value target, string field)
    {
        if (target.Kind == ValueKind.Map) return target.AsMap().TryGetValue(field, out var value) ? value : Value.Error($"there is no '{field}'");
        if (target.IsError) return target;
        if (target.Kind == ValueKind.Optional) return OptionalField(target, field);
        return Value.Error($"{CelTypes.NameOf(target)} has no member '{field}'");
    }

    public static Value Has(in Value target, string field) => target.Kind switch
    {
        ValueKind.Error => target,
        ValueKind.Map => Value.Of(target.AsMap().TryGetValue(field, out _)),
        ValueKind.Null => Value.False,
        ValueKind.Optional => target.AsOptional() is { } held ? Has(held, field) : Value.False,
        _ => Value.Error($"{CelTypes.NameOf(target)} has no members"),
    };

    public static Value OptionalField(in Value target, string field) => target.Kind switch
    {
        ValueKind.Error => target,
        ValueKind.Optional => target.AsOptional() is { } held ? OptionalField(held, field) : target,
        ValueKind.Map => Value.OfOptional(target.AsMap().TryGetValue(field, out var value) ? value : null),
        _ => Value.Error($"{CelTypes.NameOf(target)} has no members"),
    };

    public static Value Element(in Value target, in Value key)
    {
        if (target.IsError) return target;
        if (key.IsError) return key;
        if (target.Kind == ValueKind.Optional) return OptionalElement(target, key);
        if (target.Kind == ValueKind.Map)
            return CelEquality.TryFind(target.AsMap(), key, out var value) ? value : Value.Error($"there is no '{key.ToText()}'");
        if (target.Kind != ValueKind.List) return Value.Error($"{CelTypes.NameOf(target)} has no elements");
        if (Position(key) is not { } position) return Value.Error($"{CelTypes.NameOf(key)} is no position in a list");
        var items = target.AsList();
        return position >= 0 && position < items.Length ? items[(int)position] : Value.Error($"the list has no position {position}");
    }

    public static Value OptionalElement(in Value target, in Value key)
    {
        if (target.IsError) return target;
        if (key.IsError) return key;
        if (target.Kind == ValueKind.Optional) return target.AsOptional() is { } held ? OptionalElement(held, key) : target;
        if (target.Kind is not (ValueKind.Map or ValueKind.List)) return Value.Error($"{CelTypes.NameOf(target)} has no elements");
        var element = Element(target, key);
        return Value.OfOptional(element.IsError ? null : element);
    }

    private static long? Position(in Value key) => key.Kind switch
    {
        ValueKind.Int => key.AsInt(),
        ValueKind.UInt when key.AsUInt() <= int.MaxValue => (long)key.AsUInt(),
        ValueKind.Double when CelEquality.TryWhole(key.AsDouble(), out var whole) && whole.Kind == ValueKind.Int => whole.AsInt(),
        _ => null,
    };

    public static Value In(CelFrame frame, in Value item, in Value container)
    {
        if (item.IsError) return item;
        var plain = item.Kind is not (ValueKind.List or ValueKind.Map or ValueKind.String or ValueKind.Bytes);
        if (!(plain || container.Kind != ValueKind.List ? frame.SpendTop(container) : frame.SpendAll(container))) return CelFrame.TooExpensive;
        switch (container.Kind)
        {
            case ValueKind.Error: return container;
            case ValueKind.Map: return Value.Of(CelEquality.TryFind(container.AsMap(), item, out _));
            case ValueKind.List:
                foreach (ref readonly var other in container.AsList().AsSpan())
                    if (CelEquality.Equals(item, other)) return Value.True;
                return Value.False;
            default: return Value.Error($"'in' does not work on {CelTypes.NameOf(container)}");
        }
    }
}
