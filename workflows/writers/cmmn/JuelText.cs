using System.Text;
using System.Text.RegularExpressions;
using JourneyOrchestrator.Workflows.Readers.Cmmn;

namespace JourneyOrchestrator.Workflows.Writers.Cmmn;

/// <summary>
/// CEL back in the expression language of Java's engines, where it came from there. Whatever is proposed here is translated again, and taken only if the
/// very same CEL comes of it; the rest is written as CEL, with its language.
/// </summary>
internal static partial class JuelText
{
    /// <summary>A text with expressions in braces; null: there is none that means this CEL.</summary>
    public static string? Of(string cel) => Proposals(cel).FirstOrDefault(text => Juel.TryTranslate(text, out var back, out _) && back == cel);

    /// <summary>The name in <c>var:get(name)</c>; null: it is something else.</summary>
    public static string? Variable(string cel) => Get().Match(cel) is { Success: true, Value.Length: var length } get && length == cel.Length ? get.Groups["name"].Value : null;

    /// <summary>The variable that a parameter without an expression is; null: it is something else.</summary>
    public static string? Parameter(string cel) => NamedVariable().Match(cel) is { Success: true } named ? named.Groups["name"].Value : null;

    private static IEnumerable<string> Proposals(string cel)
    {
        yield return $"${{{Words(cel)}}}";
        if (Parts(cel) is { } text) yield return text;
    }

    private static string Words(string cel)
    {
        var text = Get().Replace(cel, "var:get(${name})");
        text = Exists().Replace(text, "var:exists(${name})");
        text = Default().Replace(text, "var:getOrDefault(${name}, ${value})");
        text = Compare().Replace(text, m => $"var:{Function(m.Groups["how"].Value)}({m.Groups["name"].Value}, {m.Groups["value"].Value})");
        text = Padded().Replace(text, "${word}");
        return text.Replace("vars.", "", StringComparison.Ordinal).Replace("case.key", "caseInstance.businessKey", StringComparison.Ordinal).Replace("case.id", "caseInstance.id", StringComparison.Ordinal);
    }

    private static string Function(string comparison) => comparison switch { "==" => "eq", "<" => "lt", "<=" => "lte", ">" => "gt", _ => "gte" };

    /// <summary>A sum of texts and of <c>string(…)</c> as the text around the expressions that it came from; null: it is no such sum.</summary>
    private static string? Parts(string cel)
    {
        var text = new StringBuilder();
        foreach (var part in Summands(cel))
        {
            if (part is ['\'', .. var quoted, '\'']) text.Append(Escaped().Replace(quoted, m => m.Value switch { "\\n" => "\n", "\\r" => "\r", var other => other[1..] }));
            else if (part.StartsWith("string(", StringComparison.Ordinal) && part.EndsWith(')')) text.Append("${").Append(Words(part[7..^1])).Append('}');
            else return null;
        }
        return text.ToString();
    }

    /// <summary>What stands between the plus signs that are in no bracket and no text.</summary>
    private static IEnumerable<string> Summands(string cel)
    {
        var (start, depth) = (0, 0);
        for (var at = 0; at < cel.Length; at++)
        {
            if (cel[at] == '\'') at = End(cel, at);
            else if (cel[at] == '(') depth++;
            else if (cel[at] == ')') depth--;
            else if (depth == 0 && string.CompareOrdinal(cel, at, " + ", 0, 3) == 0)
            {
                yield return cel[start..at];
                start = at + 3;
            }
        }
        yield return cel[start..];
    }

    /// <summary>Where the text that begins at a quote ends.</summary>
    private static int End(string cel, int quote)
    {
        for (var at = quote + 1; at < cel.Length; at++)
        {
            if (cel[at] == '\\') at++;
            else if (cel[at] == '\'') return at;
        }
        return cel.Length;
    }

    [GeneratedRegex(@"^type\(vars\) == map && '(?<name>[^'\\]+)' in vars \? vars\['\k<name>'\] : null$", RegexOptions.CultureInvariant)]
    private static partial Regex NamedVariable();

    [GeneratedRegex(@"\(has\(vars\.(?<name>\w+)\) \? vars\.\k<name> : null\)", RegexOptions.CultureInvariant)]
    private static partial Regex Get();

    [GeneratedRegex(@"\(has\(vars\.(?<name>\w+)\) && vars\.\k<name> != null\)", RegexOptions.CultureInvariant)]
    private static partial Regex Exists();

    [GeneratedRegex(@"\(has\(vars\.(?<name>\w+)\) \? vars\.\k<name> : (?<value>[^()]*)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Default();

    [GeneratedRegex(@"\(has\(vars\.(?<name>\w+)\) && vars\.\k<name> (?<how>==|<=|>=|<|>) (?<value>[^()]*)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Compare();

    // The translation sets words apart.
    [GeneratedRegex(" (?<word>true|false|null) ", RegexOptions.CultureInvariant)]
    private static partial Regex Padded();

    [GeneratedRegex(@"\\.", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Escaped();
}
