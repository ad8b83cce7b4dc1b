using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions;

/// <summary>The range of a macro and its variables: one variable is the item (of a map: the key), two are index or key, and value.</summary>
internal sealed class CelLoop(CelEval range, int first, int second)
{
    /// <summary>False, with the error in <paramref name="items"/>, when the range is none.</summary>
    public bool TryBegin(CelFrame frame, out Value items)
    {
        items = range(frame);
        if (items.Kind is ValueKind.List or ValueKind.Map) return true;
        if (!items.IsError) items = Value.Error($"{CelTypes.NameOf(items)} has no elements to go through");
        return false;
    }

    public static int Count(in Value items) => items.Kind == ValueKind.List ? items.AsList().Length : items.AsMap().Count;

    public static Value Key(in Value items, int index) => items.Kind == ValueKind.List ? Value.Of(index) : items.AsMap().KeyAt(index);

    public static Value Item(in Value items, int index) => items.Kind == ValueKind.List ? items.AsList()[index] : items.AsMap().KeyAt(index);

    public void Enter(CelFrame frame, in Value items, int index)
    {
        if (second < 0)
        {
            frame.Locals[first] = Item(items, index);
            return;
        }
        frame.Locals[first] = Key(items, index);
        frame.Locals[second] = items.Kind == ValueKind.List ? items.AsList()[index] : items.AsMap().ValueAt(index);
    }
}
