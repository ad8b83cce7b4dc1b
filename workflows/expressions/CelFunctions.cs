using System.Collections.Frozen;
using JourneyOrchestrator.Workflows.Values;
using NodaTime;

namespace JourneyOrchestrator.Workflows.Expressions;

/// <summary>The functions that expressions can call; docs/expressions.md lists them for designers.</summary>
internal static class CelFunctions
{
    private const ValueKind Any = ValueKind.Null, S = ValueKind.String, I = ValueKind.Int, L = ValueKind.List, T = ValueKind.Timestamp, D = ValueKind.Duration;

    private static readonly FrozenDictionary<string, CelFunction[]> All =
        Conversions().Concat(Texts()).Concat(Times()).Concat(Maths()).Concat(Optionals())
            .GroupBy(f => f.Name).ToFrozenDictionary(g => g.Key, g => g.ToArray());

    /// <summary>Overloads of a name; empty when there is no such function.</summary>
    public static CelFunction[] Named(string name) => All.TryGetValue(name, out var found) ? found : [];

    /// <summary>All names, for suggestions.</summary>
    public static IEnumerable<string> Names => All.Keys;

    private static CelFunction F(string name, ValueKind[] kinds, Func<Value[], Value> body) => new(name, kinds, (_, a) => body(a));

    /// <summary>Looks for its second text in its first.</summary>
    private static CelFunction Search(string name, ValueKind[] kinds, Func<CelFrame, Value[], Value> body) =>
        new(name, kinds, (f, a) => f.SpendSearch(a[0].AsString().Length, a[1].AsString().Length) ? body(f, a) : CelFrame.TooExpensive);

    private static CelFunction Search(string name, ValueKind[] kinds, Func<Value[], Value> body) => Search(name, kinds, (_, a) => body(a));

    private static IEnumerable<CelFunction> Conversions() =>
    [
        F("int", [Any], a => CelTypes.ToInt(a[0])), F("uint", [Any], a => CelTypes.ToUInt(a[0])), F("double", [Any], a => CelTypes.ToDouble(a[0])),
        F("bool", [Any], a => CelTypes.ToBool(a[0])), F("string", [Any], a => CelTypes.ToText(a[0])), F("bytes", [Any], a => CelTypes.ToBytes(a[0])),
        F("timestamp", [Any], a => CelTimes.ToTimestamp(a[0])), F("duration", [Any], a => CelTimes.ToDuration(a[0])),
        F("type", [Any], a => CelTypes.TypeOf(a[0])), F("dyn", [Any], a => a[0]), F("size", [Any], a => CelText.Size(a[0])),
    ];

    private static IEnumerable<CelFunction> Texts() =>
    [
        Search("contains", [S, S], a => Value.Of(a[0].AsString().Contains(a[1].AsString(), StringComparison.Ordinal))),
        F("startsWith", [S, S], a => Value.Of(a[0].AsString().StartsWith(a[1].AsString(), StringComparison.Ordinal))),
        F("endsWith", [S, S], a => Value.Of(a[0].AsString().EndsWith(a[1].AsString(), StringComparison.Ordinal))),
        new("matches", [S, S], (f, a) => CelPattern.Matches(f, a[0].AsString(), a[1].AsString())),
        F("charAt", [S, I], a => CelText.CharAt(a[0], a[1])),
        Search("indexOf", [S, S], a => CelText.IndexOf(a[0], a[1], 0)), Search("indexOf", [S, S, I], a => CelText.IndexOf(a[0], a[1], a[2].AsInt())),
        Search("lastIndexOf", [S, S], a => CelText.LastIndexOf(a[0], a[1], null)), Search("lastIndexOf", [S, S, I], a => CelText.LastIndexOf(a[0], a[1], a[2].AsInt())),
        F("substring", [S, I], a => CelText.Substring(a[0], a[1].AsInt(), null)),
        F("substring", [S, I, I], a => CelText.Substring(a[0], a[1].AsInt(), a[2].AsInt())),
        Search("replace", [S, S, S], (f, a) => CelText.Replace(f, a[0], a[1], a[2], -1)), Search("replace", [S, S, S, I], (f, a) => CelText.Replace(f, a[0], a[1], a[2], a[3].AsInt())),
        Search("split", [S, S], a => CelText.Split(a[0], a[1], -1)), Search("split", [S, S, I], a => CelText.Split(a[0], a[1], a[2].AsInt())),
        new("join", [L], (f, a) => CelText.Join(f, a[0], "")), new("join", [L, S], (f, a) => CelText.Join(f, a[0], a[1].AsString())),
        F("trim", [S], a => Value.Of(a[0].AsString().Trim())), F("reverse", [S], a => CelText.Reverse(a[0])),
        F("lowerAscii", [S], a => CelText.Lower(a[0])), F("upperAscii", [S], a => CelText.Upper(a[0])),
        new("format", [S, L], (f, a) => f.SpendAll(a[1]) ? CelFormat.Format(a[0].AsString(), a[1].AsList()) : CelFrame.TooExpensive), F("strings.quote", [S], a => CelText.Quote(a[0])),
        F("base64.encode", [ValueKind.Bytes], a => Value.Of(Convert.ToBase64String(a[0].AsBytes().AsSpan()))), F("base64.decode", [S], a => CelText.Base64Decode(a[0])),
    ];

