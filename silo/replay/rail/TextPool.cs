namespace JourneyOrchestrator.Silo.Replay.Rail;

/// <summary>One string per distinct text: the files repeat a few hundred names and platforms in every row.</summary>
internal sealed class TextPool
{
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _texts =
        new Dictionary<string, string>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    public string Get(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return "";
        if (_texts.TryGetValue(text, out var known)) return known;
        var added = text.ToString();
        _texts[text] = added;
        return added;
    }
}
