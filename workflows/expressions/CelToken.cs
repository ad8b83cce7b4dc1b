using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions;

internal enum CelTokenKind : byte { End, Name, Quoted, Literal, Symbol }

/// <summary>A token: a name (<c>Quoted</c>: in backquotes), a literal with its value, or a symbol.</summary>
internal readonly record struct CelToken(CelTokenKind Kind, string Text, Value Value, int At, int Length);

/// <summary>A text that can't be read further.</summary>
internal sealed class CelSyntaxException(CelIssue issue) : Exception(issue.Message)
{
    public CelIssue Issue { get; } = issue;

    public static CelSyntaxException At(int column, int length, string message, string fix) =>
        new(new CelIssue(column, length, "syntax", message, fix));
}
