using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions.JavaScript;

/// <summary>A function or method. Its body never sees an error, and gets as many values as there are parameters.</summary>
/// <param name="Parameters">
/// A letter each: <c>t</c> a text, <c>o</c> a text or undefined, <c>n</c> a number, <c>i</c> a whole or infinite number or undefined, <c>v</c> any value; a
/// <c>*</c> behind the last one repeats it.
/// </param>
/// <param name="Least">Arguments that it needs.</param>
internal sealed record JsFunction(string Name, string Parameters, int Least, Func<CelFrame, Value, Value[], Value> Body)
{
    /// <summary>Arguments that it takes.</summary>
    public int Most => Parameters.EndsWith('*') ? int.MaxValue : Parameters.Length;

    public Value Call(CelFrame frame, in Value target, Value[] given)
    {
        if (!frame.Spend(1)) return CelFrame.TooExpensive;
        var arguments = new Value[Most == int.MaxValue ? given.Length : Parameters.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = Converted(frame, i < given.Length ? given[i] : JsValues.Undefined, Parameters[Most == int.MaxValue ? 0 : i]);
            if (arguments[i].IsError) return arguments[i];
        }
        return Body(frame, target, arguments);
    }

    private static Value Converted(CelFrame frame, in Value value, char parameter) => parameter switch
    {
        't' => JsValues.ToText(frame, value),
        'o' => JsValues.IsUndefined(value) ? value : JsValues.ToText(frame, value),
        'n' => JsValues.ToNumber(frame, value),
        'i' => JsValues.IsUndefined(value) ? value : Whole(JsValues.ToNumber(frame, value)),
        _ => value,
    };

    private static Value Whole(in Value number) => number.IsError ? number : Value.Of(double.IsNaN(number.AsDouble()) ? 0 : Math.Truncate(number.AsDouble()));
}
