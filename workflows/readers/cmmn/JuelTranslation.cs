using System.Text;
using System.Text.RegularExpressions;

namespace JourneyOrchestrator.Workflows.Readers.Cmmn;

/// <summary>Translates one expression, token by token; calls with their arguments.</summary>
internal sealed partial class JuelTranslation(string text, int column)
{
    private const int NestingMax = 32;

    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["and"] = "&&", ["or"] = "||", ["not"] = "!", ["eq"] = "==", ["ne"] = "!=", ["lt"] = "<", ["gt"] = ">", ["le"] = "<=", ["ge"] = ">=", ["div"] = "/", ["mod"] = "%",
        ["true"] = "true", ["false"] = "false", ["null"] = "null",
    };

    private int at;
    private int depth;

    /// <exception cref="FormatException">The expression is outside of what can be translated; the message has the column.</exception>
    public string Translate()
    {
        var cel = Until("");
        if (string.IsNullOrWhiteSpace(cel)) throw Wrong("there is nothing between the braces");
        return cel;
    }

    /// <summary>Translates up to one of the given characters, which is not taken.</summary>
    private string Until(string stops)
    {
        if (++depth > NestingMax) throw Wrong("it nests too deep");
        var cel = new StringBuilder();
        while (at < text.Length && !stops.Contains(text[at], StringComparison.Ordinal))
        {
            if (text[at] == '(')
            {
                at++;
                cel.Append('(').Append(Until(")")).Append(')');
                Take(')');
                continue;
            }
            var token = Token().Match(text, at);
            if (!token.Success) throw Wrong($"'{text[at]}' can't be translated");
            at += token.Length;
            if (token.Groups["name"] is { Success: true, Value: var name }) cel.Append(Name(name));
            else if (token.Groups["quoted"].Success) cel.Append(Juel.Quote(token.Value[1..^1]));
            else cel.Append(token.Value);
        }
        depth--;
        return cel.ToString();
    }

    private string Name(string name)
    {
        if (at < text.Length && text[at] == '(') return JuelFunctions.Translate(name, Arguments()) ?? throw Wrong($"the function '{name}' can't be called");
        if (Words.TryGetValue(name, out var word)) return $" {word} ";
        if (name.Contains(':', StringComparison.Ordinal)) throw Wrong($"'{name}' is no variable");
        return name switch
        {
            "caseExecution.caseBusinessKey" or "caseInstance.businessKey" => "case.key",
            "caseInstance.id" or "caseExecution.caseInstanceId" => "case.id",
            _ => "vars." + name,
        };
    }

    private List<string> Arguments()
    {
        var arguments = new List<string>();
        at++;
        while (at < text.Length && text[at] != ')')
        {
            arguments.Add(Until(",)").Trim());
            if (at < text.Length && text[at] == ',') at++;
        }
        Take(')');
        return arguments;
    }

    private void Take(char what)
    {
        if (at >= text.Length || text[at] != what) throw Wrong($"'{what}' is missing");
        at++;
    }

    private FormatException Wrong(string what) => new($"column {column + at + 1}: {what}.");

    [GeneratedRegex("""\G(?:(?<name>[A-Za-z_]\w*(?::[A-Za-z_]\w*)?(?:\.[A-Za-z_]\w*)*)|(?<quoted>'[^'\\]*'|"[^"\\]*")|\d+(?:\.\d+)?|&&|\|\||[=!<>]=|[<>!?:+*/%-]|\s+)""", RegexOptions.CultureInvariant)]
    private static partial Regex Token();
}
