using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions.JavaScript;

/// <summary><c>Part</c>: text of a template up to a <c>${</c>; <c>LastPart</c>: up to its end.</summary>
internal enum JsTokenKind : byte { End, Name, Number, Text, Part, LastPart, Symbol }

/// <summary>A token. <paramref name="Value"/>: of numbers and texts; <paramref name="AfterBreak"/>: a line ends before it.</summary>
internal readonly record struct JsToken(JsTokenKind Kind, string Text, Value Value, int At, int Length, bool AfterBreak)
{
    public bool Is(string symbol) => Kind == JsTokenKind.Symbol && Text == symbol;
}
