using JourneyOrchestrator.Workflows.Expressions;

namespace JourneyOrchestrator.Workflows.Decisions;

/// <summary>Finds the marks of a cell's own notation, which stand outside of brackets and texts.</summary>
internal static class CellText
{
    /// <summary>The parts between commas, as start and end.</summary>
    /// <exception cref="CelSyntaxException">A text in it does not end.</exception>
    public static List<(int Start, int End)> Parts(string text, int start, int end)
    {
        List<(int, int)> parts = [];
        var (depth, from) = (0, start);
        for (var at = start; at < end; at = Next(text, at))
        {
            depth += Turn(text[at]);
            if (depth != 0 || text[at] != ',') continue;
            parts.Add((from, at));
            from = at + 1;
        }
        parts.Add((from, end));
        return parts;
    }

    /// <summary>Whether the bracket at the start is closed by the last character.</summary>
    public static bool IsBracketed(string text, int start, int end)
    {
        if (end - start < 2 || Turn(text[start]) != 1) return false;
        var depth = 0;
        for (var at = start; at < end; at = Next(text, at))
        {
            depth += Turn(text[at]);
            if (depth == 0) return at == end - 1;
        }
        return false;
    }

    /// <summary>Where <c>..</c> stands outside of inner brackets; -1: nowhere.</summary>
    public static int Dots(string text, int start, int end)
    {
        var depth = 0;
        for (var at = start; at < end - 1; at = Next(text, at))
        {
            depth += Turn(text[at]);
            if (depth == 0 && text[at] == '.' && text[at + 1] == '.') return at;
        }
        return -1;
    }

    public static (int Start, int End) Trim(string text, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start])) start++;
        while (end > start && char.IsWhiteSpace(text[end - 1])) end--;
        return (start, end);
    }

    /// <summary>
    /// Puts a name in place of each <c>?</c> that stands where a value is due, which leaves CEL's own: <c>a ? b : c</c>, <c>.?</c>, <c>[?</c>, <c>{?</c>.
    /// </summary>
    public static (string Text, bool Found) Fill(string text, char name)
    {
        if (!text.Contains('?', StringComparison.Ordinal)) return (text, false);
        var filled = text.ToCharArray();
        var found = false;
        for (var at = 0; at < text.Length; at = Next(text, at))
        {
            if (text[at] != '?' || !IsValueDue(filled, at)) continue;
            filled[at] = name;
            found = true;
        }
        return (new string(filled), found);
    }

    /// <param name="text">Filled so far: a <c>?</c> that is left is CEL's own.</param>
    private static bool IsValueDue(ReadOnlySpan<char> text, int at)
    {
        if (at > 0 && text[at - 1] is '.' or '[' or '{') return false;
        var before = at - 1;
        while (before >= 0 && char.IsWhiteSpace(text[before])) before--;
        if (before < 0) return true;
        if (text[before] == 'n' && before > 0 && text[before - 1] == 'i' && (before == 1 || !IsWord(text[before - 2]))) return true;
        return !IsWord(text[before]) && text[before] is not (')' or ']' or '}' or '\'' or '"' or '`');
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private static int Turn(char c) => c switch { '(' or '[' or '{' => 1, ')' or ']' or '}' => -1, _ => 0 };

    private static int Next(string text, int at)
    {
        if (!CelStrings.StartsLiteral(text, at)) return at + 1;
        CelStrings.Read(text, ref at);
        return at;
    }
}
