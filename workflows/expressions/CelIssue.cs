using System.Collections.Immutable;

namespace JourneyOrchestrator.Workflows.Expressions;

/// <summary>What is wrong with an expression.</summary>
/// <param name="Column">0-based offset into the text, in UTF-16 units.</param>
/// <param name="Length">How much of the text is meant; 0 when it is a place between characters.</param>
/// <param name="Code">Stable, kebab-case.</param>
/// <param name="Fix">What to do.</param>
public sealed record CelIssue(int Column, int Length, string Code, string Message, string Fix);

/// <summary>Answer of compiling an expression: the expression, or the issues that prevent it.</summary>
public sealed record CelResult(CelExpression? Expression, ImmutableArray<CelIssue> Issues);
