using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Grains.Turns;

/// <summary>
/// Which ended cases leave the state of a customer: one with thousands of orders is no heavier than one with a few. What happened in them stays in the journal, in the
/// history, in looks at the past and in the person's export.
/// </summary>
public static class EndedCases
{
    /// <summary>How many stay, the newest, unless the host says otherwise.</summary>
    public const int Max = 50;

    /// <summary>How long each stays: longer than all tries of its effects by themselves take.</summary>
    public static readonly TimeSpan StayTime = TimeSpan.FromMinutes(10);

    /// <summary>How many more than those may stay for that long: whoever ends hundreds of cases in ten minutes is no heavier for it.</summary>
    public const int StayMax = 50;

    /// <summary>The cases to retire at a time, the oldest first. One that failed waits for a person and stays; so does one that another is about.</summary>
    internal static IEnumerable<CaseId> ToRetire(CustomerState state, DateTimeOffset at, int max)
    {
        if (state.Cases.Count <= max) return [];
        var ended = state.Cases.Values.Where(IsOver).OrderBy(c => c.EndedAt).ThenBy(c => c.Id.Customer).ThenBy(c => c.Id.Seq).ThenBy(c => c.Id.Ordinal).ToList();
        var called = state.Cases.Values.Where(c => c.Caller is not null && !IsOver(c)).Select(c => c.Caller!.Case).ToHashSet();
        return [.. ended.SkipLast(max).Where((c, place) => (c.EndedAt <= at - StayTime || place < ended.Count - max - StayMax) && !called.Contains(c.Id) && !IsAwaited(state, c)).Select(c => c.Id)];
    }

    internal static bool IsOver(CaseState owned) => owned.Status is CaseStatus.Completed or CaseStatus.Terminated or CaseStatus.Closed;

    private static bool IsAwaited(CustomerState state, CaseState owned) =>
        owned.Caller is { } caller && state.Cases.TryGetValue(caller.Case, out var calling) && !IsOver(calling);
}
