using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions.JavaScript;

/// <summary>A node of the syntax tree. A closed set. <paramref name="At"/>: where in the text.</summary>
internal abstract record JsNode(int At, int Length)
{
    public sealed record Constant(Value Value, int At, int Length) : JsNode(At, Length);

    public sealed record Name(string Text, int At, int Length) : JsNode(At, Length);

    /// <summary>What stands in parentheses; some operators may only be mixed with them.</summary>
    public sealed record Group(JsNode Inner, int At, int Length) : JsNode(At, Length);

    public sealed record Unary(string Operator, JsNode Operand, int At, int Length) : JsNode(At, Length);

    public sealed record Binary(string Operator, JsNode Left, JsNode Right, int At, int Length) : JsNode(At, Length);

    public sealed record Conditional(JsNode Test, JsNode Then, JsNode Otherwise, int At, int Length) : JsNode(At, Length);

    /// <summary>A text before, between and behind each of the expressions.</summary>
    public sealed record Template(ImmutableArray<string> Texts, ImmutableArray<JsNode> Holes, int At, int Length) : JsNode(At, Length);

    public sealed record List(ImmutableArray<JsNode> Items, int At, int Length) : JsNode(At, Length);

    public sealed record Map(ImmutableArray<(JsNode Key, JsNode Value)> Entries, int At, int Length) : JsNode(At, Length);

    /// <summary>Members, elements and calls, one after the other: <c>?.</c> gives up the whole rest of it.</summary>
    public sealed record Chain(JsNode Base, ImmutableArray<JsLink> Links, int At, int Length) : JsNode(At, Length);
}

/// <summary>A step of a chain.</summary>
/// <param name="Optional">Written with <c>?.</c>: undefined and null give undefined.</param>
internal abstract record JsLink(bool Optional, int At, int Length)
{
    public sealed record Member(string Name, bool Optional, int At, int Length) : JsLink(Optional, At, Length);

    public sealed record Element(JsNode Key, bool Optional, int At, int Length) : JsLink(Optional, At, Length);

    public sealed record Call(ImmutableArray<JsNode> Arguments, int At, int Length) : JsLink(false, At, Length);
}
