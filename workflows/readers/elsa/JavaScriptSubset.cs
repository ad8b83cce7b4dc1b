using System.Text.RegularExpressions;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>
/// The JavaScript that means the same in CEL: one expression of literals, variables and their members, <c>=== !== &lt; &lt;= &gt; &gt;= &amp;&amp; || ! ?: + - *</c>, or one template or list of such expressions.
/// Where the two differ on the kinds of values, CEL answers with an error, not with another truth; so <c>==</c>, which converts, and
/// <c>/</c>, which cuts in CEL, are left out.
/// </summary>
internal static partial class JavaScriptSubset
{
    /// <summary>The CEL text; null when the script is outside of the subset.</summary>
    public static string? ToCel(string script)
    {
        var text = script.Trim().TrimEnd(';').Trim();
        if (text.StartsWith("return ", StringComparison.Ordinal)) text = text["return ".Length..].Trim();
        return text switch
        {
            ['`', .., '`'] => FromTemplate(text),
            ['[', .., ']'] => FromList(text[1..^1]),
            _ => FromExpression(text),
        };
    }

    /// <summary>One list, of expressions. (Within an expression lists would compare by what they are, not by what is in them.)</summary>
    private static string? FromList(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return "[]";
        List<string> items = [];
        var start = 0;
        for (var at = 0; at <= text.Length;)
        {
            if (at < text.Length && text[at] != ',')
            {
                if (Token().Match(text, at) is not { Success: true } token) return null;
                at += token.Length;
                continue;
            }
            if (FromExpression(text[start..at]) is not { } item) return null;
            items.Add(item);
            start = ++at;
        }
        return $"[{string.Join(", ", items)}]";
    }

    /// <summary>A template is the sum of its texts and of what stands in its braces.</summary>
    private static string? FromTemplate(string template)
    {
        var parts = new List<string> { "''" };
        for (var at = 1; at < template.Length - 1;)
        {
            var part = TemplatePart().Match(template, at, template.Length - 1 - at);
            if (!part.Success) return null;
            at += part.Length;
            if (!part.Groups["inner"].Success) parts.Add(Quoted(part.Value));
            else if (FromExpression(part.Groups["inner"].Value) is { } inner) parts.Add($"string({inner})");
            else return null;
        }
        return string.Join(" + ", parts);
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "\\'", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}'";

    private static string? FromExpression(string text)
    {
        var cel = new List<string>();
        // Token by token, each matched where the last one ended: linear, and texts are never looked into.
        for (var at = 0; at < text.Length;)
        {
            var token = Token().Match(text, at);
            if (!token.Success) return null;
            if (!string.IsNullOrWhiteSpace(token.Value)) cel.Add(Translate(token));
            at += token.Length;
        }
        return cel.Count == 0 ? null : IsText(cel) ? string.Join(" + ", cel.Where(t => t != "+").Select(AsText)) : string.Join(' ', cel);
    }

    /// <summary>A sum with a text among its first two: JavaScript makes texts of the others.</summary>
    private static bool IsText(List<string> cel) =>
        cel.Count > 2 && (IsQuoted(cel[0]) || IsQuoted(cel[2])) && cel.Index().All(t => (t.Index % 2 == 1) == (t.Item == "+"));

    private static bool IsQuoted(string token) => token[0] is '\'' or '"';

    private static string AsText(string token) => IsQuoted(token) ? token : $"string({token})";

    private static string Translate(Match token)
    {
        if (token.Groups["variable"] is { Success: true, Value: var name }) return "vars." + name + token.Groups["members"].Value;
        return token.Value switch
        {
            "===" => "==",
            "!==" => "!=",
            var same => same,
        };
    }

    [GeneratedRegex(
        """\G(?:'[^'\\\r\n]*'|"[^"\\\r\n]*"|(?:getVariable\((['"])(?<variable>[A-Za-z_]\w*)\1\)|variables\.(?<variable>[A-Za-z_]\w*))(?<members>(?:\.(?!length\b)[A-Za-z_]\w*)*)(?![\w(.\[])|(?:true|false|null)\b|(?:0|[1-9]\d*)(?:\.\d+)?(?![\w.])|===|!==|<=|>=|&&|\|\||-(?!-)|\+(?!\+)|\*(?!\*)|!(?!=)|[<>](?![<>])|[?:](?![?.])|[()]|\s+)""",
        RegexOptions.CultureInvariant)]
    private static partial Regex Token();

    /// <summary>Text without escapes, or an expression without braces of its own.</summary>
    [GeneratedRegex("""\G(?:(?:[^`\\$]|\$(?!\{))+|\$\{(?<inner>[^{}`]*)\})""", RegexOptions.CultureInvariant)]
    private static partial Regex TemplatePart();
}
