using System.Globalization;

namespace JourneyOrchestrator.Simulation;

/// <summary>Seeds from the first to the last, both included.</summary>
internal readonly record struct SeedRange(ulong First, ulong Last)
{
    public ulong Count => Last - First + 1;

    public static bool TryParse(string? range, ulong? single, out SeedRange seeds)
    {
        seeds = new SeedRange(single ?? 1, single ?? 1);
        if (range is null) return single is not null;
        var parts = range.Split("..");
        if (single is not null || parts.Length != 2 || !TryParse(parts[0], out var first) || !TryParse(parts[1], out var last) || first > last) return false;
        seeds = new SeedRange(first, last);
        return true;
    }

    private static bool TryParse(string text, out ulong number) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
