using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions;

/// <summary>String and bytes literals: quotes, triple quotes, raw, escapes.</summary>
internal static class CelStrings
{
    /// <summary>True where a string or bytes literal begins, with its prefix.</summary>
    public static bool StartsLiteral(string text, int at)
    {
        for (var i = at; i < text.Length && i < at + 3; i++)
        {
            if (text[i] is '"' or '\'') return true;
            if (text[i] is not ('r' or 'R' or 'b' or 'B')) return false;
        }
        return false;
    }

    /// <summary>Reads the literal and moves behind it.</summary>
    public static Value Read(string text, ref int at)
    {
        var start = at;
        bool raw = false, bytes = false;
        for (; text[at] is not ('"' or '\''); at++)
        {
            if (text[at] is 'r' or 'R') raw = true;
            else bytes = true;
        }
        var quote = Quote(text, at);
        at += quote.Length;
        var body = Body(text, ref at, quote, raw, start);
        return bytes ? Value.OfBytes(Bytes(body, raw, start)) : Value.Of(raw ? body : Text(body, start));
    }

    private static string Quote(string text, int at)
    {
        var triple = new string(text[at], 3);
        return string.CompareOrdinal(text, at, triple, 0, 3) == 0 ? triple : triple[..1];
    }

    private static string Body(string text, ref int at, string quote, bool raw, int start)
    {
        var from = at;
        while (at < text.Length && string.CompareOrdinal(text, at, quote, 0, quote.Length) != 0)
        {
            if (quote.Length == 1 && text[at] is '\n' or '\r') break;
            at += !raw && text[at] == '\\' ? 2 : 1;
        }
        if (at >= text.Length || string.CompareOrdinal(text, at, quote, 0, quote.Length) != 0)
            throw CelSyntaxException.At(start, Math.Min(at, text.Length) - start, "A string does not end.", $"Close it with {quote}.");
        var body = text[from..at];
        at += quote.Length;
        return body;
    }

    private static string Text(string body, int start)
    {
        if (!body.Contains('\\', StringComparison.Ordinal)) return body;
        var result = new StringBuilder(body.Length);
        for (var i = 0; i < body.Length;)
        {
            if (body[i] != '\\') result.Append(body[i++]);
            else result.Append(Rune(Escape(body, ref i, start), start));
        }
        return result.ToString();
    }

    private static string Rune(int code, int start) => System.Text.Rune.IsValid(code)
        ? new Rune(code).ToString()
        : throw CelSyntaxException.At(start, 1, "An escape names no character.", "Use a code point up to 10FFFF that is not a surrogate.");

    private static ImmutableArray<byte> Bytes(string body, bool raw, int start)
    {
        var result = ImmutableArray.CreateBuilder<byte>(body.Length);
        for (var i = 0; i < body.Length;)
        {
            if (raw || body[i] != '\\')
            {
                var length = char.IsHighSurrogate(body[i]) && i + 1 < body.Length ? 2 : 1;
                result.AddRange(Encoding.UTF8.GetBytes(body, i, length));
                i += length;
                continue;
            }
            var unicode = i + 1 < body.Length && body[i + 1] is 'u' or 'U';
            var code = Escape(body, ref i, start);
            if (unicode) result.AddRange(Encoding.UTF8.GetBytes(Rune(code, start)));
            else result.Add((byte)code);
        }
        return result.ToImmutable();
    }

    private static int Escape(string body, ref int i, int start)
    {
        if (i + 1 >= body.Length) throw Bad(start);
        var c = body[i + 1];
        i += 2;
        switch (c)
        {
            case 'a': return '\a';
            case 'b': return '\b';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'v': return '\v';
            case '\\' or '?' or '"' or '\'' or '`': return c;
            case 'x' or 'X': return Digits(body, ref i, 2, 16, start);
            case 'u': return Digits(body, ref i, 4, 16, start);
            case 'U': return Digits(body, ref i, 8, 16, start);
            case >= '0' and <= '3':
                i--;
                return Digits(body, ref i, 3, 8, start);
            default: throw Bad(start);
        }
    }

    private static int Digits(string body, ref int i, int count, int radix, int start)
    {
        if (i + count > body.Length) throw Bad(start);
        var code = 0;
        for (var end = i + count; i < end; i++)
        {
            if (!int.TryParse(body.AsSpan(i, 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var digit) || digit >= radix) throw Bad(start);
            code = unchecked((code * radix) + digit);
        }
        return code;
    }

    private static CelSyntaxException Bad(int start) =>
        CelSyntaxException.At(start, 1, "A string has an escape that does not exist.", "Write \\\\ for a backslash, or begin the string with r.");
}
