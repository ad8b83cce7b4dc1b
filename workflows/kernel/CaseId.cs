using System.Globalization;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>Names one case: the customer's key, the journal entry that started it, and its ordinal among the cases of that entry
/// (the first is 0). Never reused. Text: <c>12-5</c>, or <c>12-5.1</c> for the second case of an entry.</summary>
public readonly record struct CaseId(long Customer, long Seq, int Ordinal)
{
    public override string ToString() => Ordinal == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{Customer}-{Seq}")
        : string.Create(CultureInfo.InvariantCulture, $"{Customer}-{Seq}.{Ordinal}");

    /// <summary>Reads <see cref="ToString"/>'s text; false for anything else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out CaseId id)
    {
        id = default;
        var dash = text.IndexOf('-');
        if (dash <= 0) return false;
        var rest = text[(dash + 1)..];
        var dot = rest.IndexOf('.');
        var ordinal = 0;
        if (dot >= 0 && (!TryNumber(rest[(dot + 1)..], out var n) || n is 0 or > int.MaxValue || (ordinal = (int)n) == 0)) return false;
        if (!TryNumber(text[..dash], out var customer) || !TryNumber(dot < 0 ? rest : rest[..dot], out var seq)) return false;
        id = new CaseId(customer, seq, ordinal);
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out long value) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
