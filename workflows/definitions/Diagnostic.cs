namespace JourneyOrchestrator.Workflows.Definitions;

/// <summary>Something a designer should know about a definition.</summary>
/// <param name="Code">Stable, e.g. <c>J101</c>; listed in docs/diagnostics.md.</param>
/// <param name="Severity">Errors keep a definition from being published; a draft may hold any.</param>
/// <param name="Node">Id of the activity concerned; empty for the definition as a whole.</param>
/// <param name="Message">One sentence: what is wrong, with the column where it is in an expression.</param>
/// <param name="Fix">One sentence: what to do.</param>
public sealed record Diagnostic(string Code, Severity Severity, string Node, string Message, string Fix);

/// <summary>How much a diagnostic weighs.</summary>
public enum Severity { Warning, Error }
