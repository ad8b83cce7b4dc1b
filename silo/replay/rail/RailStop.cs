using NodaTime;
using NodaTime.Text;

namespace JourneyOrchestrator.Silo.Replay.Rail;

/// <summary>One run of a train on one day, with those of its stops that are in the file, by <see cref="RailStop.Seq"/>.</summary>
/// <param name="Id">The file's number of this run.</param>
/// <param name="Type">S, N or F; empty when unknown.</param>
/// <param name="Line">Line without its letters; empty when there is none.</param>
/// <param name="Date">Local date of the first planned time in the file: the service date.</param>
public sealed record RailTrip(int Id, string Category, string Type, string Number, string Line, LocalDate Date)
{
    /// <summary>Stops in the file, in order of travel.</summary>
    public IReadOnlyList<RailStop> Stops { get; internal set; } = [];

    /// <summary>Name to show: category with line, else with number ("RE 17", "ICE 597").</summary>
    public string Name => Line.Length > 0 ? $"{Category} {Line}" : $"{Category} {Number}";

    /// <summary>The topic of this run. The id is part of it because a number may run twice on one day.</summary>
    public string Topic { get; } = $"train:{Category}-{Number}:{LocalDatePattern.Iso.Format(Date)}:{Id}";
}

/// <summary>The plan of one stop, and the causes that were given in the end. Platforms are empty when none is planned.</summary>
/// <param name="Index">Place in <see cref="RailData.Stops"/>.</param>
/// <param name="PlannedArr">Planned arrival; null where the run starts.</param>
/// <param name="PlannedDep">Planned departure; null where the run ends.</param>
/// <param name="LastSeen">Snapshot of the last update; null when there never was one.</param>
public sealed record RailStop(
    int Index, RailTrip Trip, int Seq, string Station,
    Instant? PlannedArr, Instant? PlannedDep, string PlatformArr, string PlatformDep,
    Instant? LastSeen, string Causes);
