using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions.JavaScript;

/// <summary>Methods of texts. Positions count UTF-16 units, as in JavaScript.</summary>
internal static class JsTextMethods
{
    public static IEnumerable<JsFunction> All() =>
    [
        Text("toUpperCase", "", 0, (s, _) => Value.Of(JsTexts.Upper(s))), Text("toLowerCase", "", 0, (s, _) => Value.Of(JsTexts.Lower(s))),
        Text("trim", "", 0, (s, _) => Value.Of(JsTexts.Trim(s, true, true))),
        Text("trimStart", "", 0, (s, _) => Value.Of(JsTexts.Trim(s, true, false))), Text("trimEnd", "", 0, (s, _) => Value.Of(JsTexts.Trim(s, false, true))),
        Text("slice", "ii", 0, Slice), Text("substring", "ii", 0, Substring), Text("at", "i", 1, At), Text("charAt", "i", 0, CharAt), Text("charCodeAt", "i", 0, CodeAt),
        Search("includes", "ti", 1, (s, a) => Value.Of(s.IndexOf(a[0].AsString(), Start(s, a[1]), StringComparison.Ordinal) >= 0)),
        Search("indexOf", "ti", 1, (s, a) => Value.Of((double)s.IndexOf(a[0].AsString(), Start(s, a[1]), StringComparison.Ordinal))),
        Search("lastIndexOf", "t", 1, (s, a) => Value.Of((double)s.LastIndexOf(a[0].AsString(), StringComparison.Ordinal))),
        Search("startsWith", "ti", 1, (s, a) => Value.Of(s.AsSpan(Start(s, a[1])).StartsWith(a[0].AsString()))),
        Search("endsWith", "ti", 1, (s, a) => Value.Of(s.AsSpan(0, JsArguments.Cut(JsArguments.Or(a[1], s.Length), s.Length)).EndsWith(a[0].AsString()))),
        new("split", "oi", 0, (frame, target, a) => Split(frame, target.AsString(), a)),
        new("replace", "tt", 2, (frame, target, a) => Replace(frame, target.AsString(), a, false)), new("replaceAll", "tt", 2, (frame, target, a) => Replace(frame, target.AsString(), a, true)),
        new("repeat", "i", 1, (frame, target, a) => Repeat(frame, target.AsString(), JsArguments.Or(a[0], 0))),
        new("padStart", "io", 1, (frame, target, a) => Pad(frame, target.AsString(), a, true)), new("padEnd", "io", 1, (frame, target, a) => Pad(frame, target.AsString(), a, false)),
        new("concat", "t*", 0, Concat),
    ];

    /// <summary>Looks at the whole text once.</summary>
    private static JsFunction Text(string name, string parameters, int least, Func<string, Value[], Value> body) =>
        new(name, parameters, least, (frame, target, a) => frame.SpendText(target.AsString().Length) ? body(target.AsString(), a) : CelFrame.TooExpensive);

    /// <summary>Looks for its first argument in the text.</summary>
    private static JsFunction Search(string name, string parameters, int least, Func<string, Value[], Value> body) =>
        new(name, parameters, least, (frame, target, a) => frame.SpendSearch(target.AsString().Length, a[0].AsString().Length) ? body(target.AsString(), a) : CelFrame.TooExpensive);

    private static int Start(string text, in Value position) => JsArguments.Cut(JsArguments.Or(position, 0), text.Length);

    private static Value Slice(string text, Value[] a)
    {
        var (from, to) = (JsArguments.FromEither(JsArguments.Or(a[0], 0), text.Length), JsArguments.FromEither(JsArguments.Or(a[1], text.Length), text.Length));
        return Value.Of(from < to ? text[from..to] : "");
    }

    private static Value Substring(string text, Value[] a)
    {
        var (one, other) = (Start(text, a[0]), JsArguments.Cut(JsArguments.Or(a[1], text.Length), text.Length));
        return Value.Of(text[Math.Min(one, other)..Math.Max(one, other)]);
    }

