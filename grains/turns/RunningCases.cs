using JourneyOrchestrator.Grains.Customers;

namespace JourneyOrchestrator.Grains.Turns;

/// <summary>How many cases of a customer may run at a time: each turn of the customer hears them all, and each is kept in memory. What is beyond is refused and told, never passed
/// over; cases that run already go on, also when a join brings more of them together.</summary>
public static class RunningCases
{
    /// <summary>As many as run, wait, are suspended or failed, unless the host says otherwise.</summary>
    public const int Max = 1_000;

    /// <summary>What a rule says of a case that was not started for it.</summary>
    internal const string Policy = "running-cases";

    /// <summary>Whether so many more would be too many.</summary>
    internal static bool AreTooMany(CustomerState state, int more, int max) =>
        state.Cases.Count + more > max && state.Cases.Values.Count(owned => !EndedCases.IsOver(owned)) + more > max;
}
