using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions.JavaScript;

/// <summary>Cuts a script into tokens, one at a time: only the parser knows where a <c>}</c> goes on with a template.</summary>
internal sealed class JsLexer(string text)
{
    private static readonly string[] Symbols =
    [
        ">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=", "=>", "==", "!=", "<=", ">=", "&&", "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=",
        "%=", "&=", "|=", "^=", "<<", ">>", "**", "+", "-", "*", "/", "%", "<", ">", "=", "!", "?", ":", ".", ",", ";", "(", ")", "[", "]", "{", "}", "&", "|", "^", "~",
    ];

    private int at;

    public JsToken Next()
    {
        var lineEnded = SkipSpace();
        if (at >= text.Length) return new JsToken(JsTokenKind.End, "the end", default, text.Length, 0, lineEnded);
        var (start, c) = (at, text[at]);
        if (IsNameStart(c)) return Name(lineEnded);
        if (char.IsAsciiDigit(c) || (c == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])))
        {
            var number = JsLiterals.Number(text, ref at);
            return new JsToken(JsTokenKind.Number, text[start..at], Value.Of(number), start, at - start, lineEnded);
        }
        if (c is '\'' or '"')
        {
            var read = JsLiterals.Text(text, ref at);
            return new JsToken(JsTokenKind.Text, text[start..at], Value.Of(read), start, at - start, lineEnded);
        }
        if (c != '`') return Symbol(lineEnded);
        at++;
        return Part(start, lineEnded);
    }

    /// <summary>Goes on with a template, behind the <c>}</c> of an expression in it.</summary>
    public JsToken Part() => Part(at, false);

    private JsToken Part(int start, bool lineEnded)
    {
        var read = JsLiterals.Part(text, ref at, start, out var last);
        return new JsToken(last ? JsTokenKind.LastPart : JsTokenKind.Part, text[start..at], Value.Of(read), start, at - start, lineEnded);
    }

    public static bool IsNameStart(char c) => char.IsLetter(c) || c is '_' or '$';

    private JsToken Name(bool lineEnded)
    {
        var start = at;
        while (at < text.Length && (IsNameStart(text[at]) || char.IsDigit(text[at]))) at++;
        return new JsToken(JsTokenKind.Name, text[start..at], default, start, at - start, lineEnded);
    }

    private JsToken Symbol(bool lineEnded)
    {
        foreach (var symbol in Symbols)
        {
            if (string.CompareOrdinal(text, at, symbol, 0, symbol.Length) != 0) continue;
            // "a?.5:b" is a condition with the number .5
            if (symbol == "?." && at + 2 < text.Length && char.IsAsciiDigit(text[at + 2])) continue;
            at += symbol.Length;
            return new JsToken(JsTokenKind.Symbol, symbol, default, at - symbol.Length, symbol.Length, lineEnded);
        }
        throw CelSyntaxException.At(at, 1, $"The character '{text[at]}' has no meaning here.", text[at] is '“' or '”' or '„' or '‘' or '’' ? "Write straight quotes: 'text'." : "Remove it.");
    }

    /// <summary>Skips space and comments; true when a line ended in them.</summary>
    private bool SkipSpace()
    {
        var from = at;
        while (at < text.Length)
        {
            if (JsTexts.IsSpace(text[at])) at++;
            else if (string.CompareOrdinal(text, at, "//", 0, 2) == 0)
                while (at < text.Length && !JsTexts.IsLineEnd(text[at])) at++;
            else if (string.CompareOrdinal(text, at, "/*", 0, 2) == 0) SkipComment();
            else break;
        }
        return text.AsSpan(from, at - from).IndexOfAny('\n', '\r') >= 0 || text.AsSpan(from, at - from).IndexOfAny('\u2028', '\u2029') >= 0;
    }

    private void SkipComment()
    {
        var end = text.IndexOf("*/", at + 2, StringComparison.Ordinal);
        if (end < 0) throw CelSyntaxException.At(at, 2, "A comment does not end.", "Close it with */.");
        at = end + 2;
    }
}
