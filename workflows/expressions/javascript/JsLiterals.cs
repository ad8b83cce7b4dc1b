using System.Globalization;
using System.Text;

namespace JourneyOrchestrator.Workflows.Expressions.JavaScript;

/// <summary>Numbers, texts and parts of templates as they are written. Each moves behind what it has read.</summary>
internal static class JsLiterals
{
    public static double Number(string text, ref int at)
    {
        var start = at;
        // a second point begins a member: 1.5.toFixed(1)
        for (var points = 0; at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_' || (text[at] == '.' && points == 0) || (text[at] is '+' or '-' && IsExponent(text, start, at))); at++)
            if (text[at] == '.') points++;
        if (at < text.Length && JsLexer.IsNameStart(text[at])) at++;
        var written = text[start..at];
        var digits = written.Replace("_", "", StringComparison.Ordinal);
        var fits = HasNoLooseSeparator(written) && !(digits.Length > 1 && digits[0] == '0' && char.IsAsciiDigit(digits[1]));
        var number = JsNumbers.Parse(digits);
        if (fits && !double.IsNaN(number)) return number;
        throw CelSyntaxException.At(start, at - start, $"'{written}' is no number.", FixFor(digits));
    }

    private static string FixFor(string digits) =>
        digits.EndsWith('n') ? "Write it without n: whole numbers are exact up to 9007199254740991." : "Write a number such as 42, 1.5, 2e3 or 0xff, and no 0 in front.";

    /// <summary>A sign belongs to a number only right behind its e, and no hexadecimal number has one.</summary>
    private static bool IsExponent(string text, int start, int at) =>
        text[at - 1] is 'e' or 'E' && !(text[start] == '0' && start + 1 < text.Length && text[start + 1] is 'x' or 'X' or 'b' or 'B' or 'o' or 'O');

    /// <summary>An underscore stands between two digits.</summary>
    private static bool HasNoLooseSeparator(string written)
    {
        for (var i = 0; i < written.Length; i++)
            if (written[i] == '_' && (i == 0 || i + 1 == written.Length || !char.IsAsciiHexDigit(written[i - 1]) || !char.IsAsciiHexDigit(written[i + 1]) || written.StartsWith("0_", StringComparison.Ordinal)))
                return false;
        return true;
    }

    public static string Text(string text, ref int at)
    {
        var (start, quote) = (at, text[at]);
        var result = new StringBuilder();
        for (at++; at < text.Length && text[at] != quote && text[at] is not ('\n' or '\r');)
        {
            if (text[at] == '\\') Escape(text, ref at, result);
            else result.Append(text[at++]);
        }
        if (at >= text.Length || text[at] != quote) throw CelSyntaxException.At(start, at - start, "A text does not end.", $"Close it with {quote}; for several lines write `…`.");
        at++;
        return result.ToString();
    }

    /// <summary>The text of a template up to its end or to an expression in it.</summary>
    public static string Part(string text, ref int at, int start, out bool last)
    {
        var result = new StringBuilder();
        while (at < text.Length)
        {
            if (text[at] == '\\') Escape(text, ref at, result);
            else if (text[at] == '`' || string.CompareOrdinal(text, at, "${", 0, 2) == 0)
            {
                last = text[at] == '`';
                at += last ? 1 : 2;
                return result.ToString();
            }
            else if (text[at] == '\r')
            {
                // every end of a line counts as \n
                result.Append('\n');
                at += at + 1 < text.Length && text[at + 1] == '\n' ? 2 : 1;
            }
            else result.Append(text[at++]);
        }
        throw CelSyntaxException.At(start, at - start, "A template does not end.", "Close it with `.");
    }

    private static void Escape(string text, ref int at, StringBuilder result)
    {
        var start = at;
        at += 2;
        if (at > text.Length) throw Bad(start);
        switch (text[at - 1])
        {
            case 'n': result.Append('\n'); break;
            case 't': result.Append('\t'); break;
            case 'r': result.Append('\r'); break;
            case 'b': result.Append('\b'); break;
            case 'f': result.Append('\f'); break;
            case 'v': result.Append('\v'); break;
            case 'x': result.Append((char)Hex(text, ref at, 2, start)); break;
            case 'u': Unicode(text, ref at, result, start); break;
            case '\r' when at < text.Length && text[at] == '\n': at++; break;
            case '\r' or '\n' or '\u2028' or '\u2029': break;
            case '0' when at >= text.Length || !char.IsAsciiDigit(text[at]): result.Append('\0'); break;
            case >= '0' and <= '9': throw Bad(start);
            case var other: result.Append(other); break;
        }
    }

    private static void Unicode(string text, ref int at, StringBuilder result, int start)
    {
        if (at >= text.Length || text[at] != '{')
        {
            result.Append((char)Hex(text, ref at, 4, start));
            return;
        }
        var end = text.IndexOf('}', at);
        if (end < 0) throw Bad(start);
        at++;
        var code = Hex(text, ref at, end - at, start);
        at = end + 1;
        if (code < 0x10000) result.Append((char)code);
        else if (code <= 0x10ffff) result.Append(char.ConvertFromUtf32(code));
        else throw Bad(start);
    }

    private static int Hex(string text, ref int at, int count, int start)
    {
        if (count is 0 or > 8 || at + count > text.Length || !int.TryParse(text.AsSpan(at, count), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) || code < 0) throw Bad(start);
        at += count;
        return code;
    }

    private static CelSyntaxException Bad(int start) => CelSyntaxException.At(start, 2, "A text has an escape that does not exist.", "Write \\\\ for a backslash.");
}