    private static Value At(string text, Value[] a)
    {
        var position = JsArguments.Or(a[0], 0);
        if (position < 0) position += text.Length;
        return position >= 0 && position < text.Length ? Value.Of(text.Substring((int)position, 1)) : JsValues.Undefined;
    }

    private static Value CharAt(string text, Value[] a) => JsArguments.Or(a[0], 0) is var position && position >= 0 && position < text.Length ? Value.Of(text.Substring((int)position, 1)) : Value.Of("");

    private static Value CodeAt(string text, Value[] a) => Value.Of(JsArguments.Or(a[0], 0) is var position && position >= 0 && position < text.Length ? text[(int)position] : double.NaN);

    private static Value Split(CelFrame frame, string text, Value[] a)
    {
        var limit = JsValues.IsUndefined(a[1]) ? uint.MaxValue : unchecked((uint)JsNumbers.ToInt32(a[1].AsDouble()));
        if (limit == 0) return Value.OfList();
        if (JsValues.IsUndefined(a[0])) return Value.OfList(Value.Of(text));
        var by = a[0].AsString();
        if (!frame.SpendSearch(text.Length, by.Length) || !frame.Spend(by.Length == 0 ? text.Length : 1)) return CelFrame.TooExpensive;
        var parts = by.Length == 0 ? text.Select(c => c.ToString(CultureInfo.InvariantCulture)) : text.Split(by);
        ImmutableArray<Value> items = [.. parts.Take((int)Math.Min(limit, int.MaxValue)).Select(p => Value.Of(p))];
        return frame.Spend(items.Length) ? Value.OfList(items) : CelFrame.TooExpensive;
    }

    private static Value Replace(CelFrame frame, string text, Value[] a, bool all)
    {
        var (part, by) = (a[0].AsString(), a[1].AsString());
        if (!frame.SpendSearch(text.Length, part.Length)) return CelFrame.TooExpensive;
        var result = new StringBuilder();
        var done = 0;
        for (var found = text.IndexOf(part, StringComparison.Ordinal); found >= 0;)
        {
            // what stands for a part may hold the whole text, as often as it has dollars
            if (!frame.SpendText(by.Length + (by.Contains('$', StringComparison.Ordinal) ? (long)text.Length * by.Length : 0))) return CelFrame.TooExpensive;
            result.Append(text, done, found - done);
            JsTexts.AppendReplacement(result, text, found, part, by);
            done = found + part.Length;
            var next = part.Length == 0 ? found + 1 : done;
            found = !all || next > text.Length ? -1 : text.IndexOf(part, next, StringComparison.Ordinal);
        }
        return Value.Of(result.Append(text, done, text.Length - done).ToString());
    }

    private static Value Repeat(CelFrame frame, string text, double count)
    {
        if (count < 0 || double.IsInfinity(count)) return Value.Error("repeat() takes a count from 0");
        if (text.Length == 0) return Value.Of("");
        if (count * text.Length > int.MaxValue || !frame.SpendText((long)count * text.Length)) return CelFrame.TooExpensive;
        return Value.Of(new StringBuilder().Insert(0, text, (int)count).ToString());
    }

    private static Value Pad(CelFrame frame, string text, Value[] a, bool start)
    {
        var (length, fill) = (JsArguments.Or(a[0], 0), JsValues.IsUndefined(a[1]) ? " " : a[1].AsString());
        if (length <= text.Length || fill.Length == 0) return Value.Of(text);
        if (length > int.MaxValue || !frame.SpendText((long)length + fill.Length)) return CelFrame.TooExpensive;
        var missing = (int)length - text.Length;
        var padding = new StringBuilder().Insert(0, fill, (missing / fill.Length) + 1).ToString(0, missing);
        return Value.Of(start ? padding + text : text + padding);
    }

    private static Value Concat(CelFrame frame, Value target, Value[] a)
    {
        var length = a.Aggregate((long)target.AsString().Length, (sum, text) => sum + text.AsString().Length);
        return frame.SpendText(length) ? Value.Of(string.Concat(a.Select(text => text.AsString()).Prepend(target.AsString()))) : CelFrame.TooExpensive;
    }
}
