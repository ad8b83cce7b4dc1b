using System.Collections.Frozen;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions.JavaScript;

/// <summary>Functions and numbers that need no value before the dot: <c>parseInt</c>, <c>Math.round</c>, <c>Math.PI</c>. Only such as give the same on every machine.</summary>
internal static class JsFunctions
{
    /// <summary>Names with functions and numbers below them.</summary>
    public static readonly string[] Namespaces = ["Math", "Number", "String", "Array", "JSON"];

    private static readonly FrozenDictionary<string, JsFunction> Functions =
        Conversions().Concat(Questions()).Concat(Maths()).ToFrozenDictionary(f => f.Name, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, double> Numbers = new Dictionary<string, double>(StringComparer.Ordinal)
    {
        ["Math.PI"] = Math.PI, ["Math.E"] = Math.E, ["Math.SQRT2"] = 1.4142135623730951, ["Math.SQRT1_2"] = 0.7071067811865476, ["Math.LN2"] = 0.6931471805599453,
        ["Math.LN10"] = 2.302585092994046, ["Math.LOG2E"] = 1.4426950408889634, ["Math.LOG10E"] = 0.4342944819032518,
        ["Number.MAX_SAFE_INTEGER"] = JsNumbers.SafeMax, ["Number.MIN_SAFE_INTEGER"] = -JsNumbers.SafeMax, ["Number.MAX_VALUE"] = double.MaxValue, ["Number.MIN_VALUE"] = double.Epsilon,
        ["Number.EPSILON"] = 2.220446049250313e-16, ["Number.POSITIVE_INFINITY"] = double.PositiveInfinity, ["Number.NEGATIVE_INFINITY"] = double.NegativeInfinity, ["Number.NaN"] = double.NaN,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>All names that can be called, for suggestions.</summary>
    public static IEnumerable<string> Names => Functions.Keys;

    /// <summary>All numbers that have a name, for suggestions.</summary>
    public static IEnumerable<string> NumberNames => Numbers.Keys;

    public static JsFunction? Named(string name) => Functions.GetValueOrDefault(name);

    public static double? Number(string name) => Numbers.TryGetValue(name, out var number) ? number : null;

    private static IEnumerable<JsFunction> Conversions() =>
    [
        F("Number", "n", a => a[0]), F("String", "t", a => a[0]), F("Boolean", "v", a => Value.Of(JsValues.IsTrue(a[0]))),
        F("parseFloat", "t", a => Value.Of(JsNumbers.ParseStart(a[0].AsString()))), F("Number.parseFloat", "t", a => Value.Of(JsNumbers.ParseStart(a[0].AsString()))),
        new("parseInt", "tn", 1, (frame, _, a) => ParseInt(frame, a)), new("Number.parseInt", "tn", 1, (frame, _, a) => ParseInt(frame, a)),
        new("JSON.stringify", "v", 1, (frame, _, a) => JsJson.Write(frame, a[0])),
    ];

    private static IEnumerable<JsFunction> Questions() =>
    [
        F("isNaN", "n", a => Value.Of(double.IsNaN(a[0].AsDouble()))), F("isFinite", "n", a => Value.Of(double.IsFinite(a[0].AsDouble()))),
        F("Number.isNaN", "v", a => Value.Of(Is(a[0], double.IsNaN))), F("Number.isFinite", "v", a => Value.Of(Is(a[0], double.IsFinite))),
        F("Number.isInteger", "v", a => Value.Of(Is(a[0], double.IsInteger))),
        F("Number.isSafeInteger", "v", a => Value.Of(Is(a[0], n => double.IsInteger(n) && Math.Abs(n) <= JsNumbers.SafeMax))),
        F("Array.isArray", "v", a => Value.Of(a[0].Kind == ValueKind.List)),
        F("isNullOrEmpty", "v", a => Text(a[0], text => text.Length == 0)), F("isNullOrWhiteSpace", "v", a => Text(a[0], text => text.All(char.IsWhiteSpace))),
    ];

    private static IEnumerable<JsFunction> Maths() =>
    [
        M("abs", Math.Abs), M("ceil", Math.Ceiling), M("floor", Math.Floor), M("trunc", Math.Truncate), M("sqrt", Math.Sqrt), M("round", Round), M("fround", n => (float)n),
        M("sign", n => double.IsNaN(n) || n == 0 ? n : Math.Sign(n)),
        new("Math.pow", "nn", 2, (_, _, a) => Value.Of(JsOperators.Power(a[0].AsDouble(), a[1].AsDouble()))),
        new("Math.max", "n*", 0, (_, _, a) => Value.Of(a.Aggregate(double.NegativeInfinity, (best, n) => Math.Max(best, n.AsDouble())))),
        new("Math.min", "n*", 0, (_, _, a) => Value.Of(a.Aggregate(double.PositiveInfinity, (best, n) => Math.Min(best, n.AsDouble())))),
    ];

    private static JsFunction F(string name, string parameters, Func<Value[], Value> body) => new(name, parameters, parameters.Length, (_, _, a) => body(a));

    private static JsFunction M(string name, Func<double, double> body) => F("Math." + name, "n", a => Value.Of(body(a[0].AsDouble())));

    private static bool Is(in Value value, Func<double, bool> test) => CelEquality.IsNumber(value.Kind) && test(value.AsDouble());

    /// <summary>A question about a text that may be absent; anything else is refused, as Elsa's functions do.</summary>
    private static Value Text(in Value value, Func<string, bool> test) =>
        JsValues.IsNothing(value) ? Value.True : value.Kind == ValueKind.String ? Value.Of(test(value.AsString())) : Value.Error($"a text is needed, not {JsValues.TypeOf(value)}");

    /// <summary>Halves go up, also below zero; what is rounded to zero keeps its sign.</summary>
    private static double Round(double number)
    {
        var floor = Math.Floor(number);
        return Math.CopySign(number - floor >= 0.5 ? floor + 1 : floor, number);
    }

    private static Value ParseInt(CelFrame frame, Value[] a) =>
        frame.SpendText(a[0].AsString().Length) ? Value.Of(JsNumbers.ParseWhole(a[0].AsString(), JsNumbers.ToInt32(a[1].AsDouble()))) : CelFrame.TooExpensive;
}
