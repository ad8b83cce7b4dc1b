using System.Collections.Immutable;
using System.Globalization;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Grains.Journal;

/// <summary>How customers are found without plain text in the store: keyed hashes of the beginnings of the words of their name, and of the whole id,
/// also of those who were joined to them.</summary>
public static class SearchTerms
{
    /// <summary>Shortest and longest beginning of a word that is kept, in characters.</summary>
    public const int LengthMin = 2, LengthMax = 12;

    private const int WordsMax = 8;

    public static ImmutableArray<long> Of(IEnumerable<string> ids, string name, IPersonKeys keys)
    {
        var terms = new SortedSet<long>(ids.Select(id => keys.TermHash("id\0" + id)));
        foreach (var word in Words(name).Take(WordsMax))
            for (var length = Math.Min(LengthMin, word.Length); length <= Math.Min(word.Length, LengthMax); length++)
                terms.Add(keys.TermHash("word\0" + word[..length]));
        return [.. terms];
    }

    /// <summary>Terms that all must match: the beginnings of words, or, for a text that is no such thing, the id. Empty: nothing can match.</summary>
    public static ImmutableArray<long> OfQuery(string search, IPersonKeys keys)
    {
        var text = search.Trim();
        if (text.Length == 0) return [];
        if (!IsName(text)) return [keys.TermHash("id\0" + text)];
        return [.. Words(text).Select(w => keys.TermHash("word\0" + Beginning(w)))];
    }

    /// <summary>Whether a search finds this customer, told from the name itself.</summary>
    public static bool Match(string search, string id, string name)
    {
        var text = search.Trim();
        if (!IsName(text)) return text == id;
        var words = Words(name).Take(WordsMax).ToList();
        return Words(text).Any() && Words(text).Select(Beginning)
            .All(wanted => words.Exists(word => word == wanted || (wanted.Length >= LengthMin && word.StartsWith(wanted, StringComparison.Ordinal))));
    }

    private static bool IsName(string text) =>
        text.All(c => char.IsLetter(c) || char.IsWhiteSpace(c) || c is '-' or '\'' || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark);

    private static string Beginning(string word) => word.Length > LengthMax ? word[..LengthMax] : word;

    private static IEnumerable<string> Words(string text) =>
        NameFolding.Fold(text).Split([' ', '-', '\'', '\t', ',', '.'], StringSplitOptions.RemoveEmptyEntries);
}
