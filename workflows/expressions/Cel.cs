using System.Collections.Immutable;
using System.Globalization;

namespace JourneyOrchestrator.Workflows.Expressions;

/// <summary>The Common Expression Language (<see href="https://github.com/google/cel-spec"/>), without messages: parsed, checked and compiled once.</summary>
public static class Cel
{
    /// <summary>Longest expression, in UTF-16 units.</summary>
    public const int TextMax = 8 * 1024;

    /// <summary>Compiles an expression. Never throws: what is wrong comes back as issues.</summary>
    public static CelResult Compile(string text, CelScope scope)
    {
        if (text.Length > TextMax)
            return Failed(new CelIssue(TextMax, text.Length - TextMax, "too-long", $"The expression has more than {TextMax.ToString(CultureInfo.InvariantCulture)} characters.", "Split it over several variables."));
        if (string.IsNullOrWhiteSpace(text)) return Failed(new CelIssue(0, 0, "empty", "The expression is empty.", "Write one, such as true."));
        try
        {
            var compiler = new CelCompiler(scope);
            var tree = CelParser.Parse(text);
            var eval = compiler.Compile(tree);
            if (compiler.Issues.Count > 0) return new CelResult(null, [.. compiler.Issues]);
            var types = new CelTypeCheck();
            var kind = scope.IsOpen ? null : types.KindOf(tree);
            if (types.Issues.Count > 0) return new CelResult(null, [.. types.Issues]);
            return new CelResult(new CelExpression(text, compiler.Reads, eval, compiler.Locals) { Kind = kind }, []);
        }
        catch (CelSyntaxException error)
        {
            return Failed(error.Issue);
        }
    }

    private static CelResult Failed(CelIssue issue) => new(null, ImmutableArray.Create(issue));
}
