namespace JourneyOrchestrator.Silo.Replay.Rail;

/// <summary>The report of <c>replay rail</c>; in JSON the members have these names in camel case (docs/replay.md explains each).</summary>
public sealed record ReplayReport(
    int Travellers, long Signals, double SignalsPerSecond,
    IReadOnlyDictionary<string, int> CasesByState, IReadOnlyDictionary<string, int> Milestones,
    PlatformFigures Platform, DelayFigures Delay, ConnectionFigures MissedConnections, MessageFigures Messages,
    TurnFigures TurnMilliseconds, long Unexplained, long Incidents)
{
    /// <summary>Writes the report as JSON.</summary>
    public string ToJson() => ReportJson.Write(this);
}

/// <summary>Arrival platforms of the rides taken as booked.</summary>
/// <param name="Foretold">Arrivals whose platform was told before the train came in.</param>
/// <param name="Right">Of these: the last one told was the real one.</param>
/// <param name="ChangedKnown">Of the right ones: it was another one than planned.</param>
public sealed record PlatformFigures(int Foretold, int Right, int ChangedKnown);

/// <summary>Arrival times as the cases knew them 10 minutes before the real arrival.</summary>
/// <param name="N">Arrivals with a real time.</param>
/// <param name="MeanAbsoluteErrorMinutes">Mean of the absolute differences.</param>
/// <param name="Within2">Share (0 to 1) of differences of at most 2 minutes.</param>
public sealed record DelayFigures(int N, double MeanAbsoluteErrorMinutes, double Within2);

/// <summary>Transfers that were lost.</summary>
/// <param name="Found">Of the knowable: acted on before the planned departure of the second train.</param>
/// <param name="Knowable">The data said so before that departure.</param>
/// <param name="Actual">Lost in the end.</param>
public sealed record ConnectionFigures(int Found, int Knowable, int Actual);
