using System.Globalization;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions;

/// <summary>Cuts an expression into tokens (CEL language definition, Lexis).</summary>
internal sealed class CelLexer(string text)
{
    private static readonly string[] Symbols =
        ["==", "!=", "<=", ">=", "&&", "||", ".?", "[?", "{?", "<", ">", "+", "-", "*", "/", "%", "!", "?", ":", ".", ",", "(", ")", "[", "]", "{", "}"];

    private int at;

    public List<CelToken> Tokens()
    {
        List<CelToken> tokens = [];
        CelToken token;
        do tokens.Add(token = Next());
        while (token.Kind != CelTokenKind.End);
        return tokens;
    }

    private CelToken Next()
    {
        SkipSpace();
        if (at >= text.Length) return new CelToken(CelTokenKind.End, "the end", default, at, 0);
        var c = text[at];
        if (CelStrings.StartsLiteral(text, at))
        {
            var start = at;
            var value = CelStrings.Read(text, ref at);
            return new CelToken(CelTokenKind.Literal, text[start..at], value, start, at - start);
        }
        if (char.IsAsciiLetter(c) || c == '_') return Name();
        if (char.IsAsciiDigit(c) || (c == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]))) return Number();
        if (c == '`') return Quoted();
        foreach (var symbol in Symbols)
        {
            if (string.CompareOrdinal(text, at, symbol, 0, symbol.Length) != 0) continue;
            // "a ?[1]" style symbols: ".?" is one, but "?" before ":" stays alone
            at += symbol.Length;
            return new CelToken(CelTokenKind.Symbol, symbol, default, at - symbol.Length, symbol.Length);
        }
        throw CelSyntaxException.At(at, 1, $"The character '{c}' has no meaning here.", c switch
        {
            '=' => "Write == to compare.",
            '&' => "Write && for 'and'.",
            '|' => "Write || for 'or'.",
            '“' or '”' or '„' or '‘' or '’' => "Write straight quotes: 'text'.",
            _ => "Remove it.",
        });
    }

    private void SkipSpace()
    {
        while (at < text.Length)
        {
            if (text[at] is ' ' or '\t' or '\n' or '\r' or '\f') at++;
            else if (string.CompareOrdinal(text, at, "//", 0, 2) == 0)
                while (at < text.Length && text[at] != '\n') at++;
            else return;
        }
    }

    private CelToken Name()
    {
        var start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_')) at++;
        var name = text[start..at];
        return name switch
        {
            "true" => Literal(Value.True),
            "false" => Literal(Value.False),
            "null" => Literal(Value.Null),
            _ => new CelToken(CelTokenKind.Name, name, default, start, at - start),
        };

        CelToken Literal(Value value) => new(CelTokenKind.Literal, name, value, start, at - start);
    }

    private CelToken Quoted()
    {
        var start = at++;
        var end = text.IndexOf('`', at);
        if (end <= at) throw CelSyntaxException.At(start, 1, "A quoted field name does not end, or is empty.", "Close it with a backquote.");
        at = end + 1;
        return new CelToken(CelTokenKind.Quoted, text[(start + 1)..end], default, start, at - start);
    }

    private CelToken Number()
    {
        var start = at;
        if (text[at] == '0' && at + 1 < text.Length && text[at + 1] is 'x' or 'X') return Hexadecimal(start);
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        var real = false;
        if (at + 1 < text.Length && text[at] == '.' && char.IsAsciiDigit(text[at + 1]))
        {
            real = true;
            at++;
            while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        }
        real |= Exponent();
        var digits = text[start..at];
        if (real)
            return new CelToken(CelTokenKind.Literal, digits, Value.Of(double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture)), start, at - start);
        return Integer(start, digits, NumberStyles.None);
    }

    private bool Exponent()
    {
        if (at >= text.Length || text[at] is not ('e' or 'E')) return false;
        var digit = at + 1 < text.Length && text[at + 1] is '+' or '-' ? at + 2 : at + 1;
        if (digit >= text.Length || !char.IsAsciiDigit(text[digit])) return false;
        at = digit;
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        return true;
    }

    private CelToken Hexadecimal(int start)
    {
        at += 2;
        var digits = at;
        while (at < text.Length && char.IsAsciiHexDigit(text[at])) at++;
        return Integer(start, text[digits..at], NumberStyles.AllowHexSpecifier);
    }

    /// <summary>2^63 is let through as unsigned: only behind a minus it is an integer, which the parser knows.</summary>
    private CelToken Integer(int start, string digits, NumberStyles style)
    {
        var unsigned = at < text.Length && text[at] is 'u' or 'U';
        if (unsigned) at++;
        if (!ulong.TryParse(digits, style, CultureInfo.InvariantCulture, out var number) || (!unsigned && number > 1UL << 63))
            throw CelSyntaxException.At(start, at - start, $"The number {text[start..at]} does not fit 64 bits.", "Write a smaller number, or a double.");
        var value = unsigned || number == 1UL << 63 ? Value.Of(number) : Value.Of((long)number);
        return new CelToken(CelTokenKind.Literal, text[start..at], value, start, at - start);
    }
}
