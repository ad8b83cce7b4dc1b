using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Expressions;

/// <summary>Functions of strings. Positions and lengths count code points.</summary>
internal static class CelText
{
    public static Value Size(Value value) => value.Kind switch
    {
        ValueKind.String => Value.Of(Length(value.AsString())),
        ValueKind.Bytes => Value.Of(value.AsBytes().Length),
        ValueKind.List => Value.Of(value.AsList().Length),
        ValueKind.Map => Value.Of(value.AsMap().Count),
        _ => Value.Error($"size() does not work on {CelTypes.NameOf(value)}"),
    };

    private static int Length(string text)
    {
        var count = 0;
        for (var index = 0; index < text.Length; index += Units(text, index)) count++;
        return count;
    }

    /// <summary>UTF-16 units of the character at an index; half a character counts as one.</summary>
    private static int Units(string text, int index) => index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]) ? 2 : 1;

    /// <summary>Index into the string of a code point position; -1 when it is outside.</summary>
    private static int Offset(string text, long position)
    {
        if (position < 0) return -1;
        var index = 0;
        for (; position > 0; position--)
        {
            if (index >= text.Length) return -1;
            index += Units(text, index);
        }
        return index;
    }

    private static Value Outside(long position) => Value.Error($"the position {position} is outside of the text");

    public static Value CharAt(Value text, Value position)
    {
        var s = text.AsString();
        var index = Offset(s, position.AsInt());
        if (index < 0) return Outside(position.AsInt());
        if (index == s.Length) return Value.Of("");
        return Value.Of(s.Substring(index, Units(s, index)));
    }

    public static Value IndexOf(Value text, Value part, long from)
    {
        var (s, p) = (text.AsString(), part.AsString());
        var start = Offset(s, from);
        if (start < 0) return Outside(from);
        var found = s.IndexOf(p, start, StringComparison.Ordinal);
        return Value.Of(found < 0 ? -1 : Length(s[..found]));
    }

    public static Value LastIndexOf(Value text, Value part, long? from)
    {
        var (s, p) = (text.AsString(), part.AsString());
        var limit = from is { } given ? Offset(s, given) : s.Length;
        if (limit < 0) return Outside(from!.Value);
        var end = Math.Min(s.Length, limit + p.Length);
        var found = s[..end].LastIndexOf(p, StringComparison.Ordinal);
        return Value.Of(found < 0 ? -1 : Length(s[..found]));
    }

    public static Value Substring(Value text, long from, long? to)
    {
        var s = text.AsString();
        var start = Offset(s, from);
        var end = to is { } given ? Offset(s, given) : s.Length;
        if (start < 0) return Outside(from);
        if (end < 0) return Outside(to!.Value);
        return end < start ? Value.Error("the end of the part lies before its start") : Value.Of(s[start..end]);
    }

    public static Value Replace(CelFrame frame, Value text, Value from, Value to, long count)
    {
        var (s, old, fresh) = (text.AsString(), from.AsString(), to.AsString());
        var result = new StringBuilder();
        var at = 0;
        while (count != 0)
        {
            var found = old.Length == 0 ? at : s.IndexOf(old, at, StringComparison.Ordinal);
            if (found < 0) break;
            if (!frame.SpendText(fresh.Length)) return CelFrame.TooExpensive;
            result.Append(s, at, found - at).Append(fresh);
            if (old.Length == 0)
            {
                if (at >= s.Length) return Value.Of(result.ToString());
                var length = Units(s, at);
                result.Append(s, at, length);
                at += length;
            }
            else at = found + old.Length;
            count--;
        }
        return Value.Of(result.Append(s, at, s.Length - at).ToString());
    }

    public static Value Split(Value text, Value separator, long limit)
    {
        var (s, by) = (text.AsString(), separator.AsString());
        if (limit == 0) return Value.OfList(ImmutableArray<Value>.Empty);
        string[] parts = by.Length == 0 ? Characters(s, limit) : limit < 0 ? s.Split(by) : s.Split(by, (int)Math.Min(limit, int.MaxValue));
        return Value.OfList(parts.Select(p => Value.Of(p)).ToImmutableArray());
    }

    private static string[] Characters(string text, long limit)
    {
        List<string> parts = [];
        for (var at = 0; at < text.Length;)
        {
            var length = limit > 0 && parts.Count == limit - 1 ? text.Length - at : Units(text, at);
            parts.Add(text.Substring(at, length));
            at += length;
        }
        return [.. parts];
    }

    public static Value Join(CelFrame frame, Value list, string separator)
    {
        var items = list.AsList();
        foreach (var item in items)
        {
            if (item.Kind != ValueKind.String) return Value.Error("join() works on lists of strings");
            if (!frame.SpendText((long)item.AsString().Length + separator.Length)) return CelFrame.TooExpensive;
        }
        return Value.Of(string.Join(separator, items.Select(i => i.AsString())));
    }

    public static Value Reverse(Value text)
    {
        var runes = text.AsString().EnumerateRunes().Reverse();
        return Value.Of(string.Concat(runes));
    }

    public static Value Quote(Value text)
    {
        var result = new StringBuilder("\"");
        foreach (var c in text.AsString())
        {
            result.Append(c switch
            {
                '\a' => "\\a", '\b' => "\\b", '\f' => "\\f", '\n' => "\\n", '\r' => "\\r", '\t' => "\\t", '\v' => "\\v", '\\' => "\\\\", '"' => "\\\"",
                _ => c.ToString(CultureInfo.InvariantCulture),
            });
        }
        return Value.Of(result.Append('"').ToString());
    }

    public static Value Lower(Value text) => Value.Of(Map(text.AsString(), char.ToLowerInvariant));

    public static Value Upper(Value text) => Value.Of(Map(text.AsString(), char.ToUpperInvariant));

    private static string Map(string text, Func<char, char> change) =>
        string.Create(text.Length, (text, change), static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++) to[i] = char.IsAscii(from.text[i]) ? from.change(from.text[i]) : from.text[i];
        });

    /// <summary>Padding is optional on reading.</summary>
    public static Value Base64Decode(Value text)
    {
        var s = text.AsString();
        var padded = s.PadRight((s.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length];
        return Convert.TryFromBase64String(padded, bytes, out var count) ? Value.OfBytes(ImmutableArray.Create(bytes, 0, count)) : Value.Error("the text is no Base64");
    }
}
