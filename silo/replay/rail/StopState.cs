using NodaTime;

namespace JourneyOrchestrator.Silo.Replay.Rail;

/// <summary>What was known of a stop from one snapshot on: a row of changes. The default is: nothing known, all as planned.</summary>
/// <param name="At">Snapshot.</param>
/// <param name="DelayArr">Minutes; null while no live time was given, which is not 0.</param>
/// <param name="PlatformArr">The changed platform; empty or null: as planned.</param>
public readonly record struct StopState(
    Instant At, short? DelayArr, short? DelayDep, string? PlatformArr, string? PlatformDep, bool CancelledArr, bool CancelledDep)
{
    /// <summary>Best known arrival; null where the run starts.</summary>
    public Instant? ArrivalAt(RailStop stop) => stop.PlannedArr + Duration.FromMinutes(DelayArr ?? 0);

    /// <summary>Best known departure; null where the run ends.</summary>
    public Instant? DepartureAt(RailStop stop) => stop.PlannedDep + Duration.FromMinutes(DelayDep ?? 0);

    /// <summary>Best known arrival platform; empty when none was ever told.</summary>
    public string ArrivalPlatform(RailStop stop) => string.IsNullOrEmpty(PlatformArr) ? stop.PlatformArr : PlatformArr;

    /// <summary>Best known departure platform; empty when none was ever told.</summary>
    public string DeparturePlatform(RailStop stop) => string.IsNullOrEmpty(PlatformDep) ? stop.PlatformDep : PlatformDep;

    /// <summary>Equal apart from the snapshot.</summary>
    public bool SameAs(StopState other) => this with { At = other.At } == other;
}
