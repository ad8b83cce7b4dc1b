using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions;

internal sealed partial class CelCompiler
{
    private static readonly string[] Libraries = ["math", "strings", "base64", "optional"];

    private CelEval Call(CelNode.Call call)
    {
        if (call.Receiver && call.Arguments[0] is CelNode.Name { Root: false } library && Libraries.Contains(library.Text) && Slot(library.Text) is null)
            return Function(call, $"{library.Text}.{call.Function}", [.. call.Arguments.Skip(1).Select(Compile)]);
        if (call.Function == "matches" && call.Arguments is [var text, CelNode.Constant { Value.Kind: ValueKind.String } pattern]) return Matches(text, pattern);
        var arguments = call.Arguments.Select(Compile).ToArray();
        return Operator(call.Function, arguments) ?? Function(call, call.Function, arguments);
    }

    private static CelEval? Operator(string function, CelEval[] a) => function switch
    {
        "_&&_" => Both(a[0], a[1]),
        "_||_" => Either(a[0], a[1]),
        "_?_:_" => Choice(a[0], a[1], a[2]),
        "_==_" => Equality(a[0], a[1], true),
        "_!=_" => Equality(a[0], a[1], false),
        "_<_" => Order(a[0], a[1], "<", o => o < 0),
        "_<=_" => Order(a[0], a[1], "<=", o => o <= 0),
        "_>_" => Order(a[0], a[1], ">", o => o is > 0 and not 2),
        "_>=_" => Order(a[0], a[1], ">=", o => o is >= 0 and not 2),
        "_+_" => f => CelStrict.Two(a[0](f), a[1](f), f, CelArithmetic.Add),
        "_-_" => f => CelStrict.Two(a[0](f), a[1](f), f, (CelFrame _, in Value x, in Value y) => CelArithmetic.Subtract(x, y)),
        "_*_" => f => CelStrict.Two(a[0](f), a[1](f), f, (CelFrame _, in Value x, in Value y) => CelArithmetic.Multiply(x, y)),
        "_/_" => f => CelStrict.Two(a[0](f), a[1](f), f, (CelFrame _, in Value x, in Value y) => CelArithmetic.Divide(x, y)),
        "_%_" => f => CelStrict.Two(a[0](f), a[1](f), f, (CelFrame _, in Value x, in Value y) => CelArithmetic.Remainder(x, y)),
        "@in" => f => CelAccess.In(f, a[0](f), a[1](f)),
        "!_" => Not(a[0]),
        "-_" => f => a[0](f) is var v && v.IsError ? v : CelArithmetic.Negate(v),
        "or" when a.Length == 2 => Or(a[0], a[1], unwrap: false),
        "orValue" when a.Length == 2 => Or(a[0], a[1], unwrap: true),
        _ => null,
    };

    private static Value NoBool(in Value value) => value.IsError ? value : Value.Error($"{CelTypes.NameOf(value)} is no truth value");

    /// <summary>A deciding operand on either side absorbs the other's error.</summary>
    private static CelEval Both(CelEval left, CelEval right) => frame =>
    {
        var a = left(frame);
        if (a.Kind == ValueKind.Bool && !a.IsTrue) return a;
        var b = right(frame);
        if (b.Kind == ValueKind.Bool && !b.IsTrue) return b;
        return a.Kind != ValueKind.Bool ? NoBool(a) : b.Kind != ValueKind.Bool ? NoBool(b) : Value.True;
    };

    private static CelEval Either(CelEval left, CelEval right) => frame =>
    {
        var a = left(frame);
        if (a.IsTrue) return a;
        var b = right(frame);
        if (b.IsTrue) return b;
        return a.Kind != ValueKind.Bool ? NoBool(a) : b.Kind != ValueKind.Bool ? NoBool(b) : Value.False;
    };

    private static CelEval Choice(CelEval condition, CelEval then, CelEval otherwise) => frame =>
    {
        var c = condition(frame);
        return c.Kind == ValueKind.Bool ? (c.IsTrue ? then(frame) : otherwise(frame)) : NoBool(c);
    };