    private static IEnumerable<CelFunction> Times()
    {
        (string Name, Func<LocalDateTime, long> Part)[] parts =
        [
            ("getFullYear", t => t.Year), ("getMonth", t => t.Month - 1), ("getDate", t => t.Day), ("getDayOfMonth", t => t.Day - 1),
            ("getDayOfYear", t => t.DayOfYear - 1), ("getDayOfWeek", t => (int)t.DayOfWeek % 7), ("getHours", t => t.Hour),
            ("getMinutes", t => t.Minute), ("getSeconds", t => t.Second), ("getMilliseconds", t => t.Millisecond),
        ];
        foreach (var (name, part) in parts)
        {
            yield return F(name, [T], a => CelTimes.Part(a[0], "UTC", part));
            yield return F(name, [T, S], a => CelTimes.Part(a[0], a[1].AsString(), part));
        }
        yield return F("getHours", [D], a => Value.Of(a[0].AsNanoseconds() / 3_600_000_000_000));
        yield return F("getMinutes", [D], a => Value.Of(a[0].AsNanoseconds() / 60_000_000_000));
        yield return F("getSeconds", [D], a => Value.Of(a[0].AsNanoseconds() / 1_000_000_000));
        yield return F("getMilliseconds", [D], a => Value.Of(a[0].AsNanoseconds() % 1_000_000_000 / 1_000_000));
        yield return F("minutes", [D], a => Value.Of(a[0].AsNanoseconds() / 60_000_000_000));
        yield return F("localTime", [T, S], a => CelTimes.LocalText(a[0], a[1].AsString(), date: false));
        yield return F("localDate", [T, S], a => CelTimes.LocalText(a[0], a[1].AsString(), date: true));
        yield return F("atLocal", [Any, S, S], a => CelTimes.AtLocal(a[0], a[1].AsString(), a[2].AsString()));
    }

    private static IEnumerable<CelFunction> Maths() =>
    [
        new("math.greatest", [], (_, a) => CelMath.Extreme(a, true)) { Variadic = true }, new("math.least", [], (_, a) => CelMath.Extreme(a, false)) { Variadic = true },
        F("math.abs", [Any], a => CelMath.Abs(a[0])), F("math.sign", [Any], a => CelMath.Sign(a[0])),
        F("math.ceil", [Any], a => CelMath.Real(a[0], Math.Ceiling)), F("math.floor", [Any], a => CelMath.Real(a[0], Math.Floor)),
        F("math.round", [Any], a => CelMath.Real(a[0], x => Math.Round(x, MidpointRounding.AwayFromZero))), F("math.trunc", [Any], a => CelMath.Real(a[0], Math.Truncate)),
        F("math.isNaN", [Any], a => CelMath.Test(a[0], double.IsNaN)), F("math.isInf", [Any], a => CelMath.Test(a[0], double.IsInfinity)),
        F("math.isFinite", [Any], a => CelMath.Test(a[0], double.IsFinite)),
        F("math.bitAnd", [Any, Any], a => CelMath.Bits(a[0], a[1], (x, y) => x & y)), F("math.bitOr", [Any, Any], a => CelMath.Bits(a[0], a[1], (x, y) => x | y)),
        F("math.bitXor", [Any, Any], a => CelMath.Bits(a[0], a[1], (x, y) => x ^ y)), F("math.bitNot", [Any], a => CelMath.Not(a[0])),
        F("math.bitShiftLeft", [Any, Any], a => CelMath.Shift(a[0], a[1], true)), F("math.bitShiftRight", [Any, Any], a => CelMath.Shift(a[0], a[1], false)),
    ];

    private static IEnumerable<CelFunction> Optionals() =>
    [
        F("optional.none", [], _ => Value.OfOptional(null)), F("optional.of", [Any], a => Value.OfOptional(a[0])),
        F("optional.ofNonZeroValue", [Any], a => Value.OfOptional(IsZero(a[0]) ? null : a[0])),
        F("hasValue", [ValueKind.Optional], a => Value.Of(a[0].AsOptional() is not null)),
        F("value", [ValueKind.Optional], a => a[0].AsOptional() ?? Value.Error("the optional holds nothing")),
    ];

    private static bool IsZero(in Value value) => value.Kind switch
    {
        ValueKind.Null => true,
        ValueKind.Bool => !value.AsBool(),
        ValueKind.Int or ValueKind.UInt or ValueKind.Double => value.AsDouble() == 0,
        ValueKind.String => value.AsString().Length == 0,
        ValueKind.Bytes => value.AsBytes().IsEmpty,
        ValueKind.List => value.AsList().IsEmpty,
        ValueKind.Map => value.AsMap().Count == 0,
        ValueKind.Duration => value.AsNanoseconds() == 0,
        _ => false,
    };
}
