using System.Globalization;
using System.Text.RegularExpressions;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions;

/// <summary>A pattern of <c>matches</c>. Matching takes time by the length of the text and by the states of the pattern, and is paid for by both.</summary>
internal sealed class CelPattern
{
    /// <summary>Longest pattern.</summary>
    public const int LengthMax = 1024;

    /// <summary>Most states of a pattern, and of all that stand in one expression: making them takes time and memory.</summary>
    public const int StatesMax = 5000;

    /// <summary>Characters times states that count as one step.</summary>
    private const int Step = 64;

    private readonly Regex regex;

    private CelPattern(Regex regex, long states) => (this.regex, States) = (regex, states);

    /// <summary>About how many states it has.</summary>
    public long States { get; }

    /// <summary>Null, with the reason, when the text is no pattern.</summary>
    public static CelPattern? Of(string pattern, out string reason)
    {
        reason = "";
        if (pattern.Length > LengthMax)
        {
            reason = $"a pattern has at most {LengthMax} characters";
            return null;
        }
        var states = StatesOf(pattern);
        if (states > StatesMax)
        {
            reason = "it repeats too much";
            return null;
        }
        try
        {
            return new CelPattern(new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant), states);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            reason = $"'{pattern}' is no pattern that can be used: {error.Message}";
            return null;
        }
    }

    /// <summary>Whether the pattern is somewhere in the text.</summary>
    public Value Matches(CelFrame frame, string text) =>
        frame.Spend((text.Length * States / Step) + 1) ? Value.Of(regex.IsMatch(text)) : CelFrame.TooExpensive;

    /// <summary>A pattern that is only known now has to be made first.</summary>
    public static Value Matches(CelFrame frame, string text, string pattern)
    {
        if (!frame.Spend(Math.Min(pattern.Length, LengthMax) + StatesOf(pattern))) return CelFrame.TooExpensive;
        return Of(pattern, out var reason) is { } made ? made.Matches(frame, text) : Value.Error(reason);
    }

    /// <summary>About how many states a pattern has: its characters and classes, each as often as it is counted.</summary>
    private static long StatesOf(string pattern)
    {
        var groups = new Stack<long>();
        long size = 0, last = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '(':
                    groups.Push(size);
                    size = 0;
                    break;
                case ')' when groups.TryPop(out var outer):
                    last = size;
                    size += outer;
                    break;
                case '{' when Count(pattern, ref i) is { } count:
                    size += last * Math.Max(0, count - 1);
                    if (size > int.MaxValue) return int.MaxValue;
                    break;
                default:
                    i = Behind(pattern, i);
                    size += last = 1;
                    break;
            }
        }
        while (groups.TryPop(out var outer)) size += outer;
        return size + 1;
    }

    /// <summary>The highest number of a counted repetition; null when the brace begins none.</summary>
    private static int? Count(string pattern, ref int at)
    {
        var end = pattern.IndexOf('}', at);
        if (end < 0) return null;
        var numbers = pattern[(at + 1)..end].Split(',');
        if (!int.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return null;
        at = end;
        return numbers.Length > 1 && int.TryParse(numbers[1], NumberStyles.None, CultureInfo.InvariantCulture, out var most) ? most : count;
    }

    /// <summary>The last character of what begins here: an escape, a class, or one character.</summary>
    private static int Behind(string pattern, int at)
    {
        if (pattern[at] == '\\') return at + 1 < pattern.Length && pattern[at + 1] is 'p' or 'P' && pattern.IndexOf('}', at) is var end and > 0 ? end : at + 1;
        if (pattern[at] != '[') return at;
        for (var i = at + 2; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\') i++;
            else if (pattern[i] == ']') return i;
        }
        return at;
    }
}
