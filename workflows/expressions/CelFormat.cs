using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions;

/// <summary><c>format</c> of CEL's strings library: %s %d %f %e %b %o %x %X %%, with a precision for %f and %e.</summary>
internal static class CelFormat
{
    private const int PrecisionMax = 100;

    public static Value Format(string pattern, ImmutableArray<Value> arguments)
    {
        var result = new StringBuilder();
        var used = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != '%')
            {
                result.Append(pattern[i]);
                continue;
            }
            if (++i < pattern.Length && pattern[i] == '%')
            {
                result.Append('%');
                continue;
            }
            if (!TryPrecision(pattern, ref i, out var precision) || i >= pattern.Length) return Value.Error("the format has an incomplete or wrong clause");
            if (used >= arguments.Length) return Value.Error("the format asks for more values than there are");
            if (Clause(pattern[i], precision, arguments[used++]) is not { } text) return Value.Error($"'%{pattern[i]}' does not fit the value");
            result.Append(text);
        }
        return Value.Of(result.ToString());
    }

    private static bool TryPrecision(string pattern, ref int i, out int? precision)
    {
        precision = null;
        if (i >= pattern.Length || pattern[i] != '.') return true;
        var start = ++i;
        while (i < pattern.Length && char.IsAsciiDigit(pattern[i])) i++;
        if (!int.TryParse(pattern.AsSpan(start, i - start), NumberStyles.None, CultureInfo.InvariantCulture, out var digits) || digits > PrecisionMax) return false;
        precision = digits;
        return true;
    }

    private static string? Clause(char clause, int? precision, in Value value) => clause switch
    {
        's' => Text(value),
        'd' => value.Kind is ValueKind.Int or ValueKind.UInt ? value.ToText() : Special(value),
        'f' => Real(value, v => Fixed(v, precision ?? 6)),
        'e' => Real(value, v => v.ToString($"0.{new string('0', precision ?? 6)}e+00", CultureInfo.InvariantCulture)),
        'b' => value.Kind == ValueKind.Bool ? (value.AsBool() ? "1" : "0") : Radix(value, 2),
        'o' => Radix(value, 8),
        'x' => Hexadecimal(value),
        'X' => Hexadecimal(value)?.ToUpperInvariant(),
        _ => null,
    };

    private static string? Special(in Value value) => value.Kind == ValueKind.Double && !double.IsFinite(value.AsDouble()) ? NotFinite(value.AsDouble()) : null;

    private static string NotFinite(double value) => double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";

    private static string? Real(in Value value, Func<double, string> write)
    {
        if (!CelEquality.IsNumber(value.Kind)) return null;
        return double.IsFinite(value.AsDouble()) ? write(value.AsDouble()) : NotFinite(value.AsDouble());
    }

    /// <summary>Rounded half to even on the exact binary value.</summary>
    private static string Fixed(double value, int precision) => value.ToString($"F{precision}", CultureInfo.InvariantCulture);

    private static string? Radix(in Value value, int radix)
    {
        if (value.Kind is not (ValueKind.Int or ValueKind.UInt)) return null;
        var negative = value.Kind == ValueKind.Int && value.AsInt() < 0;
        var magnitude = value.Kind == ValueKind.UInt ? value.AsUInt() : (ulong)BigInteger.Abs(value.AsInt());
        var digits = new StringBuilder();
        do digits.Insert(0, "0123456789abcdef"[(int)(magnitude % (ulong)radix)]);
        while ((magnitude /= (ulong)radix) != 0);
        return negative ? "-" + digits : digits.ToString();
    }

    private static string? Hexadecimal(in Value value) => value.Kind switch
    {
        ValueKind.String => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(value.AsString())),
        ValueKind.Bytes => Convert.ToHexStringLower(value.AsBytes().AsSpan()),
        _ => Radix(value, 16),
    };

    private static string? Text(in Value value) => value.Kind switch
    {
        ValueKind.String or ValueKind.Int or ValueKind.UInt or ValueKind.Timestamp or ValueKind.Duration or ValueKind.Type => value.ToText(),
        ValueKind.Bool => value.AsBool() ? "true" : "false",
        ValueKind.Null => "null",
        ValueKind.Double => double.IsFinite(value.AsDouble()) ? value.ToText() : NotFinite(value.AsDouble()),
        ValueKind.Bytes => Encoding.UTF8.GetString(value.AsBytes().AsSpan()),
        ValueKind.List => Joined(value.AsList().Select(v => Text(v)), '[', ']'),
        ValueKind.Map => Joined(value.AsMap().Select(p => (Text(p.Key), Text(p.Value)) is ({ } k, { } v) ? $"{k}: {v}" : null).Order(StringComparer.Ordinal), '{', '}'),
        _ => null,
    };

    private static string? Joined(IEnumerable<string?> parts, char open, char close)
    {
        var list = parts.ToArray();
        return list.Contains(null) ? null : $"{open}{string.Join(", ", list)}{close}";
    }
}
