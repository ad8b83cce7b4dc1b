using System.Text;
using System.Text.RegularExpressions;

namespace JourneyOrchestrator.Workflows.Readers.Cmmn;

/// <summary>
/// The unified expression language of Java's engines (JSR 245) as far as it is expressions over variables: literals, operators and their words, member
/// access, and the functions over variables of Flowable (<c>var:get(x)</c> and so on). It becomes CEL text.
/// </summary>
internal static partial class Juel
{
    public static bool IsExpression(string text) => text.Contains("${", StringComparison.Ordinal) || text.Contains("#{", StringComparison.Ordinal);

    /// <summary>The CEL text; of a text around expressions the sum of all as text.</summary>
    public static bool TryTranslate(string text, out string cel, out string problem)
    {
        (cel, problem) = ("", "");
        var parts = new List<(string Cel, bool Expression)>();
        try
        {
            for (var at = 0; at < text.Length;)
            {
                var part = Part().Match(text, at);
                if (!part.Success) throw new FormatException($"column {at + 1}: the braces do not match.");
                var inner = part.Groups["inner"];
                parts.Add(inner.Success ? (new JuelTranslation(inner.Value, inner.Index).Translate(), true) : (Quote(part.Value), false));
                at += part.Length;
            }
        }
        catch (FormatException error)
        {
            problem = error.Message;
            return false;
        }
        cel = parts is [(var only, true)] ? only : string.Join(" + ", parts.Select(part => part.Expression ? $"string({part.Cel})" : part.Cel));
        return true;
    }

    public static string Quote(string text)
    {
        var quoted = new StringBuilder("'");
        foreach (var c in text)
            quoted.Append(c switch { '\'' => "\\'", '\\' => "\\\\", '\n' => "\\n", '\r' => "\\r", _ => c.ToString() });
        return quoted.Append('\'').ToString();
    }

    /// <summary>Text, or an expression in braces; braces within texts of the expression do not count.</summary>
    [GeneratedRegex("""\G(?:[$#]\{(?<inner>(?:[^{}'"]|'[^']*'|"[^"]*")*)\}|(?:(?![$#]\{).)+)""", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Part();
}
