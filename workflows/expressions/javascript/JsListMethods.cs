using System.Collections.Immutable;
using System.Text;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions.JavaScript;

/// <summary>Methods of lists that change nothing and need no function.</summary>
internal static class JsListMethods
{
    public static IEnumerable<JsFunction> All() =>
    [
        new("includes", "vi", 1, Includes),
        new("indexOf", "vi", 1, (frame, target, a) => Find(frame, target.AsList(), a, false)),
        new("lastIndexOf", "v", 1, (frame, target, a) => FindLast(frame, target.AsList(), a[0])),
        new("join", "o", 0, (frame, target, a) => Join(frame, target, JsValues.IsUndefined(a[0]) ? "," : a[0].AsString())),
        new("slice", "ii", 0, (frame, target, a) => Slice(frame, target.AsList(), a)),
        new("at", "i", 1, (_, target, a) => At(target.AsList(), JsArguments.Or(a[0], 0))),
        new("concat", "v*", 0, Concat),
    ];

    private static Value Includes(CelFrame frame, Value target, Value[] a)
    {
        var found = Find(frame, target.AsList(), a, true);
        return found.IsError ? found : Value.Of(found.AsDouble() >= 0);
    }

    /// <summary>The first position of an item; -1 when it is not there. <paramref name="nan"/>: NaN is found too.</summary>
    private static Value Find(CelFrame frame, ImmutableArray<Value> items, Value[] a, bool nan)
    {
        for (var i = JsArguments.FromEither(JsArguments.Or(a[1], 0), items.Length); i < items.Length; i++)
        {
            if (!frame.Spend(1)) return CelFrame.TooExpensive;
            var item = JsValues.Seen(items[i]);
            var same = JsOperators.Same(frame, item, a[0]);
            if (same.IsError) return same;
            if (same.IsTrue || (nan && IsNaN(item) && IsNaN(a[0]))) return Value.Of((double)i);
        }
        return Value.Of(-1.0);
    }

    private static Value FindLast(CelFrame frame, ImmutableArray<Value> items, in Value wanted)
    {
        for (var i = items.Length - 1; i >= 0; i--)
        {
            if (!frame.Spend(1)) return CelFrame.TooExpensive;
            var same = JsOperators.Same(frame, JsValues.Seen(items[i]), wanted);
            if (same.IsError || same.IsTrue) return same.IsError ? same : Value.Of((double)i);
        }
        return Value.Of(-1.0);
    }

    private static bool IsNaN(in Value value) => value.Kind == ValueKind.Double && double.IsNaN(value.AsDouble());

    private static Value Join(CelFrame frame, in Value list, string separator)
    {
        if (!frame.SpendAll(list) || !frame.SpendText((long)separator.Length * list.AsList().Length)) return CelFrame.TooExpensive;
        var text = new StringBuilder();
        return JsValues.AppendList(text, list, separator) ? Value.Of(text.ToString()) : Value.Error("join() has no text for some of the items");
    }

    private static Value Slice(CelFrame frame, ImmutableArray<Value> items, Value[] a)
    {
        var (from, to) = (JsArguments.FromEither(JsArguments.Or(a[0], 0), items.Length), JsArguments.FromEither(JsArguments.Or(a[1], items.Length), items.Length));
        if (from >= to) return Value.OfList();
        return frame.Spend(to - from) ? Value.OfList(items[from..to]) : CelFrame.TooExpensive;
    }

    private static Value At(ImmutableArray<Value> items, double position) => Math.Abs(position) > items.Length ? JsValues.Undefined : JsMembers.At(items, (int)(position < 0 ? position + items.Length : position));

    private static Value Concat(CelFrame frame, Value target, Value[] a)
    {
        var items = ImmutableArray.CreateBuilder<Value>();
        foreach (var part in a.Prepend(target))
        {
            if (!frame.Spend(part.Kind == ValueKind.List ? part.AsList().Length : 1)) return CelFrame.TooExpensive;
            if (part.Kind == ValueKind.List) items.AddRange(part.AsList());
            else items.Add(part);
        }
        return Value.OfList(items.ToImmutable());
    }
}
