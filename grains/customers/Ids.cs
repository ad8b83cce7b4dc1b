using System.Globalization;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Grains.Customers;

/// <summary>Id of a durable timer within its customer: entry that started the case, ordinal of the case in it, item.</summary>
public static class TimerId
{
    private const int ItemBits = 20, OrdinalBits = 8;

    /// <exception cref="OverflowException">More cases of one entry, or items of one case, than an id can tell apart.</exception>
    public static long Of(CaseId id, int item) => item < 1 << ItemBits && id.Ordinal < 1 << OrdinalBits
        ? (id.Seq << (ItemBits + OrdinalBits)) | ((long)id.Ordinal << ItemBits) | (uint)item
        : throw new OverflowException($"Item {item} of case {id} is beyond what a timer id can name.");

    public static (CaseId Case, int Item) Parse(long customer, long timer) =>
        (new CaseId(customer, timer >> (ItemBits + OrdinalBits), (int)(timer >> ItemBits) & ((1 << OrdinalBits) - 1)), (int)(timer & ((1 << ItemBits) - 1)));
}

/// <summary>Ids of tasks and effects as they go outside: the case's id, a letter, the ordinal.</summary>
public static class CaseParts
{
    private const string JoinMark = "-join";

    public static string TaskId(CaseId id, int item) => string.Create(CultureInfo.InvariantCulture, $"{id}-t{item}");

    public static string EffectId(CaseId id, int effect) => string.Create(CultureInfo.InvariantCulture, $"{id}-e{effect}");

    /// <summary>Id of the effect that joins a customer, whose journal ends with this entry, to another.</summary>
    public static string JoinId(long customer, long seq) => string.Create(CultureInfo.InvariantCulture, $"{customer}-{seq}{JoinMark}");

    /// <summary>Id of the effect that brings an event of this entry to a case of another customer. <paramref name="ordinal"/>: which of several.</summary>
    public static string RelayId(long customer, long seq, int ordinal) => string.Create(CultureInfo.InvariantCulture, $"{customer}-{seq}-r{ordinal}");

    public static bool IsJoin(string effectId) => effectId.EndsWith(JoinMark, StringComparison.Ordinal);

    public static bool TryParseTask(string text, out CaseId id, out int item) => TryParse(text, "-t", out id, out item);

    public static bool TryParseEffect(string text, out CaseId id, out int effect) => TryParse(text, "-e", out id, out effect);

    private static bool TryParse(string text, string mark, out CaseId id, out int ordinal)
    {
        (id, ordinal) = (default, 0);
        var at = text.LastIndexOf(mark, StringComparison.Ordinal);
        return at > 0 && CaseId.TryParse(text.AsSpan(0, at), out id)
            && int.TryParse(text.AsSpan(at + 2), NumberStyles.None, CultureInfo.InvariantCulture, out ordinal);
    }
}
