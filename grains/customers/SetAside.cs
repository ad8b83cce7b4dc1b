using System.Collections.Immutable;
using System.Globalization;

namespace JourneyOrchestrator.Grains.Customers;

/// <summary>An input that was set aside: the entry that keeps it. <paramref name="Customer"/>: key of whose journal that is.</summary>
public readonly record struct SetAsideInput(long Customer, long Seq)
{
    /// <summary>As it goes outside: key and number of the entry.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Customer}-{Seq}");

    /// <summary>Reads what <see cref="ToString"/> writes; false: it is something else.</summary>
    public static bool TryParse(string text, out SetAsideInput id)
    {
        id = default;
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0 || !Number(text.AsSpan(0, dash), out var customer) || !Number(text.AsSpan(dash + 1), out var seq)) return false;
        id = new SetAsideInput(customer, seq);
        return true;
    }

    private static bool Number(ReadOnlySpan<char> text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;
}

/// <summary>What operators read of an input that was set aside. <paramref name="Customer"/>: id of the customer; <paramref name="InputId"/>, <paramref name="Source"/>: as the entry has them.</summary>
public sealed record SetAsideText(string Customer, string? InputId, string? Source, string Error);

public sealed partial class CustomerState
{
    /// <summary>Inputs that were set aside, and neither replayed nor discarded yet.</summary>
    public ImmutableArray<SetAsideInput> SetAside { get; internal set; } = [];
}
