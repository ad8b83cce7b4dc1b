using System.Globalization;

namespace JourneyOrchestrator.Workflows.Expressions.JavaScript;

/// <summary>JavaScript that is one expression (docs/expressions.md): parsed, checked and compiled once, never run as a script.</summary>
public static class JavaScriptExpression
{
    /// <summary>Compiles a script. Never throws: what is wrong comes back as issues.</summary>
    public static JsCompiled Compile(string text, JsScope scope, JsWanted wanted = JsWanted.Any)
    {
        if (text.Length > Cel.TextMax)
            return Failed(new CelIssue(Cel.TextMax, text.Length - Cel.TextMax, "too-long", $"The expression has more than {Cel.TextMax.ToString(CultureInfo.InvariantCulture)} characters.", "Split it over several variables."));
        try
        {
            var compiler = new JsCompiler(scope);
            var eval = compiler.Compile(JsParser.Parse(text));
            if (compiler.Issues.Count > 0) return new JsCompiled(null, [.. compiler.Issues], [.. compiler.Names]);
            return new JsCompiled(new CelExpression(text, compiler.Reads, frame => JsResult.Of(frame, eval(frame), wanted), 0) { IsJavaScript = true }, [], [.. compiler.Names]);
        }
        catch (CelSyntaxException error)
        {
            return Failed(error.Issue);
        }
    }

    private static JsCompiled Failed(CelIssue issue) => new(null, [issue], []);
}
