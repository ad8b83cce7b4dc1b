using System.Text.RegularExpressions;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>
/// The JavaScript that means the same in CEL: one expression of literals, variables, comparisons, <c>&amp;&amp; || ! ?:</c>.
/// Arithmetic is left out: JavaScript's numbers are doubles, CEL's are not.
/// </summary>
internal static partial class JavaScriptSubset
{
    /// <summary>The CEL text; null when the script is outside of the subset.</summary>
    public static string? ToCel(string script)
    {
        var text = script.Trim().TrimEnd(';').Trim();
        if (text.StartsWith("return ", StringComparison.Ordinal)) text = text["return ".Length..];
        if (text.Length == 0 || !Whole().IsMatch(text)) return null;
        text = GetVariable().Replace(text, "vars.$2");
        text = text.Replace("!==", "!=", StringComparison.Ordinal).Replace("===", "==", StringComparison.Ordinal);
        return Variables().Replace(text, "vars.");
    }

    [GeneratedRegex(@"^(?:'[^'\\]*'|""[^""\\]*""|getVariable\((['""])\w+\1\)|variables\.\w+|true|false|null|\d+(?:\.\d+)?|===|!==|==|!=|<=|>=|&&|\|\||[<>!?:()]|\s)+$", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();

    [GeneratedRegex(@"getVariable\((['""])(\w+)\1\)", RegexOptions.CultureInvariant)]
    private static partial Regex GetVariable();

    [GeneratedRegex(@"\bvariables\.", RegexOptions.CultureInvariant)]
    private static partial Regex Variables();
}
