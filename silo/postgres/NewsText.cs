using System.Globalization;
using System.Text;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>
/// News as the text of a PostgreSQL notification: who says it, a letter for each kind, and customer keys, separated by spaces; <c>e</c> without keys: of
/// anybody. A letter that is not known is left alone, so that versions of the program can differ.
/// </summary>
internal static class NewsText
{
    /// <summary>PostgreSQL takes less than 8,000 bytes.</summary>
    private const int LengthMax = 7_900;

    public static string Of(string host, CommitBatch batch)
    {
        var text = new StringBuilder(host).Append(' ');
        var (timers, effects) = (false, false);
        foreach (var turn in batch.Turns) (timers, effects) = (timers || !turn.Timers.IsEmpty, effects || !turn.Outbox.IsEmpty);
        if (timers) text.Append('t');
        if (effects) text.Append('o');
        text.Append('e');
        var head = text.Length;
        foreach (var turn in batch.Turns)
        {
            text.Append(' ').Append(turn.Customer.ToString(CultureInfo.InvariantCulture));
            if (text.Length <= LengthMax) continue;
            text.Length = head;
            break;
        }
        return text.ToString();
    }

    public static string Of(string host, char kind, long? customer = null) =>
        customer is { } key ? string.Create(CultureInfo.InvariantCulture, $"{host} {kind} {key}") : $"{host} {kind}";

    /// <summary>Null: this host said it itself.</summary>
    public static StoreNews? Read(string text, string host)
    {
        var parts = text.Split(' ');
        if (parts[0] == host || parts.Length < 2) return null;
        var keys = new List<long>(parts.Length);
        foreach (var part in parts.AsSpan(2))
            if (long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var key)) keys.Add(key);
        var (kinds, erased) = (parts[1], parts[1].Contains('x', StringComparison.Ordinal));
        bool Has(char kind) => kinds.Contains(kind, StringComparison.Ordinal);
        return new StoreNews(Has('t'), Has('o'), Has('f'), Has('j'), erased ? [] : keys, erased ? keys : []) { Entries = Has('e') };
    }
}
