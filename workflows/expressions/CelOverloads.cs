using System.Collections.Frozen;
using JourneyOrchestrator.Workflows.Values;
using K = JourneyOrchestrator.Workflows.Values.ValueKind;

namespace JourneyOrchestrator.Workflows.Expressions;

/// <summary>Which kinds of values operators and functions work on, and what comes out, as far as that is known before anything runs (CEL specification, list of standard definitions).</summary>
internal static class CelOverloads
{
    private static readonly (K, K, K)[] Numbers = [(K.Int, K.Int, K.Int), (K.UInt, K.UInt, K.UInt), (K.Double, K.Double, K.Double)];

    private static readonly FrozenDictionary<string, (K Left, K Right, K Result)[]> Operators = new Dictionary<string, (K, K, K)[]>
    {
        ["_+_"] =
        [
            .. Numbers, (K.String, K.String, K.String), (K.Bytes, K.Bytes, K.Bytes), (K.List, K.List, K.List),
            (K.Timestamp, K.Duration, K.Timestamp), (K.Duration, K.Timestamp, K.Timestamp), (K.Duration, K.Duration, K.Duration),
        ],
        ["_-_"] = [.. Numbers, (K.Timestamp, K.Timestamp, K.Duration), (K.Timestamp, K.Duration, K.Timestamp), (K.Duration, K.Duration, K.Duration)],
        ["_*_"] = Numbers,
        ["_/_"] = Numbers,
        ["_%_"] = [(K.Int, K.Int, K.Int), (K.UInt, K.UInt, K.UInt)],
        ["_<_"] = Ordered(), ["_<=_"] = Ordered(), ["_>_"] = Ordered(), ["_>=_"] = Ordered(),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, K[]> First = new Dictionary<string, K[]>
    {
        ["!_"] = [K.Bool], ["-_"] = [K.Int, K.Double], ["size"] = [K.String, K.Bytes, K.List, K.Map],
        ["int"] = [K.Int, K.UInt, K.Double, K.String, K.Timestamp], ["uint"] = [K.Int, K.UInt, K.Double, K.String], ["double"] = [K.Int, K.UInt, K.Double, K.String],
        ["bool"] = [K.Bool, K.String], ["bytes"] = [K.Bytes, K.String], ["timestamp"] = [K.Timestamp, K.Int, K.String], ["duration"] = [K.Duration, K.String],
        ["string"] = [K.String, K.Bytes, K.Bool, K.Int, K.UInt, K.Double, K.Timestamp, K.Duration],
        ["math.abs"] = [K.Int, K.UInt, K.Double], ["math.sign"] = [K.Int, K.UInt, K.Double],
        ["math.ceil"] = [K.Double], ["math.floor"] = [K.Double], ["math.round"] = [K.Double], ["math.trunc"] = [K.Double],
        ["math.isNaN"] = [K.Double], ["math.isInf"] = [K.Double], ["math.isFinite"] = [K.Double],
        ["or"] = [K.Optional], ["orValue"] = [K.Optional],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, K> Results = new (K Kind, string Names)[]
    {
        (K.Int, "int size indexOf lastIndexOf minutes getFullYear getMonth getDate getDayOfMonth getDayOfYear getDayOfWeek getHours getMinutes getSeconds getMilliseconds"),
        (K.UInt, "uint"), (K.Double, "double math.ceil math.floor math.round math.trunc"), (K.Bytes, "bytes base64.decode"), (K.List, "split"),
        (K.Bool, "bool contains startsWith endsWith matches hasValue math.isNaN math.isInf math.isFinite !_"),
        (K.String, "string charAt substring replace join trim reverse lowerAscii upperAscii format strings.quote base64.encode localTime localDate"),
        (K.Timestamp, "timestamp atLocal"), (K.Duration, "duration"), (K.Type, "type"), (K.Optional, "optional.none optional.of optional.ofNonZeroValue or"),
    }.SelectMany(r => r.Names.Split(' '), (r, name) => KeyValuePair.Create(name, r.Kind)).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What a binary operator gives; false where it works on no values of these kinds (null: any).</summary>
    public static bool TryOperator(string function, K? left, K? right, out K? result)
    {
        result = null;
        if (!Operators.TryGetValue(function, out var all)) return true;
        var fitting = Array.FindAll(all, o => (left is null || o.Left == left) && (right is null || o.Right == right));
        if (fitting.Length > 0 && Array.TrueForAll(fitting, o => o.Result == fitting[0].Result)) result = fitting[0].Result;
        return fitting.Length > 0;
    }

    public static bool IsBinary(string function) => Operators.ContainsKey(function);

    /// <summary>Whether a function works on values of these kinds (null: any).</summary>
    public static bool Fits(string function, ReadOnlySpan<K?> arguments)
    {
        if (First.TryGetValue(function, out var kinds) && arguments is [{ } first, ..] && !kinds.Contains(first)) return false;
        var any = false;
        foreach (var overload in CelFunctions.Named(function)) any |= overload.Takes(arguments.Length) && Fits(overload.Kinds, arguments);
        return any || CelFunctions.Named(function).Length == 0;
    }

    /// <summary>What a function gives; null: that depends.</summary>
    public static K? ResultOf(string function) => Results.TryGetValue(function, out var kind) ? kind : null;

    /// <summary>Values of these kinds can be equal.</summary>
    public static bool CanBeEqual(K left, K right) =>
        left == right || left == K.Null || right == K.Null || (CelEquality.IsNumber(left) && CelEquality.IsNumber(right));

    private static bool Fits(K[] kinds, ReadOnlySpan<K?> arguments)
    {
        for (var i = 0; i < kinds.Length && i < arguments.Length; i++)
            if (kinds[i] != K.Null && arguments[i] is { } given && given != kinds[i]) return false;
        return true;
    }

    private static (K, K, K)[] Ordered()
    {
        K[] numbers = [K.Int, K.UInt, K.Double];
        K[] others = [K.String, K.Bytes, K.Bool, K.Timestamp, K.Duration];
        return [.. numbers.SelectMany(_ => numbers, (a, b) => (a, b, K.Bool)), .. others.Select(k => (k, k, K.Bool))];
    }
}
