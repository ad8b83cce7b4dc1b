using System.Globalization;
using System.Text;

namespace JourneyOrchestrator.Workflows.Expressions.JavaScript;

/// <summary>What JavaScript does to texts and .NET does a little differently.</summary>
internal static class JsTexts
{
    /// <summary>Characters that become several in capitals, and two whose capital .NET leaves out since it is ASCII.</summary>
    private static readonly Dictionary<char, string> Capitals = new()
    {
        ['ß'] = "SS", ['ı'] = "I", ['ſ'] = "S", ['ŉ'] = "ʼN", ['ǰ'] = "J\u030c", ['ΐ'] = "Ι\u0308\u0301", ['ΰ'] = "Υ\u0308\u0301", ['և'] = "ԵՒ",
        ['ẖ'] = "H\u0331", ['ẗ'] = "T\u0308", ['ẘ'] = "W\u030a", ['ẙ'] = "Y\u030a", ['ẚ'] = "Aʾ",
        ['ﬀ'] = "FF", ['ﬁ'] = "FI", ['ﬂ'] = "FL", ['ﬃ'] = "FFI", ['ﬄ'] = "FFL", ['ﬅ'] = "ST", ['ﬆ'] = "ST",
        ['ﬓ'] = "ՄՆ", ['ﬔ'] = "ՄԵ", ['ﬕ'] = "ՄԻ", ['ﬖ'] = "ՎՆ", ['ﬗ'] = "ՄԽ",
    };

    public static bool IsLineEnd(char c) => c is '\n' or '\r' or '\u2028' or '\u2029';

    public static bool IsSpace(char c) =>
        c is '\t' or '\v' or '\f' or ' ' or '\u00a0' or '\ufeff' || IsLineEnd(c) || (c > '\u007f' && char.GetUnicodeCategory(c) == UnicodeCategory.SpaceSeparator);

    public static string Trim(string text, bool start, bool end)
    {
        var (from, to) = (0, text.Length);
        while (start && from < to && IsSpace(text[from])) from++;
        while (end && to > from && IsSpace(text[to - 1])) to--;
        return text[from..to];
    }

    public static string Upper(string text)
    {
        var upper = text.ToUpperInvariant();
        if (!text.AsSpan().ContainsAnyExceptInRange('\0', '\u007f')) return upper;
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
            if (Capitals.TryGetValue(text[i], out var several)) result.Append(several);
            else result.Append(upper[i]);
        return result.ToString();
    }

    public static string Lower(string text)
    {
        if (!text.AsSpan().ContainsAny('Σ', 'İ', '\u212a')) return text.ToLowerInvariant();
        var result = new StringBuilder(text.ToLowerInvariant());
        for (var i = 0; i < text.Length; i++)
            if (text[i] == 'Σ' && EndsWord(text, i)) result[i] = 'ς';
        return result.Replace("İ", "i\u0307").Replace('\u212a', 'k').ToString();
    }

    /// <summary>A letter stands before, none behind: there the sigma has a form of its own.</summary>
    private static bool EndsWord(string text, int at) => at > 0 && char.IsLetter(text[at - 1]) && (at + 1 == text.Length || !char.IsLetter(text[at + 1]));

    /// <summary>What stands for one place that was found: <c>$&amp;</c> is the part itself, <c>$`</c> and <c>$'</c> what is before and behind it, <c>$$</c> a dollar.</summary>
    public static void AppendReplacement(StringBuilder result, string text, int at, string part, string by)
    {
        for (var i = 0; i < by.Length; i++)
        {
            var mark = by[i] == '$' && i + 1 < by.Length ? by[i + 1] : '\0';
            switch (mark)
            {
                case '$': result.Append('$'); break;
                case '&': result.Append(part); break;
                case '`': result.Append(text, 0, at); break;
                case '\'': result.Append(text, at + part.Length, text.Length - at - part.Length); break;
                default:
                    result.Append(by[i]);
                    continue;
            }
            i++;
        }
    }

    /// <summary>Half a character is no text that can be kept: U+FFFD takes its place.</summary>
    public static string WellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])) i++;
            else return Mended(text);
        }
        return text;
    }

    private static string Mended(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) result.Append(rune.ToString());
        return result.ToString();
    }
}
