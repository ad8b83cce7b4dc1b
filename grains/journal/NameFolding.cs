using System.Globalization;
using System.Text;

namespace JourneyOrchestrator.Grains.Journal;

/// <summary>
/// Names in lower case without accents, so that who hears a name need not know how it is spelt. A table of our own: the program runs without the
/// system's culture data, where decomposing a character does nothing; and what is hashed must not change with a library.
/// </summary>
public static class NameFolding
{
    private static readonly string[] Accented =
    [
        "aàáâãäåāăąǎ", "cçćĉċč", "dďđ", "eèéêëēĕėęě", "gĝğġģ", "hĥħ", "iìíîïĩīĭįıİ", "jĵ", "kķ", "lĺļľŀł", "nñńņňŉ", "oòóôõöøōŏő", "rŕŗř", "sśŝşšș", "tţťŧț",
        "uùúûüũūŭůűų", "wŵ", "yýÿŷ", "zźżž",
    ];

    private static readonly Dictionary<char, char> Plain = Accented.SelectMany(group => group[1..].Select(c => (c, group[0]))).ToDictionary();

    public static string Fold(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (var c in name.ToLowerInvariant())
        {
            if (Plain.TryGetValue(c, out var plain)) folded.Append(plain);
            else if (c is 'ß' or 'ẞ') folded.Append("ss");
            else if (c == 'æ') folded.Append("ae");
            else if (c == 'œ') folded.Append("oe");
            // An accent that came as a character of its own.
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark) folded.Append(c);
        }
        return folded.ToString();
    }
}