    private static CelEval Not(CelEval operand) => frame =>
    {
        var value = operand(frame);
        return value.Kind == ValueKind.Bool ? Value.Of(!value.IsTrue) : NoBool(value);
    };

    private static CelEval Equality(CelEval left, CelEval right, bool wanted) => frame =>
    {
        var (a, b) = (left(frame), right(frame));
        if (a.IsError) return a;
        if (b.IsError) return b;
        if (a.Kind == b.Kind && !CelEquality.IsPlain(a.Kind) && !frame.SpendAll(a)) return CelFrame.TooExpensive;
        return Value.Of(CelEquality.Equals(a, b) == wanted);
    };

    private static CelEval Order(CelEval left, CelEval right, string symbol, Func<int, bool> holds) => frame =>
    {
        var (a, b) = (left(frame), right(frame));
        if (a.IsError) return a;
        if (b.IsError) return b;
        return CelEquality.Compare(a, b) is { } order ? Value.Of(order != 2 && holds(order)) : CelArithmetic.NoOverload(symbol, a, b);
    };

    private static CelEval Or(CelEval optional, CelEval otherwise, bool unwrap) => frame =>
    {
        var value = optional(frame);
        if (value.IsError) return value;
        if (value.Kind != ValueKind.Optional) return Value.Error($"{CelTypes.NameOf(value)} is no optional");
        return value.AsOptional() is { } held ? (unwrap ? held : value) : otherwise(frame);
    };

    private long states;

    private CelEval Matches(CelNode text, CelNode.Constant pattern)
    {
        var target = Compile(text);
        var compiled = CelPattern.Of(pattern.Value.AsString(), out var reason);
        if (compiled is not null && (states += compiled.States) > CelPattern.StatesMax) (compiled, reason) = (null, "the patterns of the expression repeat too much together");
        if (compiled is null)
            return Issue(pattern, "bad-pattern", $"matches(): {reason}.", "Use the syntax of RE2, without look-around and back references.");
        return frame =>
        {
            var value = target(frame);
            if (value.IsError) return value;
            return value.Kind == ValueKind.String ? compiled.Matches(frame, value.AsString()) : Value.Error($"matches() does not work on {CelTypes.NameOf(value)}");
        };
    }

    private CelEval Function(CelNode.Call call, string name, CelEval[] arguments)
    {
        var overloads = CelFunctions.Named(name);
        if (overloads.Length == 0 && scope.IsOpen) return _ => Value.Error($"there is no function '{name}'");
        if (overloads.Length == 0)
            return Issue(call, "unknown-function", $"There is no function '{name}'.", Suggest(name, CelFunctions.Names, "docs/expressions.md lists the functions."));
        overloads = [.. overloads.Where(f => f.Takes(arguments.Length))];
        if (overloads.Length == 0)
        {
            var counts = string.Join(" or ", CelFunctions.Named(name).Select(f => f.Kinds.Length).Distinct().Order());
            return Issue(call, "wrong-arguments", $"{name}() takes {counts} arguments, its receiver included, not {arguments.Length}.", "Add or remove arguments.");
        }
        return frame =>
        {
            var values = new Value[arguments.Length];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = arguments[i](frame);
                if (values[i].IsError) return values[i];
                if (!frame.SpendTop(values[i])) return CelFrame.TooExpensive;
            }
            foreach (var overload in overloads)
                if (overload.Fits(values)) return overload.Body(frame, values);
            return Value.Error($"{name}() does not work on {string.Join(", ", values.Select(v => CelTypes.NameOf(v)))}");
        };
    }
}

/// <summary>Operators on two values, of which an error comes out unchanged.</summary>
internal static class CelStrict
{
    public delegate Value Operation(CelFrame frame, in Value a, in Value b);

    public static Value Two(in Value a, in Value b, CelFrame frame, Operation operation) => a.IsError ? a : b.IsError ? b : operation(frame, a, b);
}
