using System.Collections.Frozen;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions.JavaScript;

/// <summary>The methods that can be called, by the kind of value that has them.</summary>
internal static class JsMethods
{
    private static readonly JsFunction Text = new("toString", "", 0, (frame, target, _) => JsValues.ToText(frame, target));

    private static readonly FrozenDictionary<string, JsFunction>
        Texts = Table(JsTextMethods.All().Append(Text)),
        Lists = Table(JsListMethods.All().Append(Text)),
        Maps = Table([Text]),
        Numbers = Table([Text, new("toFixed", "i", 0, (_, target, a) => Fixed(target.AsDouble(), JsArguments.Or(a[0], 0)))]),
        Times = Table(
        [
            new("getTime", "", 0, (frame, target, _) => JsValues.ToNumber(frame, target)),
            new("toISOString", "", 0, (_, target, _) => Value.Of(JsValues.IsoOf(target))), new("toJSON", "", 0, (_, target, _) => Value.Of(JsValues.IsoOf(target))),
        ]);

    private static readonly FrozenDictionary<string, JsFunction>[] Tables = [Texts, Lists, Maps, Numbers, Times];

    /// <summary>All names, for suggestions.</summary>
    public static IEnumerable<string> Names => Tables.SelectMany(table => table.Keys).Distinct();

    /// <summary>The method of a kind of values; null when it has none of that name.</summary>
    public static JsFunction? Of(ValueKind kind, string name) => (kind switch
    {
        ValueKind.String => Texts,
        ValueKind.List => Lists,
        ValueKind.Int or ValueKind.UInt or ValueKind.Double => Numbers,
        ValueKind.Timestamp => Times,
        _ => Maps,
    }).GetValueOrDefault(name);

    /// <summary>All methods of a name, whatever has them.</summary>
    public static JsFunction[] Named(string name) => [.. Tables.Select(table => table.GetValueOrDefault(name)).OfType<JsFunction>()];

    /// <summary>What a kind of values is called in messages.</summary>
    public static string Described(ValueKind kind) => kind switch
    {
        ValueKind.String => "a text",
        ValueKind.List => "a list",
        ValueKind.Map => "an object",
        ValueKind.Int or ValueKind.UInt or ValueKind.Double => "a number",
        ValueKind.Bool => "true or false",
        ValueKind.Timestamp => "a time",
        _ => "such a value",
    };

    private static Value Fixed(double number, double digits) => digits is >= 0 and <= 100 ? Value.Of(JsNumbers.Fixed(number, (int)digits)) : Value.Error("toFixed() takes 0 to 100 digits");

    private static FrozenDictionary<string, JsFunction> Table(IEnumerable<JsFunction> functions) => functions.ToFrozenDictionary(f => f.Name, StringComparer.Ordinal);
}
