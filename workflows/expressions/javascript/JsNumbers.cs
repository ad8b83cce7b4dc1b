using System.Globalization;
using System.Numerics;

namespace JourneyOrchestrator.Workflows.Expressions.JavaScript;

/// <summary>Numbers as text and back, by the rules of JavaScript.</summary>
internal static class JsNumbers
{
    /// <summary>Whole numbers up to here are exact.</summary>
    public const double SafeMax = 9007199254740991;

    /// <summary>Digits of a number to base 2 beyond which it is infinite.</summary>
    private const int DigitsMax = 1100;

    /// <summary>As JavaScript shows a number: <c>3</c>, <c>0.1</c>, <c>1e+21</c>.</summary>
    public static string ToText(double number)
    {
        if (double.IsNaN(number)) return "NaN";
        if (double.IsInfinity(number)) return number > 0 ? "Infinity" : "-Infinity";
        if (double.IsInteger(number) && Math.Abs(number) <= SafeMax) return ((long)number).ToString(CultureInfo.InvariantCulture);
        var (digits, point) = Cut(Math.Abs(number).ToString("R", CultureInfo.InvariantCulture));
        return (number < 0 ? "-" : "") + Placed(digits, point);
    }

    /// <summary>The digits that matter, without zeros at either end, and where the point stands among them.</summary>
    private static (string Digits, int Point) Cut(string round)
    {
        var mark = round.IndexOf('E', StringComparison.Ordinal);
        var exponent = mark < 0 ? 0 : int.Parse(round.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var written = mark < 0 ? round : round[..mark];
        var point = written.IndexOf('.', StringComparison.Ordinal);
        var digits = written.Replace(".", "", StringComparison.Ordinal);
        var zeros = digits.Length - digits.TrimStart('0').Length;
        return (digits.Trim('0'), (point < 0 ? written.Length : point) - zeros + exponent);
    }

    private static string Placed(string digits, int point) => point switch
    {
        > 0 and <= 21 when digits.Length <= point => digits.PadRight(point, '0'),
        > 0 and <= 21 => $"{digits[..point]}.{digits[point..]}",
        > -6 and <= 0 => "0." + new string('0', -point) + digits,
        _ => $"{digits[0]}{(digits.Length > 1 ? "." + digits[1..] : "")}e{(point > 0 ? "+" : "-")}{Math.Abs(point - 1).ToString(CultureInfo.InvariantCulture)}",
    };

    /// <summary>A text as a number; NaN when it is none. An empty one is 0.</summary>
    public static double Parse(string text)
    {
        var trimmed = JsTexts.Trim(text, true, true);
        if (trimmed.Length == 0) return 0;
        if (trimmed.Length > 2 && trimmed[0] == '0' && RadixOf(trimmed[1]) is var radix and > 0) return AllDigits(trimmed.AsSpan(2), radix);
        var length = DecimalLength(trimmed);
        return length == trimmed.Length ? Decimal(trimmed) : double.NaN;
    }

    private static int RadixOf(char letter) => letter switch { 'x' or 'X' => 16, 'o' or 'O' => 8, 'b' or 'B' => 2, _ => 0 };

    /// <summary>The number at the beginning of a text; NaN when there is none.</summary>
    public static double ParseStart(string text)
    {
        var trimmed = JsTexts.Trim(text, true, false);
        var length = DecimalLength(trimmed);
        return length == 0 ? double.NaN : Decimal(trimmed[..length]);
    }

    private static double Decimal(string text) => text.AsSpan().TrimStart("+-").SequenceEqual("Infinity")
        ? text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity
        : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>How much of the beginning of a text is a decimal number.</summary>
    private static int DecimalLength(string text)
    {
        var at = text.Length > 0 && text[0] is '+' or '-' ? 1 : 0;
        if (string.CompareOrdinal(text, at, "Infinity", 0, 8) == 0) return at + 8;
        var whole = Digits(text, at);
        var fraction = at + whole < text.Length && text[at + whole] == '.' ? Digits(text, at + whole + 1) : -1;
        if (whole == 0 && fraction <= 0) return 0;
        at += whole + fraction + 1;
        if (at >= text.Length || text[at] is not ('e' or 'E')) return at;
        var exponent = at + 1 < text.Length && text[at + 1] is '+' or '-' ? at + 2 : at + 1;
        return Digits(text, exponent) is var digits and > 0 ? exponent + digits : at;
    }

    private static int Digits(string text, int from)
    {
        var at = from;
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        return at - from;
    }

    /// <summary><c>parseInt</c>: the whole number at the beginning of a text.</summary>
    public static double ParseWhole(string text, int radix)
    {
        var trimmed = JsTexts.Trim(text, true, false).AsSpan();
        var negative = trimmed.StartsWith("-");
        if (negative || trimmed.StartsWith("+")) trimmed = trimmed[1..];
        if (radix is 0 or 16 && trimmed.StartsWith("0x", StringComparison.OrdinalIgnoreCase)) return Signed(negative, trimmed[2..], 16);
        if (radix == 0) radix = 10;
        if (radix is < 2 or > 36) return double.NaN;
        return Signed(negative, trimmed, radix);
    }

    private static double Signed(bool negative, ReadOnlySpan<char> text, int radix)
    {
        var length = 0;
        while (length < text.Length && DigitOf(text[length]) < radix) length++;
        var number = AllDigits(text[..length], radix);
        return negative ? -number : number;
    }

    /// <summary>By way of a decimal text, which is rounded once and rightly.</summary>
    private static double AllDigits(ReadOnlySpan<char> digits, int radix)
    {
        if (digits.IsEmpty) return double.NaN;
        var significant = digits.TrimStart('0');
        var whole = BigInteger.Zero;
        foreach (var digit in significant)
        {
            if (DigitOf(digit) >= radix) return double.NaN;
            if (significant.Length <= DigitsMax) whole = (whole * radix) + DigitOf(digit);
        }
        return significant.Length > DigitsMax ? double.PositiveInfinity : double.Parse(whole.ToString(CultureInfo.InvariantCulture), NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private static int DigitOf(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'z' => c - 'a' + 10,
        >= 'A' and <= 'Z' => c - 'A' + 10,
        _ => int.MaxValue,
    };

    /// <summary>The number with so many digits behind the point, halves away from zero, from its exact value.</summary>
    public static string Fixed(double number, int digits)
    {
        if (!double.IsFinite(number) || Math.Abs(number) >= 1e21) return ToText(number);
        var bits = BitConverter.DoubleToInt64Bits(Math.Abs(number));
        var exponent = (int)(bits >> 52);
        var mantissa = (bits & ((1L << 52) - 1)) | (exponent == 0 ? 0 : 1L << 52);
        var shift = Math.Max(exponent, 1) - 1075;
        var scaled = mantissa * BigInteger.Pow(10, digits);
        var rounded = shift >= 0 ? scaled << shift : (scaled + (BigInteger.One << (-shift - 1))) >> -shift;
        var text = rounded.ToString(CultureInfo.InvariantCulture).PadLeft(digits + 1, '0');
        return (number < 0 ? "-" : "") + (digits == 0 ? text : $"{text[..^digits]}.{text[^digits..]}");
    }

    /// <summary>The 32 bits that bit operators see.</summary>
    public static int ToInt32(double number)
    {
        if (!double.IsFinite(number)) return 0;
        var rest = Math.Truncate(number) % 4294967296.0;
        return unchecked((int)(uint)(long)rest);
    }
}
