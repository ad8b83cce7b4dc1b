using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions;

internal sealed partial class CelCompiler
{
    private int Declare(string name)
    {
        var slot = variables.Count;
        variables.Add((name, slot));
        Locals = Math.Max(Locals, variables.Count);
        return slot;
    }

    private CelEval Bind(CelNode.Bind bind)
    {
        var value = Compile(bind.Value);
        var slot = Declare(bind.Variable);
        var body = Compile(bind.Body);
        variables.RemoveAt(slot);
        return frame =>
        {
            var bound = value(frame);
            if (bind.Binding == CelBinding.Plain)
            {
                frame.Locals[slot] = bound;
                return body(frame);
            }
            if (bound.IsError) return bound;
            if (bound.Kind != ValueKind.Optional) return Value.Error($"{CelTypes.NameOf(bound)} is no optional");
            if (bound.AsOptional() is not { } held) return bound;
            frame.Locals[slot] = held;
            var result = body(frame);
            return result.IsError || bind.Binding == CelBinding.OptFlatMap ? result : Value.OfOptional(result);
        };
    }

    private CelEval Comprehension(CelNode.Comprehension node)
    {
        var range = Compile(node.Range);
        var first = Declare(node.First);
        var second = node.Second is null ? -1 : Declare(node.Second);
        var filter = node.Filter is null ? null : Compile(node.Filter);
        var body = Compile(node.Body);
        variables.RemoveRange(first, variables.Count - first);
        var run = new CelLoop(range, first, second);
        return node.Macro switch
        {
            CelMacro.All => frame => Quantify(frame, run, body, deciding: false),
            CelMacro.Exists => frame => Quantify(frame, run, body, deciding: true),
            CelMacro.ExistsOne => frame => ExistsOne(frame, run, body),
            CelMacro.Filter => frame => Collect(frame, run, body, null),
            CelMacro.Map or CelMacro.TransformList => frame => Collect(frame, run, filter, body),
            CelMacro.TransformMap => frame => TransformMap(frame, run, filter, body),
            _ => throw new InvalidOperationException($"Unknown macro {node.Macro}."),
        };
    }

    /// <summary>An element that decides absorbs the errors of others.</summary>
    private static Value Quantify(CelFrame frame, CelLoop loop, CelEval body, bool deciding)
    {
        if (!loop.TryBegin(frame, out var items)) return items;
        var error = default(Value);
        for (var i = 0; i < CelLoop.Count(items); i++)
        {
            if (!frame.Spend(1)) return CelFrame.TooExpensive;
            loop.Enter(frame, items, i);
            var value = body(frame);
            if (value.Kind == ValueKind.Bool && value.IsTrue == deciding) return value;
            if (value.Kind != ValueKind.Bool && !error.IsError) error = NoBool(value);
        }
        return error.IsError ? error : Value.Of(!deciding);
    }

    private static Value ExistsOne(CelFrame frame, CelLoop loop, CelEval body)
    {
        if (!loop.TryBegin(frame, out var items)) return items;
        var found = 0;
        for (var i = 0; i < CelLoop.Count(items); i++)
        {
            if (!frame.Spend(1)) return CelFrame.TooExpensive;
            loop.Enter(frame, items, i);
            var value = body(frame);
            if (value.Kind != ValueKind.Bool) return NoBool(value);
            if (value.IsTrue) found++;
        }
        return Value.Of(found == 1);
    }

    private static Value Collect(CelFrame frame, CelLoop loop, CelEval? filter, CelEval? body)
    {
        if (!loop.TryBegin(frame, out var items)) return items;
        var collected = ImmutableArray.CreateBuilder<Value>(filter is null ? Math.Min(CelLoop.Count(items), CelFrame.CostMax) : 0);
        for (var i = 0; i < CelLoop.Count(items); i++)
        {
            if (!frame.Spend(1)) return CelFrame.TooExpensive;
            loop.Enter(frame, items, i);
            if (filter is not null)
            {
                var keep = filter(frame);
                if (keep.Kind != ValueKind.Bool) return NoBool(keep);
                if (!keep.IsTrue) continue;
            }
            var value = body is null ? CelLoop.Item(items, i) : body(frame);
            if (value.IsError) return value;
            if (!frame.SpendAll(value)) return CelFrame.TooExpensive;
            collected.Add(value);
        }
        return Value.OfList(collected.DrainToImmutable());
    }

    private static Value TransformMap(CelFrame frame, CelLoop loop, CelEval? filter, CelEval body)
    {
        if (!loop.TryBegin(frame, out var items)) return items;
        var builder = new ValueMap.Builder(CelLoop.Count(items));
        for (var i = 0; i < CelLoop.Count(items); i++)
        {
            if (!frame.Spend(1)) return CelFrame.TooExpensive;
            loop.Enter(frame, items, i);
            var keep = filter is null ? Value.True : filter(frame);
            if (keep.Kind != ValueKind.Bool) return NoBool(keep);
            if (!keep.IsTrue) continue;
            var value = body(frame);
            if (value.IsError) return value;
            if (!frame.SpendAll(value)) return CelFrame.TooExpensive;
            builder.Add(CelLoop.Key(items, i), value);
        }
        return CelAccess.Build(builder);
    }
}
