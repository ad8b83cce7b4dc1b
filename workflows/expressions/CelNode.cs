using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions;

/// <summary>A node of the syntax tree. A closed set. <paramref name="At"/>: where in the text.</summary>
internal abstract record CelNode(int At, int Length)
{
    public sealed record Constant(Value Value, int At, int Length) : CelNode(At, Length);

    /// <summary>A name. <paramref name="Root"/>: written with a leading dot.</summary>
    public sealed record Name(string Text, bool Root, int At, int Length) : CelNode(At, Length);

    /// <summary><c>target.field</c>; <paramref name="Test"/>: only whether it is there (<c>has</c>).</summary>
    public sealed record Select(CelNode Target, string Field, bool Optional, bool Test, int At, int Length) : CelNode(At, Length);

    public sealed record Index(CelNode Target, CelNode Key, bool Optional, int At, int Length) : CelNode(At, Length);

    /// <summary>A function, operators included (<c>_+_</c>); a receiver is its first argument.</summary>
    public sealed record Call(string Function, ImmutableArray<CelNode> Arguments, bool Receiver, int At, int Length) : CelNode(At, Length);

    public sealed record List(ImmutableArray<(CelNode Item, bool Optional)> Items, int At, int Length) : CelNode(At, Length);

    public sealed record Map(ImmutableArray<(CelNode Key, CelNode Value, bool Optional)> Entries, int At, int Length) : CelNode(At, Length);

    /// <summary>A macro over a range. <paramref name="Second"/>: the second variable, null when there is one.</summary>
    public sealed record Comprehension(
        CelMacro Macro, CelNode Range, string First, string? Second, CelNode? Filter, CelNode Body, int At, int Length) : CelNode(At, Length);

    /// <summary><c>cel.bind(name, value, body)</c>, and the optional macros, which bind what the optional holds.</summary>
    public sealed record Bind(CelBinding Binding, string Variable, CelNode Value, CelNode Body, int At, int Length) : CelNode(At, Length);
}

internal enum CelMacro : byte { All, Exists, ExistsOne, Map, Filter, TransformList, TransformMap }

internal enum CelBinding : byte { Plain, OptMap, OptFlatMap }
